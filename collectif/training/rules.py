"""The rules of the room that need no database: when a training is complete, how long it counts, what a session looks
like to whoever might come."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from typing import Protocol

from ..text import PARIS, today
from ..workflow import Status
from .workflow import CLOSED, FULL, OPEN, SHOWN


class HalfDay(Protocol):
    """What the rules read of :class:`~.models.TrainingHalfDay`."""

    id: int
    required: bool


def missing_half_days(half_days: Iterable[HalfDay], attended: Collection[int]) -> list[int]:
    """The required half-days that someone has not attended: the training is complete when there is none.

    :param attended: ids of the half-days where their presence is noted.
    """
    return [half_day.id for half_day in half_days if half_day.required and half_day.id not in attended]


def valid_until(validated_on: date, months: int) -> date | None:
    """The last day a training counts: ``months`` later, or the end of a shorter month; no end for 0 months."""
    if months <= 0:
        return None
    year, month = divmod(validated_on.year * 12 + validated_on.month - 1 + months, 12)
    day = min(validated_on.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day)


def begins_at(starts_on: date) -> datetime:
    """The instant from which a session has begun: the first minute of its first day, in Seine-et-Marne."""
    return datetime.combine(starts_on, time.min, PARIS)


def shown_state(state: str, free: int, enrol_until: date) -> Status:
    """A session's state as people read it.

    :param free: places that nobody holds and nobody is offered.
    """
    if state != OPEN:
        return SHOWN[state]
    if enrol_until < today():
        return CLOSED
    return FULL if free <= 0 else SHOWN[OPEN]
