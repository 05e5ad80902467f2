"""What an address asks of a list, and the links and fields that lead to other addresses of the same list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from sqlalchemy import Select

from .documents import FORMATS
from .listing_rows import NUMERIC
from .text import number

if TYPE_CHECKING:
    from .listing import Column, Filter, Listing

MAX_PAGE_DIGITS = 6
MAX_FILTER_LENGTH = 100


@dataclass(frozen=True)
class FilterView:
    id: str
    name: str
    label: str
    kind: str
    value: str
    options: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class Header:
    label: str
    sort_href: str | None
    sorted: str | None
    numeric: bool


@dataclass(frozen=True)
class ExportLink:
    label: str
    href: str
    description: str


PageLink = tuple[str, str | None, bool]


@dataclass(frozen=True)
class State:
    """Filters (name, value) and sort, cleaned: unknown names and values are ignored. Hashable."""

    values: tuple[tuple[str, str], ...]
    sort: str
    descending: bool

    @classmethod
    def read(cls, listing: Listing, params: Mapping[str, str]) -> State:
        asked = [(item, params.get(item.name, "").strip()[:MAX_FILTER_LENGTH]) for item in listing.filters]
        values = tuple((item.name, value) for item, value in asked if item.accepts(value))
        sort = params.get("tri", "")
        if not any(column.name == sort.lstrip("-") and column.sort is not None for column in listing.columns):
            sort = listing.default_sort
        return cls(values, sort.lstrip("-"), sort.startswith("-"))


def page_number(params: Mapping[str, str]) -> int:
    """The page asked for, 1 when it is not a number."""
    page = params.get("page", "1")
    valid = page.isascii() and page.isdigit() and len(page) <= MAX_PAGE_DIGITS
    return max(1, int(page)) if valid else 1


class Around:
    """Everything around the rows for one state of one listing; it depends on nothing else, so it is kept."""

    def __init__(self, listing: Listing, state: State):
        self._listing = listing
        self._state = state
        self._values = dict(state.values)
        self.pieces: dict[str, str] = {}
        self.filters = [self._filter_view(item) for item in listing.filters]
        self.active_filters = self._active_filters()
        self.reset_href = self.href(keep_filters=False) if state.values else None
        self.headers = [self._header(column) for column in listing.columns if column.shown]
        self.exports = self._exports() if listing.exports else []
        self.hidden = [("tri", self._sort)] if self._sort != listing.default_sort else []

    @property
    def _sort(self) -> str:
        return ("-" if self._state.descending else "") + self._state.sort

    def narrow(self, statement: Select[Any]) -> Select[Any]:
        """``statement`` with the conditions of the filters chosen."""
        for item in self._listing.filters:
            if item.name in self._values:
                statement = statement.where(item.condition(self._values[item.name]))
        return statement

    def order(self, statement: Select[Any]) -> Select[Any]:
        """``statement`` in the order chosen; the key makes it total."""
        column = next(column for column in self._listing.columns if column.name == self._state.sort)
        keys = (column.sort, self._listing.key)
        return statement.order_by(*(key.desc() if self._state.descending else key.asc() for key in keys))  # type: ignore[union-attr]

    def href(self, *, keep_filters: bool = True, **changes: str | None) -> str:
        """The address of this list with ``changes``; ``None`` takes a name away."""
        state: dict[str, str | None] = dict(self._values) if keep_filters else {}
        if self._sort != self._listing.default_sort:
            state["tri"] = self._sort
        state.update(changes)
        return "?" + urlencode({name: value for name, value in state.items() if value})

    def page_links(self, page: int, last: int) -> list[PageLink]:
        """First, last, neighbours; before and after when there are any."""
        if last == 1:
            return []
        near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
        links: list[PageLink] = []
        if page > 1:
            links.append(("Page précédente", self.href(page=str(page - 1)), False))
        links += [(f"Page {number(n)}", self.href(page=str(n)), n == page) for n in near]
        if page < last:
            links.append(("Page suivante", self.href(page=str(page + 1)), False))
        return links

    def _filter_view(self, item: Filter) -> FilterView:
        value = self._values.get(item.name, "")
        options = [("", "Tous", not value), *((v, label, v == value) for v, label in item.choices)]
        kind = "select" if item.choices else "text"
        return FilterView(f"filtre-{item.name}", item.name, item.label, kind, value, options)

    def _active_filters(self) -> list[tuple[str, str, str]]:
        return [
            (item.label, item.value_label(self._values[item.name]), self._without(item.name))
            for item in self._listing.filters
            if item.name in self._values
        ]

    def _without(self, name: str) -> str:
        changes: dict[str, Any] = {name: None}
        return self.href(**changes)

    def _header(self, column: Column) -> Header:
        numeric = column.kind in NUMERIC
        if column.sort is None:
            return Header(column.label, None, None, numeric)
        current = column.name == self._state.sort
        direction = ("descending" if self._state.descending else "ascending") if current else None
        target = f"-{column.name}" if current and not self._state.descending else column.name
        return Header(column.label, self.href(tri=target), direction, numeric)

    def _exports(self) -> list[ExportLink]:
        return [
            ExportLink(item.label, self.href(format=name), f"Télécharger cette liste au format {item.label}")
            for name, item in FORMATS.items()
        ]
