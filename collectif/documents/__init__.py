"""Writing files: tables as CSV, XLSX and ODS with formulas neutralised, reports as tagged PDF/UA-1.

:func:`export` turns a :class:`Table` into a :class:`Document`;
:func:`report_pdf` does the same for a :class:`Report`.
"""

from .csv_format import write_csv
from .export import FORMATS, Document, ExportFormat, export, filename
from .formulas import looks_like_formula, neutralise, restore
from .ods_format import write_ods
from .pdf import render_pdf
from .report import BarChart, KeyFigure, Report, ReportSection, report_pdf
from .table import Table, TableColumn
from .xlsx_format import write_xlsx

__all__ = [
    "FORMATS",
    "BarChart",
    "Document",
    "ExportFormat",
    "KeyFigure",
    "Report",
    "ReportSection",
    "Table",
    "TableColumn",
    "export",
    "filename",
    "looks_like_formula",
    "neutralise",
    "render_pdf",
    "report_pdf",
    "restore",
    "write_csv",
    "write_ods",
    "write_xlsx",
]
