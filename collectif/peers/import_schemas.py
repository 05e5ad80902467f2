"""Forms of an import: the file, then what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import colander
import deform
from deform import widget

from ..tabular.model import TableData
from .import_fields import ImportField

EXAMPLES = 3
LONGEST_EXAMPLE = 40


class NothingKept(dict[str, Any]):
    """Where deform keeps uploads between two submissions: nowhere, a refused file is chosen again."""

    def preview_url(self, _name: str) -> None:
        return None


def file_schema() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            deform.FileData(), name="file", title="Votre fichier",
            description="Un fichier .csv, .xlsx (Excel) ou .ods (LibreOffice), de 10 Mo et 20 000 lignes au plus. "
                        "Une ligne par personne, avec un titre par colonne.",
            widget=widget.FileUploadWidget(NothingKept(), accept=".csv,.xlsx,.ods"),
        ),
    )  # fmt: skip


def columns_schema(table: TableData, fields: Sequence[ImportField]) -> colander.SchemaNode:
    """One question a column of the file: which field it is, with the first values found in it."""
    values = [("", "Ne pas importer"), *((field.name, field.label) for field in fields)]
    names = [value for value, _ in values]
    return colander.SchemaNode(
        colander.Mapping(),
        *(
            colander.SchemaNode(
                colander.String(), name=f"column_{place}", title=f"Colonne « {header} »", missing="",
                description=examples(table, place), validator=colander.OneOf(names),
                widget=widget.SelectWidget(values=values, mention=""),
            )
            for place, header in enumerate(table.headers)
        ),
    )  # fmt: skip


def examples(table: TableData, place: int) -> str:
    """The first different values of a column."""
    filled = dict.fromkeys(row.cells[place].strip() for row in islice(table.rows, 200))
    found = list(islice((text[:LONGEST_EXAMPLE] for text in filled if text), EXAMPLES))
    return f"Dans le fichier : {', '.join(found)}" if found else "Cette colonne est vide au début du fichier."


def column_answers(table: TableData, answers: Mapping[str, str]) -> dict[str, str]:
    """Header → field name."""
    return {header: answers[f"column_{place}"] for place, header in enumerate(table.headers)}


def column_values(table: TableData, columns: Mapping[str, str]) -> dict[str, str]:
    """What to fill the form with."""
    return {f"column_{place}": columns.get(header, "") for place, header in enumerate(table.headers)}
