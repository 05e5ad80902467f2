"""What anyone may read of public documents, for programs and for the site map. No column names a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from ..errors import Gone
from ..organisations.models import Organisation
from .models import Document, DocumentVersion
from .queries import IS_LATEST, PRESENT
from .rights import visible_to

COLUMNS = (
    Document.public_id,
    Document.title,
    Document.description,
    Document.latest_number,
    Document.published_at,
    Organisation.slug.label("organisation"),
    Organisation.name.label("organisation_name"),
    DocumentVersion.kind,
    DocumentVersion.size,
    DocumentVersion.added_at,
)
SHOWN = (PRESENT, visible_to(None))
NO_LONGER_PUBLIC = "Ce document n'est plus public."


def statement() -> Select[Any]:
    """Documents with their latest version and their organisation, whoever may see them."""
    rows: Any = select(*COLUMNS).join(DocumentVersion, IS_LATEST)
    return rows.join(Organisation, Organisation.id == Document.organisation_id)


def latest(session: Session, limit: int, offset: int = 0) -> Sequence[Any]:
    """Public documents, the last updated first."""
    rows = statement().where(*SHOWN).order_by(Document.updated_at.desc(), Document.id.desc())
    return session.execute(rows.limit(limit).offset(offset)).all()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Document).where(*SHOWN)) or 0


def find(session: Session, public_id: str) -> Any:
    """The public document of this identifier; ``None`` when it was never public.

    :raises Gone: it was public, and no longer is (rule 14).
    """
    once = statement().add_columns(Document.audience, Document.removed_at, Document.removal_reason)
    row = session.execute(once.where(Document.public_id == public_id, Document.published_at.is_not(None))).first()
    if row is not None:
        check_public(row)
    return row


def check_public(document: Any) -> None:
    """:raises Gone: a document that was once public no longer is; it says why."""
    if document.audience != "public":
        raise Gone(NO_LONGER_PUBLIC)
    if document.removed_at is not None:
        raise Gone(document.removal_reason)


def addresses(session: Session) -> Sequence[Any]:
    """``(public_id, updated_at)`` of every public document, the last updated first."""
    rows = select(Document.public_id, Document.updated_at).where(*SHOWN)
    return session.execute(rows.order_by(Document.updated_at.desc(), Document.id.desc())).all()
