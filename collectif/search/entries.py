"""What rooms let people find: declared once beside their models, for every session of every program.

>>> @searchable("news", NewsItem, labels=("Nouvelle", "Nouvelles"))
... def news(session, wanted):
...     rows = session.execute(select(NewsItem.id, NewsItem.title, …).where(wanted))
...     return (Entry(…) for row in rows)

``wanted`` is a condition on the model; what is not given back is no longer found. A room reads columns, never
entities: what it gives is what the database says now, whatever the session remembers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import Session

from .models import AGELESS

PUBLIC = "public"
ROOM = "room"
# Signs of a text kept for its excerpts; all of it is looked into.
LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class Entry:
    """What one audience finds of one thing.

    :param audience: :data:`PUBLIC`, a permission held everywhere, or :data:`ROOM` (lists of its own room only).
    :param organisation_id: with a permission: only those who hold it for this organisation.
    :param hidden_from: who has this permission has a better entry of the same thing.
    :param visible_from: nobody finds it before. :param at: what is newer comes first; without age, before all.
    :param text: the rest of the words, an excerpt of which is shown. :param words: found, never shown.
    :param plain: the same in plain language, found by everyone; whoever reads plain language is shown an excerpt of it.
    :param route: its page, with ``values``.
    """

    thing_id: int
    audience: str
    title: str
    text: str
    route: str
    values: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    organisation_id: int | None = None
    hidden_from: str = ""
    visible_from: datetime | None = None
    words: str = ""
    plain: str = ""

    @property
    def newness(self) -> int:
        return AGELESS if self.at is None else int(self.at.timestamp())

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), default=str, sort_keys=True).encode()).hexdigest()


Describe = Callable[[Session, ColumnElement[bool]], Iterable[Entry]]
Owners = Callable[[Sequence[int]], Select[Any]]


@dataclass(frozen=True)
class Part:
    """A model whose rows change what is found of another thing.

    :param column: what names that thing, or what ``owners`` turns into its ids.
    """

    model: type
    column: str
    owners: Owners | None = None


@dataclass(frozen=True)
class Searchable:
    """One kind of things that people find. ``labels``: one of them, and many (« Action », « Actions »)."""

    kind: str
    model: type
    labels: tuple[str, str]
    describe: Describe
    parts: tuple[Part, ...] = ()


DECLARED: dict[str, Searchable] = {}
PAGES = "pages"
PAGES_LABELS = ("Page du site", "Pages du site")


def searchable(
    kind: str, model: type, *, labels: tuple[str, str], parts: Iterable[Part] = ()
) -> Callable[[Describe], Describe]:
    """Declare what is found of the rows of ``model``."""

    def declare(describe: Describe) -> Describe:
        DECLARED[kind] = Searchable(kind, model, labels, describe, tuple(parts))
        return describe

    return declare


def labels_of(kind: str) -> tuple[str, str]:
    """What one thing of this kind is called, and many."""
    return PAGES_LABELS if kind == PAGES else DECLARED[kind].labels


def joined(*texts: str) -> str:
    """Texts one after the other, the empty ones left out."""
    return "\n".join(text for text in texts if text)
