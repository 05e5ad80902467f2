"""Where the chain stood at the end of each day: what the public feed prints, and nothing that counts signatures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..text import PARIS, local, long_date, today
from .models import CharterEntry

MOST_HEADS = 30
# Entries read back to find the last one of each of these days.
MOST_READ = 3000


@dataclass(frozen=True)
class Head:
    """Where the chain stood at the end of a day, and the name of the key that signed it."""

    day: date
    at: datetime
    digest: str
    key: str

    @property
    def day_words(self) -> str:
        return long_date(self.day)


def last_of_days(session: Session) -> Iterator[Head]:
    """The last entry of each past day on which there was one, the latest day first."""
    midnight = datetime.combine(today(), time.min, PARIS)
    columns = select(CharterEntry.at, CharterEntry.digest, CharterEntry.key_id)
    past = columns.where(CharterEntry.at < midnight).order_by(CharterEntry.seq.desc()).limit(MOST_READ)
    days: set[date] = set()
    for at, digest, key in session.execute(past):
        day = local(at).date()
        if day not in days and len(days) < MOST_HEADS:
            days.add(day)
            yield Head(day, at, digest, key)
