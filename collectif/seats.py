"""Places of an event that has only so many, and the waiting list behind them.

An *event* has a ``capacity``; a *seat* is what one person asked for: waiting, offered, held, left… A numbered place is
taken as soon as it is offered. The database refuses, by itself, one person more than there are places
(:func:`seat_constraints`); :class:`Seating` holds the rules. Training sessions use both, and whatever else has places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from .db import hold, now
from .errors import DomainError

WAITING, OFFERED, HELD, LEFT, LAPSED, CANCELLED = "waiting", "offered", "held", "left", "lapsed", "cancelled"
# Who has no place any more, and may ask again.
GONE = (LEFT, LAPSED, CANCELLED)
WITHOUT_PLACE = (WAITING, *GONE)
# Each act on a seat: from which states, to which one.
ACTS: dict[str, tuple[tuple[str, ...], str]] = {
    "take": ((WAITING,), HELD),
    "offer": ((WAITING,), OFFERED),
    "accept": ((OFFERED,), HELD),
    "leave": ((WAITING, OFFERED, HELD), LEFT),
    "lapse": ((WAITING, OFFERED), LAPSED),
    "cancel": ((WAITING, OFFERED, HELD), CANCELLED),
}
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


class Seat(Protocol):
    """What :class:`Seating` reads and writes of a seat; :class:`SeatColumns` has it."""

    state: Any
    seat_number: Any
    offered_until: Any


S = TypeVar("S", bound=Seat)


@dataclass(frozen=True)
class Settled(Generic[S]):
    """What time and freed places have changed: offers nobody answered, and offers just made."""

    lapsed: list[S]
    offered: list[S]


class Seating(Generic[S]):
    """The rules of the places of one event.

    :param seats: everybody's, in the order they were asked for; whoever writes holds the event's lock
        (:func:`lock_seats`). :param closes_at: from then on nobody is offered a place any more.
    """

    def __init__(self, capacity: int, seats: Iterable[S], closes_at: datetime, at: datetime | None = None):
        self.capacity = capacity
        self.seats = list(seats)
        self._closes_at = closes_at
        self._at = at or now()

    @property
    def free(self) -> int:
        """Places that nobody holds and nobody is offered."""
        return self.capacity - len(self._numbers)

    @property
    def waiting(self) -> list[S]:
        """The waiting list, in order."""
        return [seat for seat in self.seats if seat.state == WAITING]

    def join(self, seat: S) -> None:
        """Someone asks: a place when one is free and nobody waits, else the end of the waiting list."""
        first = self.free > 0 and not self.waiting
        seat.state = WAITING
        self.seats.append(seat)
        if first:
            self._move(seat, "take")

    def leave(self, seat: S) -> None:
        """Someone gives up a place, an offer, or waiting. :raises DomainError: there was nothing to leave."""
        self._move(seat, "leave")

    def accept(self, seat: S) -> None:
        """Someone takes the place they are offered. :raises DomainError: it is no longer offered."""
        if seat.state == OFFERED and seat.offered_until <= self._at:
            self._move(seat, "lapse")
        self._move(seat, "accept")

    def settle(self, write: Callable[[], None] = lambda: None) -> Settled[S]:
        """Take back the offers whose time is over, then offer what is free to those who wait, in order.

        :param write: sends what has changed to the database: a number is given again once it is free there too.
        """
        lapsed = self._lapse()
        write()
        offered = self._offer()
        write()
        return Settled(lapsed, offered)

    def close(self) -> list[S]:
        """The event has begun: who still waited or had not answered has no place. :returns: them."""
        return self._move_all("lapse")

    def cancel(self) -> list[S]:
        """The event does not take place. :returns: everyone who held a place, was offered one, or waited."""
        return self._move_all("cancel")

    def renumber(self, capacity: int) -> None:
        """Make the numbers fit ``capacity``; write them before the event's new capacity.

        :raises DomainError: more places are taken than that.
        """
        taken = len(self._numbers)
        if capacity < taken:
            raise DomainError(f"{taken} places sont déjà prises ou proposées : gardez-en au moins autant.", "capacity")
        for seat in self.seats:
            if seat.seat_number is not None and seat.seat_number > capacity:
                seat.seat_number = self._first_number()

    @property
    def _numbers(self) -> set[int]:
        return {seat.seat_number for seat in self.seats if seat.seat_number is not None}

    def _first_number(self) -> int:
        return next(number for number in range(1, self.capacity + 1) if number not in self._numbers)

    def _lapse(self) -> list[S]:
        late = [seat for seat in self.seats if seat.state == OFFERED and seat.offered_until <= self._at]
        for seat in late:
            self._move(seat, "lapse")
        return late

    def _offer(self) -> list[S]:
        if self._at >= self._closes_at:
            return []
        first = self.waiting[: max(0, self.free)]
        for seat in first:
            self._move(seat, "offer")
            seat.offered_until = min(self._at + OFFER, self._closes_at)
        return first

    def _move_all(self, act: str) -> list[S]:
        moved = [seat for seat in self.seats if seat.state in ACTS[act][0]]
        for seat in moved:
            self._move(seat, act)
        return moved

    def _move(self, seat: S, act: str) -> None:
        sources, target = ACTS[act]
        if seat.state not in sources:
            raise DomainError("Ce n'est plus possible : cette inscription a changé. Rechargez la page.")
        seat.state, seat.offered_until = target, None
        if target in WITHOUT_PLACE:
            seat.seat_number = None
        elif seat.seat_number is None:
            seat.seat_number = self._first_number()


def lock_seats(session: Session, event: Any, model: type[Any], event_id: Any) -> Sequence[Any]:
    """Every seat of ``event`` in the order they were asked for; nobody else writes them until the transaction ends.

    :param model: class of the seats; :param event_id: its column that names the event.
    """
    hold(session, event)
    asked = select(model).where(event_id == event.id).order_by(model.asked_at, model.id)
    return session.scalars(asked.execution_options(populate_existing=True)).all()
