"""Which days a page of the agenda shows: from today, or from the month that the address asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..text import MONTHS, today

LENGTH = 3
"""How many months a page shows."""
PARAMETER = "mois"
FIRST_YEAR = 2018
YEARS_AHEAD = 3
ASKED = re.compile(r"(?P<year>20\d\d)-(?P<month>0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year, counted from 1."""

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        return cls(day.year, day.month)

    @property
    def name(self) -> str:
        """``janvier 2027``."""
        return f"{MONTHS[self.month - 1]} {self.year}"

    @property
    def address(self) -> str:
        return f"{self.year}-{self.month:02d}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.plus(1).first_day - timedelta(days=1)

    def plus(self, months: int) -> Month:
        count = self.year * 12 + self.month - 1 + months
        return Month(count // 12, count % 12 + 1)


@dataclass(frozen=True)
class Window:
    """The days shown. ``asked``: the month of the address, ``None`` for what is coming from today on."""

    first: date
    last: date
    asked: Month | None = None

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Window:
        """What the address asks for; from today when it asks nothing, or nothing that makes sense."""
        match = ASKED.fullmatch(params.get(PARAMETER, ""))
        month = Month(int(match["year"]), int(match["month"])) if match else None
        if month is None or not bounds()[0] <= month <= bounds()[1]:
            return cls(today(), Month.of(today()).plus(LENGTH - 1).last_day)
        return cls(month.first_day, month.plus(LENGTH - 1).last_day, month)

    @property
    def month(self) -> Month:
        return Month.of(self.first)

    @property
    def before(self) -> Month | None:
        """Where the page before begins: what is over of this month is in it, when this page begins today."""
        month = self.month.plus(1 - LENGTH if self.asked is None else -LENGTH)
        return month if month >= bounds()[0] else None

    @property
    def after(self) -> Month | None:
        month = self.month.plus(LENGTH)
        return month if month <= bounds()[1] else None

    @property
    def words(self) -> str:
        """``de janvier 2027 à mars 2027``, or ``d'aujourd'hui à …``."""
        last = Month.of(self.last)
        if self.asked is None:
            return f"d'aujourd'hui à {last.name}"
        return f"{de(self.asked)} à {last.name}"


def de(month: Month) -> str:
    """``de janvier 2027``, ``d'avril 2027``."""
    return ("d'" if month.name[0] in "ao" else "de ") + month.name


def bounds() -> tuple[Month, Month]:
    """The first and the last month that a page may begin with."""
    return Month(FIRST_YEAR, 1), Month(today().year + YEARS_AHEAD, 12)
