"""Holding a row until the transaction ends, and reading it as it is now."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from .models import Meeting, MeetingParticipant


def hold(session: Session, row: Any, *fields: str) -> None:
    """Nobody else changes ``row`` meanwhile; ``fields`` (and its version) are read again, after whoever was first.

    The row is locked apart from what is read with it: a lock does not bear the joins of a page's query.
    """
    kind = type(row)
    session.execute(select(kind.id).where(kind.id == row.id).with_for_update())
    version = ("version",) if hasattr(row, "version") else ()
    session.refresh(row, [*fields, *version])


def hold_room(session: Session, meeting: Meeting) -> None:
    """The same for a meeting and who is there: presences and proxies are those of this instant, not of the page."""
    hold(session, meeting, "state", "starts_at", "peers_present")
    there = select(MeetingParticipant).where(MeetingParticipant.meeting_id == meeting.id)
    place = joinedload(MeetingParticipant.organisation, innerjoin=True)
    session.scalars(there.options(place).execution_options(populate_existing=True)).all()
