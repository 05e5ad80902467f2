"""Every list of the product: count in words, filters and sort in the address, pages, empty state, exports.

A :class:`Listing` is declared once, at import: its columns are column expressions, never entities, and its statement is
built per request only by adding ``where``, ``order by`` and a page. :meth:`Listing.page` gives a
:class:`Page` to the macro ``listing``; :meth:`Listing.table` gives the same rows, all of them, to an export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup, escape
from sqlalchemy import ColumnElement, Select, func, literal_column, select
from sqlalchemy.orm import Session

from .documents import FORMATS, Table, TableColumn
from .text import number, plural, sort_key

PAGE_SIZE = 50
# Beyond this the count is « plus de … »: counting further would cost more than it tells.
COUNT_LIMIT = 10_000
Cell = Callable[[Any], Any]


@dataclass(frozen=True)
class Column:
    """One column: an expression of the statement and how its value is written.

    :param sort: expression to sort by, which must be indexed; ``None`` when the column cannot be sorted.
    :param cell: value → words (or ``Markup``); :param export: value → exported value (default: the words).
    """

    name: str
    label: str
    expression: ColumnElement[Any]
    sort: ColumnElement[Any] | None = None
    cell: Cell | None = None
    export: Cell | None = None
    kind: str = "text"
    shown: bool = True

    def words(self, value: Any) -> Any:
        if value is None:
            return ""
        return self.cell(value) if self.cell else value

    def exported(self, value: Any) -> Any:
        if value is None:
            return ""
        return self.export(value) if self.export else self.words(value)


@dataclass(frozen=True)
class Filter:
    """One question above the list.

    :param choices: ``(value, label)`` pairs, or none for a text field.
    :param condition: value → ``where`` condition.
    """

    name: str
    label: str
    condition: Callable[[str], ColumnElement[bool]]
    choices: Sequence[tuple[str, str]] = ()

    def accepts(self, value: str) -> bool:
        return bool(value) and (not self.choices or value in dict(self.choices))

    def value_label(self, value: str) -> str:
        return dict(self.choices).get(value, value)


def starts_with(column: ColumnElement[str]) -> Callable[[str], ColumnElement[bool]]:
    """Condition « begins with these letters » on a column that holds :func:`~collectif.text.sort_key`.

    It is a range, which an index serves on both engines, where ``LIKE`` would not.
    """

    def condition(value: str) -> ColumnElement[bool]:
        prefix = sort_key(value)
        return (column >= prefix) & (column < prefix + "\U0010ffff")

    return condition


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


@dataclass(frozen=True)
class Page:
    """What the macro ``listing`` shows. ``rows`` are the raw rows of this page, for tests and callers."""

    caption: str
    summary: str
    filters: list[FilterView]
    hidden: list[tuple[str, str]]
    active_filters: list[tuple[str, str, str]]
    reset_href: str | None
    headers: list[Header]
    table_body: Markup
    is_empty: bool
    empty_title: str
    empty_text: str
    pages: list[tuple[str, str | None, bool]]
    exports: list[ExportLink]
    rows: Sequence[Any] = field(repr=False, default=())
    count: int = 0
    count_is_exact: bool = True


@dataclass(frozen=True)
class Listing:
    """A list that can be filtered, sorted, read page by page and exported.

    :param noun: singular and plural of what is listed (``("pair", "pairs")``).
    :param key: expression that makes every order total (a primary key).
    :param row_link: row → address of its page, put on the first column.
    """

    caption: str
    noun: tuple[str, str]
    columns: tuple[Column, ...]
    key: ColumnElement[Any]
    default_sort: str
    filters: tuple[Filter, ...] = ()
    row_link: Callable[[Any], str] | None = None
    empty_title: str = "Rien à montrer"
    empty_text: str = "Changez les filtres pour voir d'autres lignes."
    exports: bool = True
    page_size: int = PAGE_SIZE

    def select(self) -> Select[Any]:
        """The columns, the key last; the caller adds ``join`` and ``where``."""
        expressions = [column.expression.label(column.name) for column in self.columns]
        return select(*expressions, self.key.label("_key"))

    def page(self, session: Session, statement: Select[Any], params: Mapping[str, str]) -> Page:
        """One page of ``statement`` as ``params`` (the query string) asks."""
        state = _State(self, params)
        filtered = state.filter(statement)
        count = self._count(session, filtered)
        last = max(1, ceil(min(count, COUNT_LIMIT) / self.page_size))
        number_ = min(state.page, last)
        ordered = state.order(filtered).limit(self.page_size).offset((number_ - 1) * self.page_size)
        rows = session.execute(ordered).all()
        return self._view(state, rows, count, number_, last)

    def table(self, session: Session, statement: Select[Any], params: Mapping[str, str]) -> Table:
        """Every row that the same filters keep, in the same order, for a file."""
        state = _State(self, params)
        rows = session.execute(state.order(state.filter(statement)))
        return Table(
            title=self.caption,
            columns=[TableColumn(column.label, column.kind) for column in self.columns],
            rows=(tuple(c.exported(value) for c, value in zip(self.columns, row, strict=False)) for row in rows),
        )

    def _count(self, session: Session, filtered: Select[Any]) -> int:
        bounded = filtered.with_only_columns(literal_column("1")).order_by(None).limit(COUNT_LIMIT + 1)
        return session.execute(select(func.count()).select_from(bounded.subquery())).scalar_one()

    def _view(self, state: _State, rows: Sequence[Any], count: int, page: int, last: int) -> Page:
        exact = count <= COUNT_LIMIT
        total = plural(count, *self.noun) if exact else f"Plus de {plural(COUNT_LIMIT, *self.noun)}"
        return Page(
            caption=self.caption,
            summary=f"{total}, page {number(page)} sur {number(last)}" if last > 1 else total,
            filters=state.filter_views(),
            hidden=state.hidden(),
            active_filters=state.active_filters(),
            reset_href=state.href(keep_filters=False) if state.values else None,
            headers=state.headers(),
            table_body=self._body(rows),
            is_empty=not rows,
            empty_title=self.empty_title,
            empty_text=self.empty_text,
            pages=state.page_links(page, last),
            exports=state.export_links() if self.exports and rows else [],
            rows=rows,
            count=count,
            count_is_exact=exact,
        )

    def _body(self, rows: Iterable[Any]) -> Markup:
        return Markup("").join(map(self._row, rows))

    def _row(self, row: Any) -> Markup:
        cells = []
        for column, value, opening in zip(self.columns, row, self._openings(), strict=False):
            if not column.shown:
                continue
            words = escape(column.words(value))
            if not cells:
                if self.row_link:
                    words = f'<a href="{escape(self.row_link(row))}">{words}</a>'
                cells.append(f"<tr>{opening}{words}</th>")
            else:
                cells.append(f"{opening}{words}</td>")
        return Markup("".join([*cells, "</tr>"]))  # noqa: S704

    def _openings(self) -> tuple[str, ...]:
        cached = self.__dict__.get("_opening_tags")
        if cached is None:
            cached = tuple(self._opening(index, column) for index, column in enumerate(self.columns))
            object.__setattr__(self, "_opening_tags", cached)
        return cached

    def _opening(self, index: int, column: Column) -> str:
        label = escape(column.label)
        if index == 0:
            return f'<th scope="row" data-label="{label}">'
        numeric = ' class="numeric"' if column.kind in ("integer", "decimal") else ""
        return f'<td data-label="{label}"{numeric}>'


class _State:
    """What the query string asks of one listing; unknown names and values are ignored."""

    def __init__(self, listing: Listing, params: Mapping[str, str]):
        self.listing = listing
        asked = {item.name: params.get(item.name, "").strip() for item in listing.filters}
        self.values = {item.name: asked[item.name] for item in listing.filters if item.accepts(asked[item.name])}
        sort = params.get("tri", "")
        self.descending = sort.startswith("-")
        sortable = {column.name for column in listing.columns if column.sort is not None}
        self.sort = sort.lstrip("-") if sort.lstrip("-") in sortable else listing.default_sort
        if self.sort != sort.lstrip("-"):
            self.descending = False
        page = params.get("page", "1")
        self.page = int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 7 and int(page) else 1

    def filter(self, statement: Select[Any]) -> Select[Any]:
        for item in self.listing.filters:
            if item.name in self.values:
                statement = statement.where(item.condition(self.values[item.name]))
        return statement

    def order(self, statement: Select[Any]) -> Select[Any]:
        column = next(column for column in self.listing.columns if column.name == self.sort)
        keys = (column.sort, self.listing.key)
        return statement.order_by(*(key.desc() if self.descending else key.asc() for key in keys))  # type: ignore[union-attr]

    def href(self, *, keep_filters: bool = True, **changes: str | None) -> str:
        sort = ("-" if self.descending else "") + self.sort
        state: dict[str, str | None] = dict(self.values) if keep_filters else {}
        if sort != self.listing.default_sort:
            state["tri"] = sort
        state.update(changes)
        return "?" + urlencode({name: value for name, value in state.items() if value})

    def hidden(self) -> list[tuple[str, str]]:
        sort = ("-" if self.descending else "") + self.sort
        return [("tri", sort)] if sort != self.listing.default_sort else []

    def filter_views(self) -> list[FilterView]:
        return [self._filter_view(item) for item in self.listing.filters]

    def _filter_view(self, item: Filter) -> FilterView:
        value = self.values.get(item.name, "")
        options = [("", "Tous", not value), *((v, label, v == value) for v, label in item.choices)]
        kind = "select" if item.choices else "text"
        return FilterView(f"filtre-{item.name}", item.name, item.label, kind, value, options)

    def active_filters(self) -> list[tuple[str, str, str]]:
        return [
            (item.label, item.value_label(self.values[item.name]), self.href(**{item.name: None}))
            for item in self.listing.filters
            if item.name in self.values
        ]

    def headers(self) -> list[Header]:
        return [self._header(column) for column in self.listing.columns if column.shown]

    def _header(self, column: Column) -> Header:
        numeric = column.kind in ("integer", "decimal")
        if column.sort is None:
            return Header(column.label, None, None, numeric)
        current = column.name == self.sort
        direction = ("descending" if self.descending else "ascending") if current else None
        target = f"-{column.name}" if current and not self.descending else column.name
        return Header(column.label, self.href(tri=target), direction, numeric)

    def page_links(self, page: int, last: int) -> list[tuple[str, str | None, bool]]:
        if last == 1:
            return []
        near = sorted({1, last, *range(max(1, page - 2), min(last, page + 2) + 1)})
        links: list[tuple[str, str | None, bool]] = []
        if page > 1:
            links.append(("Page précédente", self.href(page=str(page - 1)), False))
        links += [(f"Page {number(n)}", self.href(page=str(n)), n == page) for n in near]
        if page < last:
            links.append(("Page suivante", self.href(page=str(page + 1)), False))
        return links

    def export_links(self) -> list[ExportLink]:
        return [
            ExportLink(item.label, self.href(format=name), f"Télécharger cette liste au format {item.label}")
            for name, item in FORMATS.items()
        ]
