"""A report as people receive it: bars on a page, one table for spreadsheets, a document. The words are the same."""

from __future__ import annotations

from typing import Any

from .. import documents
from ..charts import Chart, bars
from ..contributions import PEERS_COUNTED, Breakdown, Count, Section
from ..text import capitalised, today
from .collective import Collective
from .services import Built

NOTES = (
    "De 1 à 4 personnes, le nombre s'écrit «\u00a0moins de 5\u00a0», pour que personne ne soit reconnu. Le nombre de "
    "rencontres et d'actions s'écrit toujours.",
    "«\u00a0masqué\u00a0» remplace un nombre qui, par soustraction, en ferait deviner un plus petit.",
    "Seuls les totaux de l'année se comparent d'une année à l'autre\u00a0: la situation, le lieu et les besoins des "
    "personnes sont ceux d'aujourd'hui.",
)
NOTES_OF_ALL = (
    "De 1 à 10 personnes, le nombre est caché, parce que tout le collectif lit ces chiffres. Le nombre de rencontres "
    "et d'actions s'écrit toujours.",
    "«\u00a0masqué\u00a0» remplace aussi un nombre qui en ferait deviner un plus petit à qui connaît ceux de son "
    "association.",
    "Seules les années finies se comparent entre elles.",
)
TOO_FEW = "Trop peu de personnes pour les répartir sans que quelqu'un soit reconnu."
NOBODY = "Il n'y a personne à compter sur cette période."
NOTHING = "Il n'y a rien à compter sur cette période."
COLUMNS = (
    documents.TableColumn("Partie"),
    documents.TableColumn("Question"),
    documents.TableColumn("Réponse"),
    documents.TableColumn("Nombre", "integer"),
)


def note_of(table: Breakdown | None) -> str:
    """Why a table is not shown; empty when it is."""
    if table is None:
        return ""
    if table.total.value == 0:
        return NOBODY if table.counts == PEERS_COUNTED else NOTHING
    return TOO_FEW if table.withheld else ""


def notes_of(built: Built) -> tuple[str, ...]:
    """What one must know to read its numbers."""
    return NOTES_OF_ALL if isinstance(built.whose, Collective) else NOTES


def chart_of(section: Section) -> Chart | None:
    """The bars of a section, when it wants some and has a table to draw."""
    table = section.table
    if not section.chart or table is None or note_of(table):
        return None
    said = ", ".join(f"{cell.label} : {cell.count.words}" for cell in table.cells)
    drawn = bars([(cell.label, cell.count) for cell in table.cells])
    return Chart(f"{section.title} : {table.counts}", f"{said}.", drawn)


def as_table(built: Built) -> documents.Table:
    """The whole report as one table, a line for each number."""
    rows = [row for section in built.sections for row in _rows(section)]
    title = f"{built.title} {built.year} {built.whose.slug}"
    return documents.Table(title, COLUMNS, rows, (built.whose.name, built.period, *notes_of(built)))


def _rows(section: Section) -> list[tuple[str, str, str, Any]]:
    rows = [(section.title, "", label, _exported(count)) for label, count in section.figures]
    table = section.table
    if table is None:
        return rows
    if note := note_of(table):
        return [*rows, (section.title, table.heading, note, None)]
    return [*rows, *((section.title, table.heading, label, number) for label, number in _numbers(table))]


def _numbers(table: Breakdown) -> list[tuple[str, int | str]]:
    """The lines of a table, and their total where they add up to one."""
    lines = [(cell.label, _exported(cell.count)) for cell in table.cells]
    return [*lines, ("Total", _exported(table.total))] if table.exclusive else lines


def _exported(count: Count) -> int | str:
    return count.words if count.value is None else count.value


def as_document(built: Built) -> documents.Report:
    """The whole report as a document to print or send."""
    return documents.Report(
        title=built.title,
        organisation=built.whose.name,
        period=built.period,
        generated_on=today(),
        sections=[_part(section) for section in built.sections],
        notes=notes_of(built),
    )


def _part(section: Section) -> documents.ReportSection:
    note, chart = note_of(section.table), chart_of(section)
    return documents.ReportSection(
        heading=section.title,
        paragraphs=[text for text in (section.paragraph, note) if text],
        figures=[documents.KeyFigure(label, count.words) for label, count in section.figures],
        chart=_drawing(chart) if chart else None,
        table=_lines(section.table) if section.table and not note else None,
    )


def _drawing(chart: Chart) -> documents.BarChart:
    """Only numbers that are shown have a bar; the sentence says the others."""
    bars = [(bar.label, bar.count.value) for bar in chart.bars if bar.count.value is not None]
    return documents.BarChart(chart.title, chart.description, bars)


def _lines(table: Breakdown) -> documents.Table:
    columns = (documents.TableColumn(table.heading), documents.TableColumn(capitalised(table.counts), "integer"))
    return documents.Table(f"{table.heading} : {table.counts}", columns, _numbers(table))
