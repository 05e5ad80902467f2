"""ODS written as a stream: a few fixed parts, and one sheet row by row (docs/adr/0008)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from html import escape

from .formulas import looks_like_formula
from .ods_parts import CONTENT_END, CONTENT_START, MANIFEST, MIMETYPE, SETTINGS, STYLES, meta_xml
from .sheets import NOTES_SHEET, column_widths, counted, sheet_name
from .table import Table, Value, clean_text, typed

ROWS_PER_WRITE = 200
BLANKS = re.compile(r"\t|\n|(?<![^\n\t]) +| +(?![^\n\t])| {2,}")


def write_ods(table: Table) -> bytes:
    """One sheet of typed cells with a frozen, filterable header; notes, if any, on a second sheet."""
    content = io.BytesIO()
    name = sheet_name(table.title)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("meta.xml", meta_xml(escape(clean_text(table.title))))
        archive.writestr("styles.xml", STYLES)
        archive.writestr("settings.xml", SETTINGS.format(name=escape(name)))
        with archive.open("content.xml", "w") as part:
            for chunk in _content(table, name):
                part.write(chunk.encode())
    return content.getvalue()


def _content(table: Table, name: str) -> Iterator[str]:
    yield CONTENT_START
    yield f'<table:table table:name="{escape(name)}">'
    yield "".join(
        f'<table:table-column table:style-name="{"wide" if w > 20 else "narrow"}"/>' for w in column_widths(table)
    )
    header = "".join(_string(clean_text(column.label), "header") for column in table.columns)
    yield f"<table:table-header-rows>{_row(header)}</table:table-header-rows>"
    kinds = [column.kind for column in table.columns]
    last = 0
    for last, row in counted(table.rows):  # noqa: B007 (the number of the last row is wanted below)
        yield _row("".join(_cell(*typed(value, kind)) for value, kind in zip(row, kinds, strict=True)))
    yield "</table:table>" + _notes(table) + _filter(name, len(table.columns), last) + CONTENT_END


def _row(cells: str) -> str:
    return f"<table:table-row>{cells or '<table:table-cell/>'}</table:table-row>"


def _cell(kind: str, value: Value) -> str:
    if isinstance(value, str):
        return _string(value, "text" if looks_like_formula(value) else None)
    if isinstance(value, (date, datetime)):
        moment = value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
        return _value(kind, "date", "date-value", moment)
    return _value(kind, "percentage" if kind == "percent" else "float", "value", repr(value))


def _value(style: str, value_type: str, attribute: str, value: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="{value_type}" office:{attribute}="{value}"/>'
    )


def _string(text: str, style: str | None) -> str:
    if not text:
        return "<table:table-cell/>"
    named = f' table:style-name="{style}"' if style else ""
    words = f"<text:p>{_blanks_kept(text)}</text:p>"
    return f'<table:table-cell{named} office:value-type="string">{words}</table:table-cell>'


def _blanks_kept(text: str) -> str:
    """OpenDocument collapses blanks: those that count are written as elements."""
    return BLANKS.sub(_blank, escape(text, quote=False))


def _blank(match: re.Match[str]) -> str:
    if match[0] == "\t":
        return "<text:tab/>"
    if match[0] == "\n":
        return "</text:p><text:p>"
    return f'<text:s text:c="{len(match[0])}"/>'


def _notes(table: Table) -> str:
    if not table.notes:
        return ""
    lines = "".join(_row(_string(clean_text(note), None)) for note in [table.title, *table.notes])
    return f'<table:table table:name="{NOTES_SHEET}">{lines}</table:table>'


def _filter(name: str, columns: int, last_row: int) -> str:
    """The filter buttons, over the header and the rows."""
    target = f"'{name}'.A1:'{name}'.{column_letters(max(columns, 1))}{last_row + 1}"
    return (
        '<table:database-ranges><table:database-range table:name="filtre" '
        f'table:display-filter-buttons="true" '
        f'table:target-range-address="{escape(target)}"/></table:database-ranges>'
    )


def column_letters(number: int) -> str:
    """The letters of the ``number``-th column, counted from 1: A, B… Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
