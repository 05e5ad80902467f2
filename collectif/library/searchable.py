"""What people find of documents: those who open the library, and everyone for the public ones.

Notes of versions and names of files are read inside the collective only. A removed document is found by the list of
removed documents, and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import PUBLIC, ROOM, Entry, Part, joined, searchable
from ..security.permissions import Permission
from .models import Document, DocumentTag, DocumentVersion

KIND = "documents"
COLUMNS = (
    Document.id, Document.public_id, Document.title, Document.description, Document.transcript, Document.audience,
    Document.organisation_id, Document.updated_at, Document.removed_at,
)  # fmt: skip
Texts = dict[int, list[str]]


@searchable(KIND, Document, labels=("Document", "Documents"), parts=(
    Part(DocumentTag, "document_id"), Part(DocumentVersion, "document_id"),
))  # fmt: skip
def documents(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    tags = select(DocumentTag.document_id, DocumentTag.name).join(Document).where(wanted)
    versions = select(DocumentVersion.document_id, DocumentVersion.note, DocumentVersion.filename)
    versions = versions.join(Document, Document.id == DocumentVersion.document_id).where(wanted)
    named = _texts(session.execute(tags.order_by(DocumentTag.sort_name)))
    told = _texts(session.execute(versions.order_by(DocumentVersion.number.desc())))
    for row in session.execute(select(*COLUMNS).where(wanted)):
        yield from _entries(row, ", ".join(named[row.id]), joined(*told[row.id]))


def _texts(rows: Iterable[Any]) -> Texts:
    found: Texts = defaultdict(list)
    for key, *texts in rows:
        found[key] += texts
    return found


def _entries(row: Any, tags: str, told: str) -> Iterator[Entry]:
    inside = ROOM if row.removed_at else Permission.VIEW_LIBRARY
    text, place = joined(row.description, tags, row.transcript), {"public_id": row.public_id}
    yield Entry(
        row.id, inside, row.title, text, "intranet_document", place, row.updated_at,
        organisation_id=row.organisation_id if row.audience == "organisation" else None, words=told,
    )  # fmt: skip
    if row.audience == "public" and not row.removed_at:
        yield Entry(
            row.id, PUBLIC, row.title, text, "document", place, row.updated_at, hidden_from=Permission.VIEW_LIBRARY
        )
