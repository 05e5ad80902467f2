"""Holding a meeting and who is there until the transaction ends, and reading them as they are now."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..db import hold
from .models import Meeting, MeetingParticipant


def hold_room(session: Session, meeting: Meeting) -> None:
    """Nobody else writes what happens in the room: presences and proxies are those of this instant, not of the page."""
    hold(session, meeting, "state", "starts_at", "peers_present")
    there = select(MeetingParticipant).where(MeetingParticipant.meeting_id == meeting.id)
    place = joinedload(MeetingParticipant.organisation, innerjoin=True)
    session.scalars(there.options(place).execution_options(populate_existing=True)).all()
