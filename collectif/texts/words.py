"""The words of one block in both languages, and what vouches for them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .pages import Page

STANDARD, PLAIN = "standard", "plain"
LANGUAGES = {STANDARD: "langage courant", PLAIN: "langage simple"}


class Words(NamedTuple):
    """Of one block: its title and its text, in each language."""

    title: str = ""
    standard: str = ""
    plain_title: str = ""
    plain: str = ""

    def of(self, language: str) -> tuple[str, str]:
        """Title and text in ``language``."""
        return (self.plain_title, self.plain) if language == PLAIN else (self.title, self.standard)


def fingerprint(page: Page, words: Mapping[str, Words], languages: Iterable[str] = (PLAIN,)) -> str:
    """What one or both texts of a page come down to: it changes as soon as one letter does.

    A concerned reader approves the text of this fingerprint, and no other.
    """
    told = [[block.name, *words[block.name].of(language)] for language in languages for block in page.blocks]
    return hashlib.sha256(json.dumps([page.route, *told], ensure_ascii=False).encode()).hexdigest()
