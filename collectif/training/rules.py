"""The rules of the room that need no database: when a training is complete, how long it counts."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable
from datetime import date
from typing import Protocol


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
