"""What the pages of the room show: blocks with what happened to them, differences, versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..differences import Piece, pieces
from ..text import capitalised, long_date, short_date
from ..workflow import Status
from .markup import plain_words
from .models import SiteText
from .pages import Block, Page
from .words import LANGUAGES, PLAIN, STANDARD, Words
from .workflow import TEXT_LIFE, TO_REVISIT

OPENING = "Début de la page"
FOUNDING = "Texte fondateur"
EXCERPT = 110
CHANGED = Status("changed", "modifié dans le brouillon", "info", "edit")


def titles(page: Page, words: Mapping[str, Words]) -> dict[str, str]:
    """How each block is called: by its title."""
    return {block.name: words[block.name].title or OPENING for block in page.blocks}


@dataclass(frozen=True)
class BlockRow:
    """One block in the list of a page's: its name, its titles, how each text begins, what is to be known of it."""

    block: Block
    title: str
    excerpts: Sequence[tuple[str, str]]
    statuses: Sequence[Status]


def rows(page: Page, online: Mapping[str, Words], draft: Mapping[str, Words], waiting: set[str]) -> list[BlockRow]:
    """Every block as the draft has it, or as it is online while there is no draft."""
    named = titles(page, draft)
    return [
        BlockRow(block, named[block.name], list(_excerpts(draft[block.name])), [
            *([CHANGED] if draft[block.name] != online[block.name] else []),
            *([TO_REVISIT] if block.name in waiting else []),
        ])
        for block in page.blocks
    ]  # fmt: skip


def _excerpts(words: Words) -> Iterator[tuple[str, str]]:
    for language, label in LANGUAGES.items():
        title, text = words.of(language)
        said = " ".join(plain_words(text).split()) or title
        yield (
            capitalised(label),
            said if len(said) <= EXCERPT else said[:EXCERPT].rsplit(" ", 1)[0].rstrip(" .,;:") + "…",
        )


@dataclass(frozen=True)
class BlockChange:
    """What changed in one block: for each language where something did, its words marked. ``stale``: the standard text
    changed and its plain twin did not."""

    title: str
    languages: Sequence[tuple[str, Sequence[Piece]]]
    stale: bool


def changes(page: Page, before: Mapping[str, Words], after: Mapping[str, Words]) -> list[BlockChange]:
    """From one text of a page to another, block by block; what stayed is left out."""
    named = titles(page, after)
    return [
        _change(named[block.name], before[block.name], after[block.name])
        for block in page.blocks
        if before[block.name] != after[block.name]
    ]


def _change(title: str, before: Words, after: Words) -> BlockChange:
    changed = [one for one in LANGUAGES if before.of(one) != after.of(one)]
    marked = [(LANGUAGES[one], pieces(_whole(before, one), _whole(after, one))) for one in changed]
    return BlockChange(title, marked, STANDARD in changed and PLAIN not in changed)


def _whole(words: Words, language: str) -> str:
    return "\n\n".join(filter(None, words.of(language)))


@dataclass(frozen=True)
class VersionRow:
    """One line of a page's history. :param number: 0 for the founding text."""

    number: int
    label: str
    status: Status
    published: str
    author: str
    note: str


def version_rows(history: Sequence[SiteText]) -> list[VersionRow]:
    """The published versions, the newest first, then the founding text."""
    founding = TEXT_LIFE.status("superseded" if history else "current")
    return [
        *(VersionRow(one.number, version_label(one.number), TEXT_LIFE.status(one.state), published(one),
                     author(one), one.note) for one in history),
        VersionRow(0, FOUNDING, founding, "", "", "Le texte livré avec le site."),
    ]  # fmt: skip


def version_label(number: int) -> str:
    return f"Version {number}" if number else FOUNDING


def published(text: SiteText) -> str:
    return short_date(text.published_at) if text.published_at else ""


def author(text: SiteText) -> str:
    return text.published_by.display_name if text.published_by else ""


def facts(text: SiteText | None) -> list[tuple[str, str]]:
    """What is to be known of a version."""
    if text is None:
        return [("Origine", "Texte livré avec le site")]
    found = [("Publiée", long_date(text.published_at) if text.published_at else ""), ("Par", author(text))]
    return [*found, ("Ce qui change", text.note), ("Écrite à partir de", version_label(text.based_on).lower())]
