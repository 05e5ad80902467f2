"""The content of a report, apart from its drawing (``templates/documents/report.typ``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from ..text import date_and_time, number, short_date
from .export import PDF_MEDIA_TYPE, Document, filename
from .pdf import render_pdf
from .table import Table, Value, typed


@dataclass(frozen=True)
class KeyFigure:
    """One figure and what it counts; ``value`` is already in words ("moins de 5", "1 234")."""

    label: str
    value: str


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars. ``alternative`` says in a sentence what the drawing shows.

    The same figures must stand in the section's table: the table is what everybody can read.

    :param bars: label and value of each bar, values of 0 or more.
    """

    caption: str
    alternative: str
    bars: Sequence[tuple[str, float]]


@dataclass(frozen=True)
class ReportSection:
    """A heading and, in this order, what there is of: paragraphs, key figures, chart, table, notes."""

    heading: str
    paragraphs: Sequence[str] = ()
    figures: Sequence[KeyFigure] = ()
    chart: BarChart | None = None
    table: Table | None = None
    notes: Sequence[str] = ()


@dataclass(frozen=True)
class Report:
    """A whole report.

    :param period: what it covers, in words ("Année 2027"); :param generated_on: the day it was made.
    """

    title: str
    organisation: str
    period: str
    generated_on: date
    sections: Sequence[ReportSection]
    notes: Sequence[str] = ()


def report_pdf(report: Report) -> Document:
    """The report as a tagged PDF/UA-1, named after its title, its organisation and its day."""
    name = filename(f"{report.title} {report.organisation}", "pdf", report.generated_on)
    return Document(name, PDF_MEDIA_TYPE, render_pdf("report.typ", report_data(report)))


def report_data(report: Report) -> dict[str, Any]:
    """What ``report.typ`` reads: strings and lists only, numbers and dates already in words."""
    return {
        "title": report.title,
        "organisation": report.organisation,
        "period": report.period,
        "generated_on": short_date(report.generated_on),
        "sections": [_section(section) for section in report.sections],
        "notes": list(report.notes),
    }


def _section(section: ReportSection) -> dict[str, Any]:
    return {
        "heading": section.heading,
        "paragraphs": list(section.paragraphs),
        "figures": [asdict(figure) for figure in section.figures],
        "chart": _chart(section.chart) if section.chart else None,
        "table": table_data(section.table) if section.table else None,
        "notes": list(section.notes),
    }


def _chart(chart: BarChart) -> dict[str, Any]:
    highest = max((value for _, value in chart.bars), default=0) or 1
    bars = [
        {"label": label, "value": _plain_number(value), "share": max(value, 0) / highest} for label, value in chart.bars
    ]
    return {"caption": chart.caption, "alternative": chart.alternative, "bars": bars}


def table_data(table: Table) -> dict[str, Any]:
    """What the templates read of a table."""
    kinds = [column.kind for column in table.columns]
    return {
        "title": table.title,
        "columns": [{"label": c.label, "number": c.kind in RIGHT_ALIGNED} for c in table.columns],
        "rows": [_row(row, kinds) for row in table.rows],
        "notes": list(table.notes),
    }


def _row(row: Sequence[Any], kinds: Sequence[str]) -> list[str]:
    return [_words(*typed(value, kind)) for value, kind in zip(row, kinds, strict=True)]


RIGHT_ALIGNED = {"integer", "decimal", "percent"}


def _words(kind: str, value: Value) -> str:
    """A typed value as French readers write it."""
    if isinstance(value, datetime):
        return date_and_time(value)
    if isinstance(value, date):
        return short_date(value)
    if kind == "percent":
        return f"{_plain_number(float(value) * 100)}\u00a0%"
    return value if isinstance(value, str) else _plain_number(value)


def _plain_number(value: float) -> str:
    """Whole numbers without decimals, the others with one."""
    return number(value) if float(value).is_integer() else number(value, 1)
