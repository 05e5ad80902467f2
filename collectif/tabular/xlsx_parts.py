"""The parts of an Excel workbook that are not sheets: relations, list of sheets, shared strings, styles."""

from __future__ import annotations

import posixpath
import re

from . import values
from .xml_events import Handler, local

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
BUILT_IN = (
    dict.fromkeys([9, 10], "percent")
    | dict.fromkeys([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)], "date")
    | {46: "elapsed"}
)
# What a number format says besides its codes: quoted words, escaped signs, colours and conditions.
DECORATION = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)


def unescape(text: str) -> str:
    """``_x000D_`` → the character it stands for, as Excel writes what XML cannot hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class Relations(Handler):
    """Where the parts are, by identifier and by type."""

    def __init__(self, folder: str):
        self._folder = folder
        self._targets: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = self._resolved(attributes.get("Target", ""))
            self._targets[attributes.get("Id", "")] = target
            self._types.setdefault(attributes.get("Type", "").rpartition("/")[2], target)

    def target(self, identifier: str) -> str | None:
        return self._targets.get(identifier)

    def first(self, kind: str) -> str | None:
        """The first part of a type, by the last word of its name (``styles``)."""
        return self._types.get(kind)

    def _resolved(self, target: str) -> str:
        if target.startswith("/"):
            return target.lstrip("/")
        return posixpath.normpath(posixpath.join(self._folder, target))


class Book(Handler):
    """The list of sheets, and which calendar the dates follow."""

    def __init__(self) -> None:
        self.date_1904 = False
        self._sheets: list[tuple[bool, str, str]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if local(name) == "workbookPr":
            self.date_1904 = attributes.get("date1904", "0") in ("1", "true")
        elif local(name) == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            self._sheets.append((hidden, attributes.get("name", ""), relation))

    def ordered(self) -> list[tuple[str, str]]:
        """Name and relation of each sheet, hidden ones last."""
        return [(name, relation) for _, name, relation in sorted(self._sheets, key=lambda sheet: sheet[0])]


class SharedStrings(Handler):
    """The texts that cells point to; the phonetic readings beside them are left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._parts: list[str] = []
        self._in_text = False
        self._in_reading = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "si":
                self._parts = []
            case "t":
                self._in_text = not self._in_reading
            case "rPh":
                self._in_reading = True

    def end(self, name: str) -> None:
        match local(name):
            case "si":
                self.strings.append(values.clean(unescape("".join(self._parts))))
            case "t":
                self._in_text = False
            case "rPh":
                self._in_reading = False

    def text(self, words: str) -> None:
        if self._in_text:
            self._parts.append(words)


class Styles(Handler):
    """Which cell styles show a number as a date, a length of time or a percentage."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {str(number): shown for number, shown in BUILT_IN.items()}
        self._styles: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match local(name):
            case "numFmt":
                self._formats[attributes.get("numFmtId", "")] = shown_as(attributes.get("formatCode", ""))
            case "cellXfs":
                self._in_cells = True
            case "xf" if self._in_cells:
                self._styles.append(self._formats.get(attributes.get("numFmtId", ""), ""))

    def end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._in_cells = False

    def shown_as(self, style: str) -> str:
        """``date``, ``elapsed``, ``percent`` or nothing, for a cell's style number."""
        known = style.isdecimal() and len(style) < 8 and int(style) < len(self._styles)
        return self._styles[int(style)] if known else ""


def shown_as(code: str) -> str:
    """What a number format makes of a number, read from its first section."""
    bare = DECORATION.sub("", code).split(";")[0].casefold()
    if "general" in bare:
        return ""
    if re.search(r"\[[hms]+\]", bare):
        return "elapsed"
    if re.search("[ymdhs]", bare):
        return "date"
    return "percent" if "%" in bare else ""
