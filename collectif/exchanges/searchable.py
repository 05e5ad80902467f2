"""What people find of exchange sessions: those for the whole collective, for those who see exchange sessions."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from ..search.entries import Entry, joined, searchable
from ..security.permissions import Permission
from .models import ExchangeSession
from .vocabulary import COLLECTIVE


@searchable("exchanges", ExchangeSession, labels=("Rencontre entre pairs", "Rencontres entre pairs"))
def exchanges(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    """An association's own sessions are found in its list only: they do not exist for the others."""
    shown = wanted & (ExchangeSession.state != "cancelled") & (ExchangeSession.audience == COLLECTIVE)
    for one in session.scalars(select(ExchangeSession).where(shown).options(joinedload(ExchangeSession.commune))):
        text = joined(one.description, one.place_name, one.commune.name if one.commune else "")
        yield Entry(one.id, Permission.VIEW_EXCHANGES, one.title, text, "exchange", {"public_id": one.public_id},
                    one.begins_at)  # fmt: skip
