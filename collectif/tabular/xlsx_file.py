"""Excel workbooks (.xlsx, .xlsm), read as a stream: only cells that hold something take room."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import TypeVar

from . import values
from .archive import Archive
from .assemble import assemble, too_many_columns
from .model import Limits, NothingInside, RawRow, RawRows, TableData
from .sniff import damaged
from .xlsx_parts import Book, Relations, SharedStrings, Styles, unescape
from .xml_events import Handler, TagBudget, local, parse, parse_all

REFERENCE = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
ROOT_RELATIONS = "_rels/.rels"

H = TypeVar("H", bound=Handler)


def read_xlsx(archive: Archive, limits: Limits) -> TableData:
    """The first sheet with content, visible ones first.

    :raises TabularError: for anything that keeps the file from being used.
    """
    workbook = Workbook(archive, limits)
    nothing: NothingInside | None = None
    for name, part in workbook.sheets():
        try:
            headers, rows = assemble(workbook.rows(part), limits)
            return TableData(headers, rows, "xlsx", sheet=name)
        except NothingInside as error:
            nothing = error
    raise nothing or damaged()


class Workbook:
    """The parts of one workbook, found by following its relations."""

    def __init__(self, archive: Archive, limits: Limits):
        self._archive = archive
        self._limits = limits
        self._budget = TagBudget(limits.max_cells)
        self._path = self._relations(ROOT_RELATIONS, "").first("officeDocument") or "xl/workbook.xml"
        if self._path not in archive:
            raise damaged()
        folder, name = posixpath.split(self._path)
        self._parts = self._relations(f"{folder}/_rels/{name}.rels", folder)
        self._book = self._read(self._path, Book())
        self._strings = self._read(self._parts.first("sharedStrings"), SharedStrings()).strings
        self._styles = self._read(self._parts.first("styles"), Styles())

    def sheets(self) -> list[tuple[str, str]]:
        """Name and part of each sheet, hidden ones last."""
        found = [(name, self._parts.target(relation)) for name, relation in self._book.ordered()]
        return [(name, part) for name, part in found if part and part in self._archive]

    def rows(self, part: str) -> RawRows:
        sheet = SheetHandler(self._limits, self._written)
        for _ in parse(self._archive.chunks(part), sheet, self._budget):
            yield from sheet.taken()

    def _relations(self, part: str, folder: str) -> Relations:
        return self._read(part, Relations(folder))

    def _read(self, part: str | None, handler: H) -> H:
        if part and part in self._archive:
            parse_all(self._archive.chunks(part), handler, self._budget)
        return handler

    def _written(self, kind: str, style: str, raw: str) -> str:
        """One cell in words, after its type and, for numbers, the way it is shown."""
        if kind == "s":
            return self._shared(raw)
        if kind in ("str", "inlineStr", "e"):
            return values.clean(unescape(raw))
        if kind == "b":
            return values.boolean(raw)
        return values.iso_date(raw) if kind == "d" else self._number(self._styles.shown_as(style), raw)

    def _number(self, shown_as: str, raw: str) -> str:
        if shown_as == "date":
            return values.serial(raw, self._book.date_1904)
        if shown_as == "elapsed":
            return values.elapsed(raw)
        return values.percentage(raw) if shown_as == "percent" else values.number(raw)

    def _shared(self, raw: str) -> str:
        try:
            return self._strings[int(raw)]
        except (ValueError, IndexError) as error:
            raise damaged() from error


class SheetHandler(Handler):
    """Collects the rows of one sheet."""

    def __init__(self, limits: Limits, written: Callable[[str, str, str], str]):
        self._limits = limits
        self._written = written
        self._ready: list[RawRow] = []
        self._line = 0
        self._row: list[str] = []
        self._column = -1
        self._cell: dict[str, str] = {}
        self._parts: list[str] = []
        self._in_value = False
        self._in_reading = False

    def taken(self) -> list[RawRow]:
        """The rows ready since the last call."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "c":
                self._cell, self._parts = attributes, []
                self._column = column_index(attributes.get("r"), self._column + 1)
            case "v" | "t":
                self._in_value = not self._in_reading
            case "row":
                self._open_row(attributes)
            case "rPh":
                self._in_reading = True

    def end(self, name: str) -> None:
        match local(name):
            case "c":
                self._place()
            case "v" | "t":
                self._in_value = False
            case "row":
                if any(value.strip() for value in self._row):
                    self._ready.append((self._line, self._row))
                self._row = []
            case "rPh":
                self._in_reading = False

    def text(self, words: str) -> None:
        if self._in_value:
            self._parts.append(words)

    def _open_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._line = int(number) if number.isdecimal() and len(number) < 8 else self._line + 1
        self._row, self._column = [], -1

    def _place(self) -> None:
        raw = "".join(self._parts)
        value = self._written(self._cell.get("t", "n"), self._cell.get("s", "0"), raw) if raw else ""
        if not value:
            return
        if self._column >= self._limits.max_columns:
            raise too_many_columns(self._line, self._limits)
        self._row += [""] * (self._column + 1 - len(self._row))
        self._row[self._column] = value


def column_index(reference: str | None, following: int) -> int:
    """The column of a reference such as ``AB12``, counted from 0; ``following`` when there is none."""
    found = REFERENCE.fullmatch(reference or "")
    if not found:
        return following
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - 64
    return index - 1
