"""What everyone finds of the charter: the version in force, in its two texts."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import PUBLIC, Entry, joined, searchable
from .models import CharterVersion

COLUMNS = (
    CharterVersion.id, CharterVersion.title, CharterVersion.preamble, CharterVersion.plain_preamble,
    CharterVersion.items,
)  # fmt: skip


@searchable("charter", CharterVersion, labels=("Charte", "Charte"))
def charter(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    for row in session.execute(select(*COLUMNS).where(wanted, CharterVersion.state == "current")):
        text = joined(row.preamble, *(item["standard"] for item in row.items))
        plain = joined(row.plain_preamble, *(item["plain"] for item in row.items))
        yield Entry(row.id, PUBLIC, row.title, text, "charter", plain=plain)
