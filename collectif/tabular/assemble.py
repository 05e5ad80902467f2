"""From numbered lines to a checked table: the same rules whatever the format."""

from __future__ import annotations

from ..text import number, sort_key
from .model import Limits, NothingInside, RawRow, RawRows, Row, TabularError, column_name


def assemble(raw: RawRows, limits: Limits) -> tuple[list[str], list[Row]]:
    """The headers (first line that is not empty) and the lines under them, empty ones skipped.

    A line shorter than the headers is completed with empty cells, as spreadsheets themselves leave them out.

    :raises TabularError: for the first thing that is wrong.
    """
    filled = (_trimmed(row, limits) for row in raw)
    lines = (row for row in filled if row[1])
    headers = _headers(next(lines, None))
    rows: list[Row] = []
    for line, cells in lines:
        if len(rows) == limits.max_rows:
            raise _too_many_rows(limits)
        rows.append(_row(line, cells, len(headers)))
    if not rows:
        raise TabularError(
            "Le fichier contient une ligne de titres, mais rien en dessous.",
            "Ajoutez au moins une ligne sous les titres, puis enregistrez.",
        )
    return _without_empty_columns(headers, rows)


def _trimmed(row: RawRow, limits: Limits) -> RawRow:
    """The line without the blank cells that end it; the others are emptied: nobody sees spaces."""
    line, cells = row
    while cells and not cells[-1].strip():
        cells.pop()
    if len(cells) > limits.max_columns:
        raise too_many_columns(line, limits)
    for index, cell in enumerate(cells):
        if len(cell) > limits.max_cell:
            raise _too_long(line, index, limits)
        if not cell.strip():
            cells[index] = ""
    return row


def _headers(row: RawRow | None) -> list[str]:
    if row is None:
        raise NothingInside(
            "Le fichier ne contient aucune donnée.",
            "Vérifiez que vous avez choisi le bon fichier et qu’il est bien enregistré.",
        )
    line, cells = row
    headers = [" ".join(cell.split()) for cell in cells]
    seen: dict[str, int] = {}
    for index, header in enumerate(headers):
        key = sort_key(header)
        if key and key in seen:
            raise _twice(line, header, seen[key], index)
        seen[key] = index
    return headers


def _row(line: int, cells: list[str], width: int) -> Row:
    if len(cells) > width:
        raise _untitled(line, len(cells) - 1, width)
    return Row(line, (*cells, *[""] * (width - len(cells))))


def _without_empty_columns(headers: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """Columns with no title are left out when they are empty, refused when they are not."""
    untitled = [index for index, header in enumerate(headers) if not header]
    if not untitled:
        return headers, rows
    for row in rows:
        for index in untitled:
            if row.cells[index].strip():
                raise _untitled(row.number, index, len(headers))
    kept = [index for index, header in enumerate(headers) if header]
    return [headers[i] for i in kept], [Row(row.number, tuple(row.cells[i] for i in kept)) for row in rows]


def too_many_columns(line: int, limits: Limits) -> TabularError:
    return TabularError(
        f"La ligne {line} remplit plus de {limits.max_columns} colonnes.",
        "Gardez seulement les colonnes utiles, puis enregistrez.",
        line,
    )


def _too_many_rows(limits: Limits) -> TabularError:
    return TabularError(
        f"Le fichier contient plus de {number(limits.max_rows)} lignes.",
        "Partagez-le en plusieurs fichiers plus petits, avec les titres en haut de chacun.",
    )


def _too_long(line: int, index: int, limits: Limits) -> TabularError:
    return TabularError(
        f"La cellule {column_name(index)}{line} contient plus de {number(limits.max_cell)} caractères.",
        "Raccourcissez-la. Si le fichier est un CSV, vérifiez qu’aucun guillemet ne manque avant cette ligne.",
        line,
    )


def _twice(line: int, header: str, first: int, second: int) -> TabularError:
    return TabularError(
        f"Deux colonnes portent le même titre, « {header[:80]} » : la colonne {column_name(first)} et la colonne "
        f"{column_name(second)}.",
        "Donnez un titre différent à chaque colonne, ou supprimez celle qui est en trop.",
        line,
    )


def _untitled(line: int, index: int, width: int) -> TabularError:
    hint = " La première ligne remplie doit contenir les titres des colonnes." if width == 1 else ""
    return TabularError(
        f"La ligne {line} contient une valeur dans la colonne {column_name(index)}, qui n’a pas de titre.{hint}",
        "Donnez un titre à cette colonne, ou videz la cellule. Si le fichier est un CSV, mettez entre guillemets "
        "les textes qui contiennent le séparateur.",
        line,
    )
