"""XLSX, written row by row: memory does not grow with the table."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

from .formulas import looks_like_formula
from .sheets import NOTES_SHEET, column_widths, counted, sheet_name
from .table import Table, Value, clean_text, typed

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

NUMBER_FORMATS = {
    "integer": "#,##0",
    "decimal": "#,##0.0#",
    "percent": "0.0 %",
    "date": "dd/mm/yyyy",
    "datetime": "dd/mm/yyyy hh:mm",
}


def write_xlsx(table: Table) -> bytes:
    """One sheet of typed cells with a frozen, filterable header; notes, if any, on a second sheet."""
    # Loaded by the first export: most processes never write one.
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"constant_memory": True}) as book:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in NUMBER_FORMATS.items()}
        formats["header"] = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        formats["quoted"] = book.add_format({"quote_prefix": True})
        book.set_properties({"title": clean_text(table.title)})
        book.set_custom_property("Language", "fr-FR")
        _write_table(book.add_worksheet(sheet_name(table.title)), table, formats)
        _write_notes(book, table)
    return content.getvalue()


def _write_table(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    last_column = max(len(table.columns) - 1, 0)
    for index, width in enumerate(column_widths(table)):
        sheet.set_column(index, index, width)
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, clean_text(column.label), formats["header"])
    sheet.freeze_panes(1, 0)
    kinds = [column.kind for column in table.columns]
    last_row = 0
    for last_row, row in counted(table.rows):
        for index, (value, kind) in enumerate(zip(row, kinds, strict=True)):
            _write_cell(sheet, last_row, index, *typed(value, kind), formats)
    sheet.autofilter(0, 0, last_row, last_column)


def _write_cell(sheet: Worksheet, row: int, column: int, kind: str, value: Value, formats: dict[str, Format]) -> None:
    if isinstance(value, str):
        if value:
            quoted = formats["quoted"] if looks_like_formula(value) else None
            sheet.write_string(row, column, value, quoted)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value, formats[kind])
    else:
        sheet.write_number(row, column, value, formats[kind])


def _write_notes(book: Workbook, table: Table) -> None:
    if not table.notes:
        return
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for index, note in enumerate([table.title, *table.notes]):
        sheet.write_string(index, 0, clean_text(note))
