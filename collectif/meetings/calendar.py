"""Meetings and what follows from them, for calendars. Nothing here is public."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, false, select
from sqlalchemy.orm import Session, joinedload

from .. import calendars
from ..calendars import MOST, Event, Source, begins_within
from ..mail.services import Attachment
from ..security.identity import Identity
from ..security.permissions import Permission
from .models import Meeting, MeetingParticipant
from .vote_models import DecisionTask

NAME = "reunions"


def event(meeting: Meeting, **more: Any) -> Event:
    """One meeting, which begins and ends at an hour."""
    return Event(
        f"reunion-{meeting.public_id}", meeting.title, meeting.starts_at,
        meeting.starts_at + timedelta(minutes=meeting.minutes), kind=meeting.kind.label, source=NAME,
        place=meeting.place, description=meeting.joining, path=f"/intranet/reunions/{meeting.public_id}",
        sequence=meeting.version, cancelled=meeting.state == "cancelled", tentative=meeting.state == "prepared",
        changed_at=changed_at(meeting),
        fictional=meeting.fictional, **more,
    )  # fmt: skip


def changed_at(meeting: Meeting) -> datetime:
    """When what a diary shows of it was last announced."""
    announced = (meeting.convened_at, meeting.relocated_at, meeting.cancelled_at)
    return max((moment for moment in announced if moment), default=meeting.created_at)


def calendar_attachment(meeting: Meeting, base_url: str, sender: str) -> Attachment:
    """The file that goes with a notice; sent again, it replaces what is already in a diary, or takes it out."""
    method = calendars.CANCEL if meeting.state == "cancelled" else calendars.PUBLISH
    file = calendars.calendar_file(meeting.title, [event(meeting)], base_url, method=method, organiser=sender)
    return Attachment("reunion.ics", "calendar", file, method)


def seen(session: Session, identity: Identity, first: date, last: date) -> Iterator[Event]:
    """Meetings, for whoever may see them; own: their organisation is invited."""
    if identity.organisations_for(Permission.VIEW_MEETINGS) is not None:
        return
    rows = (
        select(Meeting, _invited(identity)).where(begins_within(Meeting.starts_at, first, last))
        .options(joinedload(Meeting.kind, innerjoin=True)).order_by(Meeting.starts_at).limit(MOST)
    )  # fmt: skip
    for meeting, own in session.execute(rows):
        yield event(meeting, own=bool(own) and meeting.convened_at is not None)


def _invited(identity: Identity) -> ColumnElement[bool]:
    own = identity.own_organisations(Permission.VIEW_MEETINGS)
    if not own:
        return false()
    invited = MeetingParticipant.organisation_id.in_(own)
    return exists().where(MeetingParticipant.meeting_id == Meeting.id, invited)


def due(session: Session, identity: Identity, first: date, last: date) -> Iterator[Event]:
    """What this person has to do after a decision."""
    if not identity.own_organisations(Permission.FOLLOW_UP):
        return
    rows = select(DecisionTask).where(
        DecisionTask.account_id == identity.account_id, DecisionTask.state == "open",
        DecisionTask.due_on.between(first, last),
    )  # fmt: skip
    for task in session.scalars(rows.limit(MOST)):
        yield Event(
            f"suite-{task.public_id}", f"À faire : {task.title}", task.due_on, task.due_on, source=NAME,
            kind="Suite d'une décision", path=f"/intranet/reunions/suites/{task.public_id}",
            sequence=task.version, changed_at=task.created_at, own=True, deadline=True,
        )  # fmt: skip


SOURCE = Source(NAME, "Réunions du collectif", seen, due=due)
