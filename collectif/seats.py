"""Places of an event that has only so many, and the waiting list behind them.

An *event* has a ``capacity``; a *seat* is what one person asked for: waiting, offered, held, left… A numbered place is
taken as soon as it is offered. The database refuses, by itself, one person more than there are places
(:func:`seat_constraints`); :class:`Seating` holds the rules. Training sessions use both, and whatever else has places.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from .db import now

WAITING, OFFERED, HELD, LEFT, LAPSED, CANCELLED = "waiting", "offered", "held", "left", "lapsed", "cancelled"
# Who has no place any more, and may ask again.
GONE = (LEFT, LAPSED, CANCELLED)
WITHOUT_PLACE = (WAITING, *GONE)
# How long a place that was freed waits for an answer.
OFFER = timedelta(hours=72)


class SeatColumns:
    """Mixin of a model: one person's seat at one event.

    ``seat_number`` is the place itself, from 1; ``seat_count`` the event's capacity, copied by the database;
    ``asked_at`` gives the order of the waiting list; only the hash of the token of an offer is kept.
    """

    state: Mapped[str] = mapped_column(String(20), default=WAITING)
    seat_number: Mapped[int | None]
    seat_count: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(default=now)
    offered_until: Mapped[datetime | None]
    offer_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


def seat_constraints(table: str, events: str, event_id: str, person_id: str) -> tuple[Any, ...]:
    """What the database itself holds: never more places than the event has, no place twice, nobody twice.

    :param table: of the seats; :param events: table of the events, which has :func:`event_constraint`.
    :param event_id: column of ``table`` that names the event; :param person_id: the one that names the person.
    """
    gone = text(f"state not in {GONE}")
    return (
        ForeignKeyConstraint([event_id, "seat_count"], [f"{events}.id", f"{events}.capacity"], onupdate="CASCADE",
                             ondelete="CASCADE", name=f"fk_{table}_seat_count"),
        UniqueConstraint(event_id, "seat_number", name=f"uq_{table}_seat_number"),
        CheckConstraint("seat_number between 1 and seat_count", name="seat_number"),
        CheckConstraint(f"(seat_number is null) = (state in {WITHOUT_PLACE})", name="seat_state"),
        CheckConstraint("(offered_until is not null) = (state = 'offered')", name="offered_until"),
        Index(f"uq_{table}_person", event_id, person_id, unique=True, sqlite_where=gone, postgresql_where=gone),
    )  # fmt: skip


def event_constraint(table: str) -> UniqueConstraint:
    """What the table of the events needs for their seats to follow its capacity."""
    return UniqueConstraint("id", "capacity", name=f"uq_{table}_capacity")
