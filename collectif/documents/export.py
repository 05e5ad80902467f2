"""From a table and the name of a format to a file ready to be sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ..text import slugify
from .csv_format import write_csv
from .ods_format import write_ods
from .ods_parts import MIMETYPE as ODS_MEDIA_TYPE
from .table import Table
from .xlsx_format import write_xlsx


@dataclass(frozen=True)
class Document:
    """A file to send: its name is ASCII, safe in a header and on any disk."""

    filename: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class ExportFormat:
    """One way to write a table; ``label`` is what the link says."""

    extension: str
    media_type: str
    label: str
    write: Callable[[Table], bytes]


XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF_MEDIA_TYPE = "application/pdf"

FORMATS: dict[str, ExportFormat] = {
    "csv": ExportFormat("csv", "text/csv; charset=utf-8", "CSV", write_csv),
    "xlsx": ExportFormat(
        "xlsx",
        XLSX_MEDIA_TYPE,
        "Excel (XLSX)",
        write_xlsx,
    ),
    "ods": ExportFormat("ods", ODS_MEDIA_TYPE, "LibreOffice (ODS)", write_ods),
}


def filename(title: str, extension: str, on: date | None = None) -> str:
    """``pairs-apf77-2027-01-14.csv``."""
    day = f"-{on.isoformat()}" if on else ""
    return f"{slugify(title, 60)}{day}.{extension}"


def export(table: Table, format_name: str, on: date | None = None) -> Document:
    """``table`` in one of :data:`FORMATS`, named after its title and the day ``on`` when given.

    :raises KeyError: when there is no such format.
    """
    chosen = FORMATS[format_name]
    return Document(filename(table.title, chosen.extension, on), chosen.media_type, chosen.write(table))
