"""The body of a table, written as markup from plain rows.

A list page spends its time here: cells are made column by column, then each row is one ``%`` of a template built
once for its listing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from .listing import Column

NUMERIC = ("integer", "decimal")


class BodyWriter:
    """Writes the rows of one listing, given the columns its page shows.

    The first column is the row's heading, and carries its link.
    """

    def __init__(self, columns: Sequence[Column], row_link: Callable[[Any], str] | None):
        self._columns = [(column, place) for place, column in with_places(columns)]
        self._row_link = row_link
        self._template = self._make_template()

    def write(self, rows: Sequence[Any]) -> Markup:
        """``rows`` as ``<tr>`` elements, every value escaped."""
        if not rows:
            return Markup()
        values = list(zip(*rows, strict=True))
        cells = [self._cells(column, values[place] if place is not None else rows) for column, place in self._columns]
        if self._row_link:
            cells.insert(0, [escape(self._row_link(row)) for row in rows])
        return Markup("".join(map(self._template.__mod__, zip(*cells, strict=True))))  # noqa: S704

    def _cells(self, column: Column, values: Sequence[Any]) -> list[Markup]:
        words = column.row_words if column.value else column.words
        return [escape(words(value)) for value in values]

    def _make_template(self) -> str:
        head, *rest = [column for column, _ in self._columns]
        link = '<a href="%s">%s</a>' if self._row_link else "%s"
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
