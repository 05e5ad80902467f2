"""What is coming, in every room."""

from __future__ import annotations

from datetime import date, timedelta

from pyramid.registry import Registry
from sqlalchemy.orm import Session

from ..calendars import Event, happening
from ..security.identity import Identity
from ..text import today
from .pieces import Coming

SOON = timedelta(days=90)
MOST_COMING = 5


def coming(registry: Registry, session: Session, identity: Identity) -> list[Coming]:
    """What begins within three months, of whatever room, the first to begin first; what concerns the person before the
    rest of a day. Last days are left out: they wait among the tasks."""
    day = today()
    found = [one for one in happening(registry, session, identity, day, day + SOON) if _is_sure(one, day)]
    found.sort(key=lambda one: (one.first_day, not one.own))
    return [Coming(one.first_day, one.title, one.path, one.place) for one in found[:MOST_COMING]]


def _is_sure(event: Event, day: date) -> bool:
    """What is only announced is not."""
    return event.first_day >= day and not (event.cancelled or event.tentative)
