"""CSV files as people make them: encoding and separator are recognised, never asked."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from ..documents.formulas import restore
from .assemble import assemble
from .encoding import decode
from .model import Limits, RawRows, TableData, TabularError
from .values import clean

SEPARATORS = ";\t|,"
LINES_LOOKED_AT = 30
# First line by which Excel is told the separator; it is no line of the table.
DECLARED = re.compile(r'"?sep=([;\t|,])"?\r?\n?', re.IGNORECASE)


def read_csv(content: bytes, limits: Limits) -> TableData:
    """The table of a CSV file. Apostrophes that our own exports put before formulas are taken away.

    :raises TabularError: for anything that keeps the file from being used.
    """
    text, encoding = decode(content)
    declared = DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    separator = declared[1] if declared else find_separator(text)
    csv.field_size_limit(max(csv.field_size_limit(), limits.max_bytes))
    headers, rows = assemble(_rows(text, separator), limits)
    return TableData(headers, rows, "csv", encoding=encoding, separator=separator)


def find_separator(text: str) -> str:
    """The separator that cuts most of the first lines into as many cells as the titles; ``;`` when none does."""
    return max(SEPARATORS, key=lambda separator: _agreement(text, separator))


def _agreement(text: str, separator: str) -> tuple[float, int]:
    """Share of the first lines as wide as the titles, and that width; nothing when there is one column."""
    try:
        widths = [len(row) for row in islice(_reader(text, separator), LINES_LOOKED_AT) if row]
    except csv.Error:
        return 0.0, 0
    if not widths or widths[0] < 2:
        return 0.0, 0
    return round(widths.count(widths[0]) / len(widths), 1), widths[0]


def _reader(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)


def _rows(text: str, separator: str) -> RawRows:
    """The lines numbered as a spreadsheet does: a cell on several lines counts for one."""
    line = 0
    try:
        for line, cells in enumerate(_reader(text, separator), start=1):
            yield line, [restore(clean(cell)) for cell in cells]
    except csv.Error as error:
        raise TabularError(
            f'Un guillemet (") est mal placé ou n’est jamais refermé à la ligne {line + 1}.',
            "Corrigez cette ligne, ou ouvrez le fichier dans un tableur et enregistrez-le à nouveau en CSV.",
            line + 1,
        ) from error
