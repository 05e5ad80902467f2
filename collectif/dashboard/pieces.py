"""What the first page is made of: plain data, with the route of each link rather than its address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Link:
    """A link's words, and the route and values of where it leads."""

    label: str
    route: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """Something that waits on the person. ``since`` orders the list, the oldest first; ``detail`` says what to do.

    ``link`` is ``None`` when it is done elsewhere than on the site.
    """

    kind: str
    title: str
    link: Link | None
    since: datetime
    detail: str = ""


@dataclass(frozen=True)
class Coming:
    """Something that will happen; ``where`` is a place or nothing, ``path`` its page within the site."""

    day: date
    title: str
    path: str
    where: str


@dataclass(frozen=True)
class News:
    """Something that has happened."""

    at: datetime
    what: str
    link: Link


@dataclass(frozen=True)
class Card:
    """One part of the intranet, with the person's usual links in it."""

    title: str
    text: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Figure:
    """A number and what it counts, already in the plural it needs."""

    number: int
    label: str
