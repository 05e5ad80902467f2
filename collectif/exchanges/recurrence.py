"""The days of sessions that come back: every week, every other week, or every month on the same day of the week.

Only days are counted: a session begins at the same hour in Seine-et-Marne, in summer time or not.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from ..errors import DomainError
from ..text import DAYS
from .vocabulary import FORTNIGHT, MONTH, WEEK

MOST = 24
LAST = 5
RANKS = {1: "1er", 2: "2e", 3: "3e", 4: "4e", LAST: "dernier"}
TOO_MANY = f"Cela ferait plus de {MOST} rencontres : choisissez une date plus proche."
NO_END = "Dites combien de fois, ou jusqu'à quelle date."
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
# Days after Easter: its Monday, Ascension, Whit Monday.
MOVING = (1, 39, 50)


def occurrences(
    first: date, rhythm: str, *, times: int | None = None, until: date | None = None, skip_holidays: bool = False
) -> list[date]:
    """The days, ``first`` included whatever day it is: ``times`` of them, or those up to ``until`` included.

    :param skip_holidays: a public holiday is jumped over, and does not count among ``times``.
    :raises DomainError: nothing says when to stop, or there would be more than :data:`MOST`.
    """
    if times is None and until is None:
        raise DomainError(NO_END, "times")
    found: list[date] = []
    for day in days(first, rhythm):
        if (until and day > until) or (times and len(found) == times):
            return found
        if skip_holidays and day != first and day in holidays(day.year):
            continue
        if len(found) == MOST:
            raise DomainError(TOO_MANY, "until" if until else "times")
        found.append(day)
    return found


def days(first: date, rhythm: str) -> Iterator[date]:
    """Every day of this rhythm from ``first`` on, without end."""
    if rhythm == MONTH:
        yield from (same_weekday(first, months) for months in count())
    step = {WEEK: 1, FORTNIGHT: 2}[rhythm]
    yield from (first + timedelta(weeks=step * turn) for turn in count())


def rank(day: date) -> int:
    """Which of its month's Mondays, Tuesdays… a day is; the fifth is the last."""
    return (day.day - 1) // 7 + 1


def same_weekday(first: date, months: int) -> date:
    """The same day of the week, of the same rank, ``months`` later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    weekday, length = calendar.monthrange(year, month + 1)
    start = 1 + (first.weekday() - weekday) % 7
    day = start + 7 * (rank(first) - 1)
    return date(year, month + 1, day if day <= length else day - 7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    leap, four = divmod(century, 4)
    moon = (19 * (year % 19) + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * four + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = moon + week - 7 * ((year % 19 + 11 * moon + 22 * week) // 451) + 114
    return date(year, shift // 31, shift % 31 + 1)


def holidays(year: int) -> set[date]:
    """The public holidays of metropolitan France."""
    sunday = easter(year)
    return {date(year, month, day) for month, day in FIXED} | {sunday + timedelta(days=after) for after in MOVING}


def rhythm_words(day: date, rhythm: str) -> str:
    """``le 2e mardi de chaque mois``, ``chaque mardi``, ``un mardi sur deux``."""
    name = DAYS[day.weekday()]
    if rhythm == MONTH:
        return f"le {RANKS[rank(day)]} {name} de chaque mois"
    return f"chaque {name}" if rhythm == WEEK else f"un {name} sur deux"
