"""How documents are said: sizes, who may see them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..text import size_words, sort_key
from ..workflow import Status
from .kinds import KINDS

MOST_TAGS = 10
LONGEST_TAG = 40
AUDIENCE_LABELS = {
    "organisation": "son organisation seulement",
    "collective": "tout le collectif",
    "public": "tout le monde",
}
AUDIENCES = {
    "organisation": Status("organisation", "Organisation", "neutral", "dot"),
    "collective": Status("collective", "Collectif", "info", "eye"),
    "public": Status("public", "Public", "success", "check"),
}


def kind_and_size(kind: str, size: int) -> str:
    """``PDF, 1,2 Mo``."""
    return f"{KINDS[kind].label}, {size_words(size)}"


def read_tags(text: str) -> dict[str, str]:
    """Tags separated by commas → ``{sort key: tag}``, each once, in the order they were written."""
    tags = (" ".join(part.split()) for part in re.split(r"[,;\n]", text))
    found: dict[str, str] = {}
    for tag in tags:
        if sort_key(tag):
            found.setdefault(sort_key(tag), tag)
    return found


def tags_text(tags: Iterable[str]) -> str:
    return ", ".join(tags)
