"""Chance with a seed: the same day gives the same year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from ..db import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH
from ..text import PARIS, slugify
from .accounts import DOMAIN
from .words import FAMILY_NAMES, GIVEN_NAMES, RESERVED_NAMES

SEED = 77
# Ranges of numbers that are given to nobody (ARCEP decision 2018-0881).
FICTIONAL_PHONES = ("06 39 98", "01 99 00")
T = TypeVar("T")
Name = tuple[str, str]


class Draw:
    """Names, numbers and days of one demonstration year, whose last day is ``today``."""

    def __init__(self, today: date, seed: int = SEED):
        self.today = today
        self.random = Random(seed)  # noqa: S311
        self._used = set(RESERVED_NAMES)

    def public_id(self) -> str:
        return "".join(self.random.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))

    def name(self) -> Name:
        """A given name and a family name that nobody else of this year has."""
        while True:
            name = (self.random.choice(GIVEN_NAMES), self.random.choice(FAMILY_NAMES))
            if name not in self._used:
                self._used.add(name)
                return name

    def phone(self) -> str:
        start = self.random.choices(FICTIONAL_PHONES, (4, 1))[0]
        return f"{start} {self.random.randrange(100):02d} {self.random.randrange(100):02d}"

    def days_ago(self, least: int, most: int) -> date:
        """A day between ``least`` and ``most`` days before today, both included."""
        return self.today - timedelta(days=self.random.randint(least, most))

    def instant(self, day: date) -> datetime:
        """A moment of that day, in office hours."""
        return at(day, self.random.randint(9, 17), self.random.choice((0, 5, 10, 20, 30, 45)))

    def deck(self, counts: dict[str, int]) -> list[str]:
        """Each word as often as asked, shuffled."""
        cards = [word for word, count in counts.items() for _ in range(count)]
        self.random.shuffle(cards)
        return cards

    def some(self, choices: Sequence[T], weights: Sequence[float] | None = None) -> T:
        return self.random.choices(choices, weights)[0]


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of ``day`` in Seine-et-Marne."""
    return datetime.combine(day, time(hour, minute), PARIS)


def email_of(name: Name) -> str:
    """``anais.de-la-riviere@demo.example``."""
    return f"{slugify(name[0])}.{slugify(name[1])}@{DOMAIN}"
