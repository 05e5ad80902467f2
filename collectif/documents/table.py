"""What every export is made from, and how one value is read in each format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from ..text import local

Kind = Literal["text", "integer", "decimal", "date", "datetime", "percent"]

# What a spreadsheet can hold: beyond, Excel and LibreOffice call the file damaged.
MAX_CELL = 32_767
MAX_ROWS = 1_048_575

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
NEW_LINES = re.compile(r"\r\n?")


@dataclass(frozen=True)
class TableColumn:
    """One column of an export.

    :param kind: how its values are typed; ``percent`` values are fractions (0.25 is written 25 %).
    """

    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Table:
    """What is exported: a title, columns, rows of plain values, notes.

    ``rows`` may be a generator: the writers read it once and never hold it. A value that does not suit its
    column's kind ("moins de 5" among whole numbers) is written as text. ``None`` is an empty cell.
    """

    title: str
    columns: Sequence[TableColumn]
    rows: Iterable[Sequence[Any]]
    notes: Sequence[str] = ()


Value = str | int | float | date | datetime


def clean_text(value: object) -> str:
    """``value`` as text that any format can hold.

    New lines become ``\\n``; the characters XML forbids are left out; what a spreadsheet cell cannot hold is
    cut, and « … » shows it.
    """
    text = NOT_IN_XML.sub("", NEW_LINES.sub("\n", str(value)))
    return text if len(text) <= MAX_CELL else text[: MAX_CELL - 1] + "…"


def typed(value: Any, kind: str) -> tuple[str, Value]:
    """The kind and value really written for ``value`` in a column of ``kind``.

    Instants are given in the time of Seine-et-Marne, without their zone: spreadsheets know none.
    """
    if value is None:
        return "text", ""
    if isinstance(value, bool):
        return "text", "oui" if value else "non"
    if isinstance(value, (int, float, Decimal)) and kind in NUMERIC:
        return _number(value, kind)
    if isinstance(value, datetime):
        return "datetime", local(value).replace(tzinfo=None) if value.tzinfo else value
    if isinstance(value, date):
        return "date", value
    return "text", clean_text(value)


NUMERIC = {"integer", "decimal", "percent"}


def _number(value: int | float | Decimal, kind: str) -> tuple[str, Value]:
    """A whole number stays whole; what no spreadsheet can count exactly (15 digits) becomes text."""
    if not -(10**15) < value < 10**15:
        return "text", clean_text(value)
    if kind == "integer" and value == int(value):
        return "integer", int(value)
    return ("percent" if kind == "percent" else "decimal"), float(value)
