"""The rules of places, without a database: played with, then said one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings

from collectif.errors import DomainError
from collectif.seats import CANCELLED, HELD, LAPSED, LEFT, OFFER, OFFERED, WAITING, Seating

from .machine import LENGTH, START, Shown, machine

AT = datetime(2027, 1, 4, 8, tzinfo=UTC)


@dataclass
class Plain:
    """A seat that is nothing else."""

    person: int
    state: str = WAITING
    seat_number: int | None = None
    offered_until: datetime | None = None


@dataclass
class PlainKeeper:
    """Keeps places in a list."""

    capacity: int
    kept: list[Plain] = field(default_factory=list)

    def seating(self, at: datetime) -> Seating[Plain]:
        seating = Seating(self.capacity, self.kept, START + LENGTH, at)
        seating.settle()
        return seating

    def find(self, person: int) -> Plain:
        return [seat for seat in self.kept if seat.person == person][-1]

    def join(self, person: int, at: datetime) -> None:
        seat = Plain(person)
        self.seating(at).join(seat)
        self.kept.append(seat)

    def leave(self, person: int, at: datetime) -> None:
        seating = self.seating(at)
        seating.leave(self.find(person))
        seating.settle()

    def accept(self, person: int, at: datetime) -> None:
        self.seating(at).accept(self.find(person))

    def resize(self, capacity: int, at: datetime) -> None:
        seating = self.seating(at)
        seating.renumber(capacity)
        self.capacity = seating.capacity = capacity
        seating.settle()

    def settle(self, at: datetime) -> None:
        self.seating(at)

    def seats(self) -> list[Shown]:
        return [Shown(seat.person, seat.state, seat.seat_number, seat.offered_until) for seat in self.kept]


class TestPlaces(machine(PlainKeeper).TestCase):  # type: ignore[misc]
    """Hundreds of stories, each of fifty acts."""

    settings = settings(max_examples=150, stateful_step_count=50, deadline=None)


def seating(capacity: int, *seats: Plain, at: datetime = AT) -> Seating[Plain]:
    return Seating(capacity, seats, AT + timedelta(days=10), at)


def test_a_free_place_is_taken_at_once_and_the_next_person_waits() -> None:
    places, first, second = seating(1), Plain(1), Plain(2)
    places.join(first)
    places.join(second)
    assert (first.state, first.seat_number) == (HELD, 1)
    assert (second.state, second.seat_number) == (WAITING, None)


def test_a_freed_place_is_offered_for_seventy_two_hours_to_the_first_who_waits() -> None:
    held, first, second = Plain(1, HELD, 1), Plain(2), Plain(3)
    places = seating(1, held, first, second)
    places.leave(held)
    settled = places.settle()
    assert settled.offered == [first]
    assert (first.state, first.seat_number, first.offered_until) == (OFFERED, 1, AT + OFFER)
    assert (held.state, held.seat_number, second.state) == (LEFT, None, WAITING)


def test_an_offer_lapses_on_the_minute_and_goes_to_the_next() -> None:
    first, second = Plain(1, OFFERED, 1, AT + OFFER), Plain(2)
    assert seating(1, first, second, at=AT + OFFER - timedelta(seconds=1)).settle().lapsed == []
    settled = seating(1, first, second, at=AT + OFFER).settle()
    assert (settled.lapsed, settled.offered) == ([first], [second])
    assert (first.state, second.state) == (LAPSED, OFFERED)


def test_an_offer_whose_time_is_over_is_not_accepted() -> None:
    late = Plain(1, OFFERED, 1, AT)
    with pytest.raises(DomainError):
        seating(1, late).accept(late)


def test_an_offer_ends_when_the_event_begins_and_none_is_made_after() -> None:
    first = Plain(1)
    begin = AT + timedelta(days=10)
    seating(1, first, at=begin - timedelta(hours=5)).settle()
    assert first.offered_until == begin
    late = Plain(2)
    assert seating(1, late, at=begin).settle().offered == []


def test_nobody_leaves_twice() -> None:
    gone = Plain(1, LEFT)
    with pytest.raises(DomainError):
        seating(1, gone).leave(gone)


def test_fewer_places_move_numbers_and_nobody() -> None:
    first, last = Plain(1, HELD, 1), Plain(2, HELD, 4)
    places = seating(4, first, last)
    places.renumber(2)
    assert (first.seat_number, last.seat_number) == (1, 2)
    with pytest.raises(DomainError):
        places.renumber(1)


def test_a_cancelled_event_tells_everyone_who_was_still_there() -> None:
    seats = [Plain(1, HELD, 1), Plain(2, OFFERED, 2, AT + OFFER), Plain(3), Plain(4, LEFT), Plain(5, LAPSED)]
    told = seating(2, *seats).cancel()
    assert [seat.person for seat in told] == [1, 2, 3]
    assert [seat.state for seat in seats] == [CANCELLED, CANCELLED, CANCELLED, LEFT, LAPSED]
    assert not any(seat.seat_number or seat.offered_until for seat in seats)


def test_a_held_event_keeps_those_who_had_a_place() -> None:
    seats = [Plain(1, HELD, 1), Plain(2, OFFERED, 2, AT + OFFER), Plain(3)]
    assert [seat.person for seat in seating(2, *seats).close()] == [2, 3]
    assert [seat.state for seat in seats] == [HELD, LAPSED, LAPSED]
