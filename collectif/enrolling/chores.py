"""What the site does by itself before an event: reminders. Running it again does nothing more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..peers.models import Peer
from ..text import today
from .letters import SeatLetters
from .models import EnrolmentColumns
from .rooms import Room
from .services import DAY, WEEK
from .workflow import OPEN


def remind(session: Session, letters: SeatLetters) -> int:
    """A week before, then the day before, to those who have a place in the room's events: once each."""
    day = today()
    told = _coming(session, letters.room)
    for enrolment in told:
        enrolment.reminded_week_on = enrolment.reminded_week_on or day
        if enrolment.session.starts_on - day <= DAY:
            enrolment.reminded_day_on = day
        letters.tell(enrolment.peer, "seat_reminder", enrolment.session)
    return len(told)


def _coming(session: Session, room: Room) -> list[EnrolmentColumns]:
    day = today()
    events: Any = room.event
    seats: Any = room.seat
    asked = (
        select(seats)
        .join(seats.session)
        .where(seats.state == "held", events.state == OPEN)
        .where(events.starts_on.between(day + timedelta(days=1), day + WEEK))
        .where(seats.reminded_day_on.is_(None))
        .options(joinedload(seats.session, innerjoin=True))
        .options(joinedload(seats.peer, innerjoin=True).joinedload(Peer.account))
        .order_by(seats.id)
        .with_for_update(of=seats)
    )
    found = session.scalars(asked).all()
    return [one for one in found if one.reminded_week_on is None or one.session.starts_on - day <= DAY]
