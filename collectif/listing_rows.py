"""The body of a table, written as markup from plain rows.

A list page spends its time here: cells are made column by column, then each row is one ``%`` of a template built
once for its listing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from .listing import Column

NUMERIC = ("integer", "decimal")


# Written cells kept for each column that has few different values.
KEPT_CELLS = 1024


class BodyWriter:
    """Writes the rows of one listing, given the columns its page shows.

    The first column is the row's heading, and carries its link.
    """

    def __init__(self, columns: Sequence[Column], row_link: Callable[[Any], str] | None):
        self._cells = [_cells_of(column, place) for place, column in with_places(columns)]
        if row_link:
            self._cells.insert(0, lambda rows, values: [escape(row_link(row)) for row in rows])
        self._template = _template(columns, linked=row_link is not None)

    def write(self, rows: Sequence[Any]) -> Markup:
        """``rows`` as ``<tr>`` elements, every value escaped."""
        values = list(zip(*rows, strict=True))
        cells = [write(rows, values) for write in self._cells] if rows else []
        return Markup("".join(map(self._template.__mod__, zip(*cells, strict=True))))  # noqa: S704


Cells = Callable[[Sequence[Any], list[Any]], Iterable[str]]


def _cells_of(column: Column, place: int | None) -> Cells:
    """What writes the cells of a column, given the rows and the same values column by column."""

    def write(value: Any) -> Markup:
        return escape(column.words(value))

    written = lru_cache(KEPT_CELLS)(write) if column.few else write
    if place is not None:
        return lambda rows, values: map(written, values[place])
    value_of = column.value
    return lambda rows, values: [written(value_of(row)) for row in rows]  # type: ignore[misc]


def _template(columns: Sequence[Column], *, linked: bool) -> str:
    head, *rest = columns
    link = '<a href="%s">%s</a>' if linked else "%s"
    cells = "".join(f"<td{_attributes(column)}>%s</td>" for column in rest)
    return f'<tr><th scope="row"{_attributes(head)}>{link}</th>{cells}</tr>'


def with_places(columns: Sequence[Column]) -> list[tuple[int | None, Column]]:
    """Each column with its place in a row of the statement, ``None`` when it reads the whole row."""
    places: list[tuple[int | None, Column]] = []
    selected = 0
    for column in columns:
        places.append((None if column.expression is None else selected, column))
        selected += column.expression is not None
    return places


def _attributes(column: Column) -> str:
    label = str(escape(column.label)).replace("%", "%%")
    numeric = ' class="numeric"' if column.kind in NUMERIC else ""
    return f' data-label="{label}"{numeric}'
