"""What must hold of the places of an event whatever people do, and whoever keeps them: plain objects or a database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from collectif.errors import DomainError
from collectif.seats import GONE, HELD, LAPSED, LEFT, OFFER, OFFERED, WAITING

START = datetime(2027, 1, 4, 8, tzinfo=UTC)
LENGTH = timedelta(days=30)
PEOPLE = 8


@dataclass(frozen=True)
class Shown:
    """One seat, as the machine looks at it."""

    person: int
    state: str
    number: int | None
    until: datetime | None


class Keeper(Protocol):
    """Whoever keeps the places. Each act settles what time and freed places have changed."""

    capacity: int

    def join(self, person: int, at: datetime) -> None: ...
    def leave(self, person: int, at: datetime) -> None: ...
    def accept(self, person: int, at: datetime) -> None: ...
    def resize(self, capacity: int, at: datetime) -> None: ...
    def settle(self, at: datetime) -> None: ...
    def seats(self) -> list[Shown]: ...


def machine(keeper: Callable[[int], Keeper]) -> type[RuleBasedStateMachine]:
    """The machine that plays with what ``keeper`` makes of a capacity."""

    class Places(RuleBasedStateMachine):
        @initialize(capacity=st.integers(1, 4))
        def begin(self, capacity: int) -> None:
            self.keeper = keeper(capacity)
            self.at = START
            self.asked: list[int] = []
            self.before: list[Shown] = []

        def act(self, do: Callable[[], None]) -> None:
            self.before = self.keeper.seats()
            do()
            self.follow()

        def follow(self) -> None:
            """Each seat went where the rules let it go; the first to wait is the first to be offered a place."""
            after = self.keeper.seats()
            assert len(after) >= len(self.before), "nobody is lost"
            for was, now in zip(self.before, after, strict=False):
                assert was.person == now.person
                assert now.state in ALLOWED[was.state], f"{was.state} → {now.state}"
            still = [place for place, seat in enumerate(after) if seat.state == WAITING]
            new = [
                place for place, seat in enumerate(after)
                if seat.state == OFFERED and (place >= len(self.before) or self.before[place].state != OFFERED)
            ]  # fmt: skip
            assert not (new and still) or max(new) < min(still), "the order of the waiting list"

        @rule(person=st.integers(1, PEOPLE))
        def join(self, person: int) -> None:
            if any(seat.person == person and seat.state not in GONE for seat in self.keeper.seats()):
                return
            self.asked.append(person)
            self.act(lambda: self.keeper.join(person, self.at))
            mine = self.keeper.seats()[-1]
            waiting = [seat for seat in self.keeper.seats() if seat.state == WAITING]
            assert mine.state == HELD or mine in waiting
            assert mine.state != HELD or not waiting, "a place went to someone who came after others"

        @precondition(lambda self: self.asked)
        @rule(data=st.data())
        def leave(self, data: Any) -> None:
            person = data.draw(st.sampled_from(self.asked))
            if any(seat.person == person and seat.state in (WAITING, OFFERED, HELD) for seat in self.keeper.seats()):
                self.act(lambda: self.keeper.leave(person, self.at))

        @precondition(lambda self: any(seat.state == OFFERED for seat in self.keeper.seats()))
        @rule(data=st.data())
        def accept(self, data: Any) -> None:
            offered = [seat.person for seat in self.keeper.seats() if seat.state == OFFERED]
            person = data.draw(st.sampled_from(offered))
            self.act(lambda: self.keeper.accept(person, self.at))
            assert [seat.state for seat in self.keeper.seats() if seat.person == person][-1] == HELD

        @rule(capacity=st.integers(1, 6))
        def resize(self, capacity: int) -> None:
            taken = sum(seat.number is not None for seat in self.keeper.seats())
            self.before = self.keeper.seats()
            try:
                self.keeper.resize(capacity, self.at)
            except DomainError:
                assert taken > capacity, "there was room"
                return
            assert taken <= capacity, "more places are taken than there are"
            self.follow()

        @rule(hours=st.integers(1, 100))
        def wait(self, hours: int) -> None:
            self.at += timedelta(hours=hours)
            self.act(lambda: self.keeper.settle(self.at))

        @invariant()
        def never_more_than_there_are(self) -> None:
            numbers = [seat.number for seat in self.keeper.seats() if seat.number is not None]
            assert len(numbers) <= self.keeper.capacity
            assert len(set(numbers)) == len(numbers)
            assert all(1 <= number <= self.keeper.capacity for number in numbers)

        @invariant()
        def nobody_lost_nobody_twice(self) -> None:
            seats = self.keeper.seats()
            assert [seat.person for seat in seats] == self.asked
            live = [seat.person for seat in seats if seat.state not in GONE]
            assert len(set(live)) == len(live)
            for seat in seats:
                assert (seat.number is not None) == (seat.state in (OFFERED, HELD))
                assert (seat.until is not None) == (seat.state == OFFERED)

        @invariant()
        def no_place_is_left_empty_while_someone_waits(self) -> None:
            seats = self.keeper.seats()
            taken = sum(seat.number is not None for seat in seats)
            if self.at < START + LENGTH and any(seat.state == WAITING for seat in seats):
                assert taken == self.keeper.capacity

        @invariant()
        def offers_last_at_most_what_was_said(self) -> None:
            for seat in self.keeper.seats():
                if seat.until is not None:
                    assert self.at < seat.until <= min(self.at + OFFER, START + LENGTH)

    return Places


ALLOWED = {
    WAITING: (WAITING, OFFERED, LEFT),
    OFFERED: (OFFERED, HELD, LEFT, LAPSED),
    HELD: (HELD, LEFT),
    LEFT: (LEFT,),
    LAPSED: (LAPSED,),
}
