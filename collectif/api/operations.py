"""The addresses of the interface: what each may be asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from ..calendars import Event
from ..parameters import Parameter, WholeNumber
from .shapes import Address, Schema, Shape, of_names

ROOT = "/api/v1"
PER_PAGE = 20
MOST_PER_PAGE = 100
PAGES = (
    WholeNumber("page", "Le numéro de la page.", 1, 1, 100_000, 1),
    WholeNumber("par_page", "Le nombre d'éléments par page.", PER_PAGE, 1, MOST_PER_PAGE, PER_PAGE),
)


@dataclass(frozen=True)
class Asked:
    """One question, already checked.

    :ivar values: by parameter. :ivar key: the last part of the address.
    :ivar address: route and values → whole address. :ivar events: first and last day → public events of the agenda.
    """

    session: Session
    values: dict[str, Any]
    key: str
    address: Address
    events: Callable[[date, date], list[Event]]

    @property
    def page(self) -> int:
        return self.values["page"]

    @property
    def size(self) -> int:
        return self.values["par_page"]

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size


@dataclass(frozen=True)
class Key:
    """The part of an address that names one thing."""

    name: str
    description: str
    example: str
    pattern: str = "^[a-z0-9-]+$"


@dataclass(frozen=True)
class Operation:
    """One address that answers one thing.

    :param answer: the question → a row of ``shape``, ``None`` when there is no such thing.
    :param gone: whether what was there may have been withdrawn; ``answer`` then raises :class:`~collectif.errors.Gone`.
    """

    route: str
    path: str
    title: str
    description: str
    shape: Shape
    answer: Callable[[Asked], Any]
    key: Key | None = None
    gone: bool = False
    parameters: tuple[Parameter, ...] = ()

    @property
    def pattern(self) -> str:
        return ROOT + self.path

    @property
    def answers(self) -> str:
        """The name of the schema of its answers."""
        return self.shape.name

    def schemas(self) -> dict[str, Schema]:
        return {self.shape.name: self.shape.schema()}


@dataclass(frozen=True)
class Found:
    """One page of a list: how many there are in all, and the rows of the page."""

    count: int
    rows: Sequence[Any]


@dataclass(frozen=True)
class Collection(Operation):
    """One address that answers a list, page by page; ``answer`` gives a :class:`Found`.

    :param name: what the list is called in its answers.
    """

    name: str = ""

    @property
    def answers(self) -> str:
        return self.name.capitalize()

    def schemas(self) -> dict[str, Schema]:
        items = {"type": "array", "items": {"$ref": f"#/components/schemas/{self.shape.name}"}}
        page = of_names({
            "count": {"type": "integer", "minimum": 0, "description": "Combien il y en a, toutes pages comprises."},
            "page": {"type": "integer", "minimum": 1, "description": "Le numéro de cette page."},
            self.name: items,
        }, self.title)  # fmt: skip
        return {**super().schemas(), self.answers: page}


def whole(rows: Sequence[Any], asked: Asked) -> Found:
    """One page of a list short enough to be read whole."""
    return Found(len(rows), rows[asked.offset : asked.offset + asked.size])
