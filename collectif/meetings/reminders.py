"""A meeting is recalled a week, then a day before it, to every organisation that has not said it stays away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from pyramid.request import Request
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..calendars import begins_within, day_of
from ..text import today
from .models import Meeting, MeetingParticipant
from .notices import Notices

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def remind(request: Request) -> int:
    """Chore: recall the meetings that come, once a week before and once the day before. :returns: how many
    organisations were told."""
    day, notices = today(), request.service(Notices)
    due = _due(request.db, day)
    for one in due:
        _note(one, day)
    for meeting, told in groupby(due, key=lambda one: one.meeting):
        for answer, same in groupby(sorted(told, key=_kind), key=_kind):
            notices.remind(meeting, *answer, [one.organisation_id for one in same])
    return len(due)


def start_again(meeting: Meeting) -> None:
    """A notice leaves today: it stands for the reminders whose day has come already."""
    day = today()
    for one in meeting.participants:
        one.reminded_week_on = one.reminded_day_on = None
        if day_of(meeting.starts_at) - day <= WEEK:
            _note(one, day)


def _note(one: MeetingParticipant, day: date) -> None:
    one.reminded_week_on = one.reminded_week_on or day
    if day_of(one.meeting.starts_at) - day <= DAY:
        one.reminded_day_on = day


def _kind(one: MeetingParticipant) -> tuple[str, str]:
    """What it has answered, and who speaks for it."""
    return one.answer, one.proxy_holder.organisation.name if one.proxy_holder else ""


def _due(session: Session, day: date) -> Sequence[MeetingParticipant]:
    holder = joinedload(MeetingParticipant.proxy_holder).joinedload(MeetingParticipant.organisation)
    asked = (
        select(MeetingParticipant).join(MeetingParticipant.meeting)
        .where(Meeting.state == "convened", begins_within(Meeting.starts_at, day + DAY, day + WEEK))
        .where(MeetingParticipant.answer != "absent", MeetingParticipant.reminded_day_on.is_(None))
        .options(joinedload(MeetingParticipant.meeting, innerjoin=True), holder)
        .order_by(MeetingParticipant.meeting_id, MeetingParticipant.id)
        .with_for_update(of=MeetingParticipant)
    )  # fmt: skip
    found = session.scalars(asked).all()
    return [one for one in found if one.reminded_week_on is None or day_of(one.meeting.starts_at) - day <= DAY]
