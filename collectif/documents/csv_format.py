"""CSV as French spreadsheets open it: UTF-8 with its mark, semicolons, decimal commas, CRLF."""

from __future__ import annotations

import codecs
import csv
import io
from datetime import date, datetime

from .formulas import neutralise
from .table import Table, Value, clean_text, typed


def write_csv(table: Table) -> bytes:
    """The header and the rows, nothing else: title and notes would be read as data by other programs."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(clean_text(column.label)) for column in table.columns])
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        writer.writerow([_written(*typed(value, kind)) for value, kind in zip(row, kinds, strict=True)])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def _written(kind: str, value: Value) -> str:
    """Dates in ISO 8601, which spreadsheets of every language read as dates."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if kind == "percent":
        return f"{_decimal(round(float(value) * 100, 10))} %"
    if isinstance(value, float):
        return _decimal(value)
    return neutralise(value) if isinstance(value, str) else str(value)


def _decimal(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")
