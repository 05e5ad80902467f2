"""OpenDocument spreadsheets, read as a stream: repeated cells are counted, never laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import values
from .archive import Archive
from .assemble import assemble, too_many_columns
from .model import Limits, RawRow, RawRows, TableData
from .sniff import damaged, password
from .xml_events import Handler, TagBudget, parse, parse_all

_URN = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0 "
OFFICE, TABLE, TEXT, MANIFEST = (_URN.format(name) for name in ("office", "table", "text", "manifest"))
MANIFEST_PART = "META-INF/manifest.xml"
CELLS = {TABLE + "table-cell", TABLE + "covered-table-cell"}
PARAGRAPH, ROW, SHEET = TEXT + "p", TABLE + "table-row", TABLE + "table"
BLANKS = {TEXT + "s": " ", TEXT + "tab": "\t", TEXT + "line-break": "\n"}
IN_WORDS = {TEXT + "span", TEXT + "a", *BLANKS}
COLLAPSED = re.compile(r"[ \t\r\n]+")
TYPED = {
    "float": ("value", values.number),
    "currency": ("value", values.number),
    "percentage": ("value", values.percentage),
    "date": ("date-value", values.iso_date),
    "time": ("time-value", values.duration),
    "boolean": ("boolean-value", values.boolean),
}


def read_ods(archive: Archive, limits: Limits) -> TableData:
    """The first sheet with content.

    :raises TabularError: for anything that keeps the file from being used.
    """
    budget = TagBudget(limits.max_cells)
    if MANIFEST_PART in archive:
        parse_all(archive.chunks(MANIFEST_PART), ManifestHandler(), budget)
    sheet = SheetHandler(limits)
    headers, rows = assemble(_rows(archive, sheet, budget), limits)
    return TableData(headers, rows, "ods", sheet=sheet.name)


def _rows(archive: Archive, sheet: SheetHandler, budget: TagBudget) -> RawRows:
    if "content.xml" not in archive:
        raise damaged()
    for _ in parse(archive.chunks("content.xml"), sheet, budget):
        for row, times in sheet.taken():
            yield from _repeated(row, times)
        if sheet.finished:
            return


def _repeated(row: RawRow, times: int) -> Iterator[RawRow]:
    first, cells = row
    for line in range(first, first + times):
        yield line, list(cells)


class ManifestHandler(Handler):
    """Refuses a file whose parts are encrypted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == MANIFEST + "encryption-data":
            raise password()


class SheetHandler(Handler):
    """Collects the rows of the first sheet with content; empty cells and rows only move the count."""

    def __init__(self, limits: Limits):
        self.name = ""
        self.finished = False
        self._ready: list[tuple[RawRow, int]] = []
        self._limits = limits
        self._line = 1
        self._filled = False
        self._row: list[str] = []
        self._row_times = 1
        self._empty_cells = 0
        self._depth = 0
        self._cell: Cell | None = None

    def taken(self) -> list[tuple[RawRow, int]]:
        """The rows ready since the last call, each with the number of times it is repeated."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self.finished:
            return
        if self._cell:
            self._cell.start(name, attributes, self._depth)
        elif name in CELLS:
            self._cell = Cell(attributes, self._depth, self._limits.max_cell)
        elif name == ROW:
            self._row, self._empty_cells = [], 0
            self._row_times = repeats(attributes, "number-rows-repeated")
        elif name == SHEET:
            self.name, self._line = attributes.get(TABLE + "name", ""), 1

    def end(self, name: str) -> None:
        if self._cell:
            if self._cell.end(self._depth):
                self._place(self._cell)
                self._cell = None
        elif name == ROW and not self.finished:
            self._close_row()
        elif name == SHEET:
            self.finished = self._filled
        self._depth -= 1

    def text(self, words: str) -> None:
        if self._cell:
            self._cell.text(words, self._depth)

    def _place(self, cell: Cell) -> None:
        value = cell.value()
        if not value:
            self._empty_cells += cell.times
            return
        if len(self._row) + self._empty_cells + cell.times > self._limits.max_columns:
            raise too_many_columns(self._line, self._limits)
        self._row += [""] * self._empty_cells + [value] * cell.times
        self._empty_cells = 0

    def _close_row(self) -> None:
        if any(value.strip() for value in self._row):
            self._ready.append(((self._line, self._row), self._row_times))
            self._filled = True
        self._line += self._row_times


class Cell:
    """One cell being read: its typed value, or the words of its paragraphs. Comments and drawings are left out."""

    def __init__(self, attributes: dict[str, str], depth: int, max_cell: int):
        self.times = repeats(attributes, "number-columns-repeated")
        self._attributes = attributes
        self._depth = depth
        self._room = max_cell + 1
        self._words: list[str] = []
        self._paragraphs = 0
        self._skipped = 0

    def start(self, name: str, attributes: dict[str, str], depth: int) -> None:
        if self._skipped:
            return
        if depth == self._depth + 1 and name == PARAGRAPH:
            self._add("\n" if self._paragraphs else "")
            self._paragraphs += 1
        elif depth == self._depth + 1 or name not in IN_WORDS:
            self._skipped = depth
        elif name in BLANKS:
            self._add(BLANKS[name] * min(repeats(attributes, "c", TEXT), self._room))

    def end(self, depth: int) -> bool:
        """Whether the cell itself ends here."""
        if depth == self._skipped:
            self._skipped = 0
        return depth == self._depth

    def text(self, words: str, depth: int) -> None:
        if depth > self._depth and not self._skipped:
            self._add(COLLAPSED.sub(" ", words))

    def value(self) -> str:
        words = values.clean("".join(self._words))
        kind = self._attributes.get(OFFICE + "value-type", "string")
        if kind not in TYPED:
            return words or values.clean(self._attributes.get(OFFICE + "string-value", ""))
        attribute, written = TYPED[kind]
        raw = self._attributes.get(OFFICE + attribute)
        return words if raw is None else written(raw)

    def _add(self, words: str) -> None:
        """Keep no more than the limit and one: enough to know that the cell is too long."""
        kept = words[: self._room]
        self._room -= len(kept)
        self._words.append(kept)


def repeats(attributes: dict[str, str], name: str, namespace: str = TABLE) -> int:
    """How many times something is repeated: once unless said otherwise."""
    try:
        return max(int(attributes.get(namespace + name, "1")), 1)
    except ValueError as error:
        raise damaged() from error
