"""Attempts that are allowed most of the time: the first ones of each process write nothing, a refusal is remembered."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from collectif.accounts.doorstep import MOST, Doorstep
from collectif.accounts.models import ThrottleHit
from collectif.accounts.throttle import Limit, Throttle
from collectif.errors import Throttled

SMALL = Limit("small", 3, timedelta(minutes=15))


@pytest.fixture
def throttle(database: Any) -> Throttle:
    return Throttle(database, "secret")


def passes(doorstep: Doorstep, throttle: Throttle, who: str = "someone") -> int:
    """0 when it passes, or the seconds to wait."""
    try:
        doorstep.attempt(throttle, who)
    except Throttled as refusal:
        return refusal.seconds
    return 0


def counted(database: Any) -> list[int]:
    with database.transaction() as session:
        return list(session.scalars(select(ThrottleHit.count)))


def test_the_first_ones_write_nothing_and_the_others_are_counted(throttle: Throttle, database: Any) -> None:
    with time_machine.travel("2027-01-14 08:00", tick=False) as clock:
        one = Doorstep(SMALL, free=2)
        assert [passes(one, throttle) for _ in range(2)] == [0, 0]
        assert counted(database) == []
        assert [passes(one, throttle) for _ in range(4)] == [0, 0, 0, 900]
        assert counted(database) == [4]
        clock.shift(60)
        assert passes(one, throttle) == 840
        assert counted(database) == [4], "a refusal that is remembered writes nothing"
        assert passes(one, throttle, "another") == 0
        clock.shift(840)
        assert [passes(one, throttle) for _ in range(2)] == [0, 0]
        assert counted(database) == [4]


def test_two_processes_share_what_the_database_counts(throttle: Throttle) -> None:
    both = Doorstep(SMALL, free=1), Doorstep(SMALL, free=1)
    allowed = [passes(one, throttle) == 0 for _ in range(5) for one in both]
    assert allowed.count(True) == 2 * 1 + SMALL.attempts


def test_threads_of_one_process_share_what_is_free(throttle: Throttle, database: Any) -> None:
    one = Doorstep(SMALL, free=50)
    with ThreadPoolExecutor(8) as pool:
        assert not any(pool.map(lambda _: passes(one, throttle), range(50)))
    assert counted(database) == []
    passes(one, throttle)
    assert counted(database) == [1]


def test_what_is_remembered_has_a_bound(throttle: Throttle) -> None:
    one = Doorstep(SMALL, free=1)
    for number in range(MOST + 5):
        one.attempt(throttle, str(number))
    assert len(one._seen) <= MOST
