"""What reading a file gives, the bounds it keeps to, and how it says no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import DomainError

MEBIBYTE = 1024 * 1024

# A numbered line of a file, before any check: its number as a spreadsheet shows it, and its cells.
RawRow = tuple[int, list[str]]
RawRows = Iterator[RawRow]


class TabularError(DomainError):
    """The file cannot be used. The message says in French what is wrong, where, and how to put it right.

    :param line: line of the file concerned, as a spreadsheet numbers it, when there is one.
    """

    def __init__(self, problem: str, remedy: str, line: int | None = None):
        super().__init__(f"{problem} {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.line = line


class NothingInside(TabularError):
    """A file, or one of its sheets, without a single filled cell."""


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one upload from taking the server's time or memory. Sizes are in bytes.

    :param max_cell: characters in one cell; :param max_cells: cells looked at, empty ones included;
    :param max_unzipped: what a spreadsheet's parts may weigh once decompressed; :param max_ratio: how many times
    smaller a large part may be when compressed; :param max_entries: files inside a spreadsheet.
    """

    max_bytes: int = 10 * MEBIBYTE
    max_rows: int = 20_000
    max_columns: int = 200
    max_cell: int = 10_000
    max_cells: int = 500_000
    max_unzipped: int = 100 * MEBIBYTE
    max_ratio: int = 250
    max_entries: int = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """One line of data: ``number`` as a spreadsheet shows it, ``cells`` as many as there are headers."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class TableData:
    """A table read from a file.

    :param headers: trimmed, none empty, none twice; :param kind: ``csv``, ``xlsx`` or ``ods``;
    :param filename: the name it was given, without folders;
    :param encoding: and :param separator: of a CSV file; :param sheet: name of the sheet of a spreadsheet.
    """

    headers: list[str]
    rows: list[Row]
    kind: str
    filename: str = ""
    encoding: str | None = None
    separator: str | None = None
    sheet: str | None = None


def column_name(index: int) -> str:
    """The letters of the column at ``index``, counted from 0: A, B… Z, AA."""
    letters, rest = "", index + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
