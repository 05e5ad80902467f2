"""The import format every association has: a plain table with ordinary titles."""

from __future__ import annotations

from collections.abc import Sequence

from ..contributions import ImportFormat
from ..hookspecs import hookimpl

PLAIN_TABLE = ImportFormat(
    name="tableau",
    label="Tableau simple",
    description="Une ligne par personne, avec un titre par colonne : Nom, Prénom, E-mail, Commune…",
    headings={},
)


@hookimpl
def collectif_import_formats() -> Sequence[ImportFormat]:
    """Titles are those each field already knows."""
    return (PLAIN_TABLE,)
