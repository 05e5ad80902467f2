"""Pairing the columns of a file with fields: by what was chosen last time, else by the titles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..contributions import ImportFormat
from .import_fields import ImportField, comparable

Columns = dict[str, str]


def known_titles(chosen: ImportFormat, fields: Sequence[ImportField]) -> dict[str, str]:
    """Comparable title → field name; the format's own titles win over each field's."""
    usual = {comparable(title): field.name for field in fields for title in (*field.headings, field.label)}
    own = {comparable(title): field.name for field in fields for title in chosen.headings.get(field.name, ())}
    return usual | own


def guess(
    headers: Sequence[str], chosen: ImportFormat, fields: Sequence[ImportField], saved: Mapping[str, str]
) -> Columns:
    """Header → field name, empty for a column that is not imported. No field is given to two columns."""
    titles, names = known_titles(chosen, fields), {"", *(field.name for field in fields)}
    wanted = [saved[header] if saved.get(header) in names else titles.get(comparable(header), "") for header in headers]
    chosen_before = {saved[header] for header in headers if saved.get(header) in names}
    columns: Columns = {}
    for header, name in zip(headers, wanted, strict=True):
        guessed_over = header not in saved and name in chosen_before
        columns[header] = "" if guessed_over or name in columns.values() else name
    return columns


def best_format(headers: Sequence[str], formats: Sequence[ImportFormat], fields: Sequence[ImportField]) -> ImportFormat:
    """The format whose own titles the file has most of; the first one when none stands out."""

    def score(chosen: ImportFormat) -> int:
        own = {comparable(title) for titles in chosen.headings.values() for title in titles}
        return len(own & {comparable(header) for header in headers})

    return max(formats, key=score)
