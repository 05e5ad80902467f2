"""Every list of the product: count in words, filters and sort in the address, pages, empty state, exports.

A :class:`Listing` is declared once, at import: its columns are column expressions, never entities.
:meth:`Listing.page` gives a :class:`Page` to the macro ``listing``; :meth:`Listing.table` gives the same rows, all
of them, to an export. A list read often is prepared once with its statement (:class:`Prepared`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import ceil
from typing import Any

from markupsafe import Markup
from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from .documents import Table, TableColumn
from .listing_rows import BodyWriter, with_places
from .listing_state import Around, ExportLink, FilterView, Header, PageLink, State, page_number
from .text import number, plural, sort_key

PAGE_SIZE = 50
# Beyond this the count is « plus de … »: counting further would cost more than it tells.
COUNT_LIMIT = 10_000
# States of one prepared list whose statements are kept.
KEPT_STATES = 128
Cell = Callable[[Any], Any]
Expression = ColumnElement[Any] | InstrumentedAttribute[Any]
Joined = Callable[[Select[Any]], Select[Any]]


@dataclass(frozen=True)
class Column:
    """One column: an expression of the statement and how its value is written.

    :param expression: ``None`` when the value is made from the whole row by ``value``.
    :param sort: expression to sort by, which must be indexed; ``None`` when the column cannot be sorted.
    :param cell: value → words (or ``Markup``); :param export: value → exported value (default: the words).
    :param shown: whether the page shows it; :param in_files: whether exports have it.
    :param few: its values are few and hashable (a closed list, a commune): their cells are written once and kept.
    """

    name: str
    label: str
    expression: Expression | None
    sort: Expression | None = None
    cell: Cell | None = None
    export: Cell | None = None
    kind: str = "text"
    shown: bool = True
    value: Cell | None = None
    in_files: bool = True
    few: bool = False

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
class Page:
    """What the macro ``listing`` shows. ``rows`` are the raw rows of this page, for tests and callers; ``pieces`` keeps
    what is already written of the state asked for."""

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
    pages: list[PageLink]
    exports: list[ExportLink]
    rows: Sequence[Any] = field(repr=False, default=())
    count: int = 0
    count_is_exact: bool = True
    pieces: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class Listing:
    """A list that can be filtered, sorted, read page by page and exported.

    :param noun: singular and plural of what is listed (``("pair", "pairs")``).
    :param key: expression that makes every order total (a primary key).
    :param default_sort: name of a column, after « - » to begin with its last.
    :param row_link: row → address of its page, put on the first column.
    :param extra: labelled expressions that no column shows, for ``row_link`` and for columns made from the row.
    """

    caption: str
    noun: tuple[str, str]
    columns: tuple[Column, ...]
    key: Expression
    default_sort: str
    filters: tuple[Filter, ...] = ()
    row_link: Callable[[Any], str] | None = None
    empty_title: str = "Rien à montrer"
    empty_text: str = "Changez les filtres pour voir d'autres lignes."
    exports: bool = True
    page_size: int = PAGE_SIZE
    extra: tuple[Expression, ...] = ()

    def select(self) -> Select[Any]:
        """The columns, the extra expressions, the key last; the caller adds ``join`` and ``where``."""
        return select(*self.selected(self.columns))

    def selected(self, columns: Sequence[Column]) -> list[Any]:
        """What the database is asked for to write these columns."""
        asked = [column.expression.label(column.name) for column in columns if column.expression is not None]
        return [*asked, *self.extra, self.key.label("_key")]

    def page(self, session: Session, statement: Select[Any], params: Mapping[str, str]) -> Page:
        """One page of ``statement`` as ``params`` (the query string) asks."""
        return Prepared(self, statement).page(session, params)

    def table(self, session: Session, statement: Select[Any], params: Mapping[str, str]) -> Table:
        """Every row that the same filters keep, in the same order, for a file."""
        return Prepared(self, statement).table(session, params)

    @cached_property
    def on_page(self) -> list[Column]:
        return [column for column in self.columns if column.shown]

    @cached_property
    def in_files(self) -> list[Column]:
        return [column for column in self.columns if column.in_files]

    @cached_property
    def body(self) -> BodyWriter:
        return BodyWriter(self.on_page, self.row_link)


@dataclass(frozen=True)
class _Asked:
    """One state of a prepared list: its statements and what stands around its rows."""

    around: Around
    page: Select[Any]
    table: Select[Any]
    count: Select[Any]


class Prepared:
    """A listing and its statement. Kept by its owner, it builds what a state needs once and for all.

    :param joined: adds to the statement the joins that only what is shown needs: the count does without them.
    """

    def __init__(self, listing: Listing, statement: Select[Any], joined: Joined | None = None):
        self.listing = listing
        self._statement = statement
        self._joined = joined or (lambda asked: asked)
        self._asked = lru_cache(KEPT_STATES)(self._build)

    def page(self, session: Session, params: Mapping[str, str]) -> Page:
        """One page, as ``params`` (the query string) asks."""
        asked = self._asked(State.read(self.listing, params))
        count = session.execute(asked.count).scalar_one()
        last = max(1, ceil(min(count, COUNT_LIMIT) / self.listing.page_size))
        page = min(page_number(params), last)
        rows = session.execute(asked.page, {"_offset": (page - 1) * self.listing.page_size}).all()
        return self._view(asked.around, rows, count, page, last)

    def table(self, session: Session, params: Mapping[str, str]) -> Table:
        """Every row that the same filters keep, in the same order, for a file."""
        statement = self._asked(State.read(self.listing, params)).table
        return Table(
            title=self.listing.caption,
            columns=[TableColumn(column.label, column.kind) for column in self.listing.in_files],
            rows=self._rows(session, statement),
        )

    def _rows(self, session: Session, statement: Select[Any]) -> Iterator[list[Any]]:
        """Asked for when the first one is read, and closed when reading stops.

        A result left open keeps SQLite's connection in the past, where it can write nothing any more.
        """
        columns = with_places(self.listing.in_files)
        with session.execute(statement) as found:
            for row in found:
                yield [c.exported(row[place] if place is not None else c.value(row)) for place, c in columns]  # type: ignore[misc]

    def _build(self, state: State) -> _Asked:
        around = Around(self.listing, state)
        narrowed = around.narrow(self._statement)
        ordered = around.order(narrowed)
        page = self._only(ordered, self.listing.on_page).limit(self.listing.page_size).offset(bindparam("_offset"))
        bounded: Select[Any] = narrowed.with_only_columns(self.listing.key)
        count = select(func.count()).select_from(bounded.order_by(None).limit(COUNT_LIMIT + 1).subquery())
        return _Asked(around, page, self._only(ordered, self.listing.in_files), count)

    def _only(self, statement: Select[Any], columns: Sequence[Column]) -> Select[Any]:
        return self._joined(statement.with_only_columns(*self.listing.selected(columns)))

    def _view(self, around: Around, rows: Sequence[Any], count: int, page: int, last: int) -> Page:
        listing = self.listing
        exact = count <= COUNT_LIMIT
        total = plural(count, *listing.noun) if exact else f"Plus de {plural(COUNT_LIMIT, *listing.noun)}"
        return Page(
            caption=listing.caption,
            summary=f"{total}, page {number(page)} sur {number(last)}" if last > 1 else total,
            filters=around.filters,
            hidden=around.hidden,
            active_filters=around.active_filters,
            reset_href=around.reset_href,
            headers=around.headers,
            table_body=listing.body.write(rows),
            is_empty=not rows,
            empty_title=listing.empty_title,
            empty_text=listing.empty_text,
            pages=around.page_links(page, last),
            exports=around.exports if rows else [],
            rows=rows,
            count=count,
            count_is_exact=exact,
            pieces=around.pieces,
        )
