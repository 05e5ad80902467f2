"""What XLSX and ODS sheets share: names, widths, and the number of rows they can hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .table import MAX_ROWS, Table, clean_text

NOTES_SHEET = "Notes"
FORBIDDEN_IN_NAMES = re.compile(r"[\[\]:*?/\\\s]+")
NARROW, WIDE = 14, 28


def sheet_name(title: str) -> str:
    """A name every spreadsheet accepts: 31 characters, none that is reserved, never the notes' own."""
    name = FORBIDDEN_IN_NAMES.sub(" ", clean_text(title).replace("'", "’"))[:31].strip()
    return name if name and name.casefold() not in (NOTES_SHEET.casefold(), "history") else "Tableau"


def column_widths(table: Table) -> list[int]:
    """Width of each column in characters: words need room, numbers and dates little."""
    return [max(WIDE if c.kind == "text" else NARROW, min(len(c.label) + 3, 40)) for c in table.columns]


def counted(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows numbered from 1.

    :raises ValueError: when a sheet cannot hold them; nothing is ever dropped silently.
    """
    for index, row in enumerate(rows, start=1):
        if index > MAX_ROWS:
            raise ValueError(f"a sheet holds {MAX_ROWS} rows")
        yield index, row
