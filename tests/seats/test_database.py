"""The same machine on both engines, through the services of each room that has places, and twenty people at the same
instant for the last place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from pyramid.request import Request
from pyramid.scripting import prepare
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.enrolling.rooms import Room
from collectif.enrolling.services import SeatService
from collectif.exchanges.models import ExchangeSession
from collectif.exchanges.room import ROOM as EXCHANGES
from collectif.exchanges.seats import ExchangeSeats
from collectif.peers.models import Peer
from collectif.text import PARIS, sort_key
from collectif.training.enrolments import Enrolments
from collectif.training.models import TrainingHalfDay, TrainingSession
from collectif.training.room import ROOM as TRAININGS

from .machine import LENGTH, PEOPLE, START, Shown, machine

FIRST_DAY: date = (START + LENGTH).astimezone(PARIS).date()
TOGETHER = 20


@dataclass(frozen=True)
class Kind:
    """One room that has places. :param make: capacity and day → an open event."""

    room: Room
    service: type[SeatService[Any, Any]]
    make: Callable[[int, date], Any]

    @property
    def seat(self) -> Any:
        return self.room.seat


def make_training(capacity: int, day: date) -> TrainingSession:
    training = TrainingSession(**common(capacity, day), ends_on=day)
    training.half_days = [TrainingHalfDay(day=day, part="morning", module="Écouter")]
    return training


def make_exchange(capacity: int, day: date) -> ExchangeSession:
    """It begins with the day, as a training does."""
    return ExchangeSession(**common(capacity, day), kind="peer_group", begins=time(0), ends=time(2))


def common(capacity: int, day: date) -> dict[str, Any]:
    return {"title": "Places", "sort_title": "places", "state": "open", "capacity": capacity, "starts_on": day,
            "enrol_until": day, "place_name": "Salle"}  # fmt: skip


KINDS = {
    "training": Kind(TRAININGS, Enrolments, make_training),
    "exchange": Kind(EXCHANGES, ExchangeSeats, make_exchange),
}


@pytest.fixture(params=KINDS)
def kind(request: Any) -> Kind:
    return KINDS[request.param]


@dataclass
class DatabaseKeeper:
    """Keeps places as the site does: each act is a transaction of its own, at its own hour."""

    app: Any
    kind: Kind
    capacity: int

    def __post_init__(self) -> None:
        with self.app.registry["database"].transaction() as session:
            event = self.kind.make(self.capacity, FIRST_DAY)
            session.add(event)
            session.flush()
            self.event = event.id

    def act(self, at: datetime, do: Any) -> Any:
        request = Request.blank("/", method="POST")
        with (
            time_machine.travel(at, tick=False),
            prepare(registry=self.app.registry, request=request) as env,
            env["request"].tm,
        ):
            session = env["request"].db
            event = session.get(self.kind.room.event, self.event)
            return do(session, event, env["request"].service(self.kind.service))

    def join(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, event, service: service.enrol(event, session.get(Peer, person)))

    def leave(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, event, service: service.leave(self.seat(session, person)))

    def accept(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, event, service: service.accept(self.seat(session, person)))

    def resize(self, capacity: int, at: datetime) -> None:
        self.act(at, lambda session, event, service: service.resize(event, capacity))
        self.capacity = capacity

    def settle(self, at: datetime) -> None:
        self.act(at, lambda session, event, service: service.open(event))

    def seat(self, session: Any, person: int) -> Any:
        seats = self.kind.seat
        mine = select(seats).where(seats.session_id == self.event, seats.peer_id == person)
        return session.scalars(mine.order_by(seats.id.desc()).limit(1)).one()

    def seats(self) -> list[Shown]:
        with self.app.registry["database"].transaction() as session:
            seats = self.kind.seat
            asked = select(seats).where(seats.session_id == self.event)
            found = session.scalars(asked.order_by(seats.asked_at, seats.id)).all()
            assert {one.seat_count for one in found} <= {self.capacity}, "the database copies the capacity"
            return [Shown(one.peer_id, one.state, one.seat_number, one.offered_until) for one in found]


def make_peers(session: Any, count: int) -> list[Peer]:
    peers = [
        Peer(family_name=f"N{place}", given_name="Alix", sort_name=sort_key(f"N{place}"), email=f"n{place}@t.example")
        for place in range(1, count + 1)
    ]
    session.add_all(peers)
    session.flush()
    return peers


def test_whatever_people_do(app: Any, database: Any, kind: Kind) -> None:
    """Fewer stories than without a database; each act really is written."""
    with database.transaction() as session:
        assert [peer.id for peer in make_peers(session, PEOPLE)] == list(range(1, PEOPLE + 1))
    run_state_machine_as_test(
        machine(lambda capacity: DatabaseKeeper(app, kind, capacity)),
        settings=settings(
            max_examples=8, stateful_step_count=20, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )  # fmt: skip


def at_once(*acts: Any) -> list[Any]:
    """What each act answers, all begun at the same instant."""
    start = threading.Barrier(len(acts))

    def begin(act: Any) -> Any:
        start.wait(timeout=60)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [one.result(timeout=300) for one in [pool.submit(begin, act) for act in acts]]


def poster(people: Any, account: str, path: str) -> Any:
    """Posts to ``path`` as this account, from a browser of its own that is ready to."""
    browser = people.sign_in(account)
    token = browser.csrf
    return lambda: browser.post(path, {"csrf_token": token}, expect_errors=True)


def test_the_last_place_goes_to_one_of_twenty(app: Any, database: Any, people: Any, kind: Kind) -> None:
    """Each in a browser of their own, through the application."""
    acts = []
    with database.transaction() as session:
        event = kind.make(3, (datetime.now(PARIS) + timedelta(days=20)).date())
        session.add(event)
        first = make_peers(session, 2)
        for number, peer in enumerate(first, start=1):
            session.add(kind.seat(session=event, peer=peer, state="held", seat_number=number, seat_count=3))
        session.flush()
        path = f"{kind.room.home}/{event.public_id}/s-inscrire"
    for place in range(TOGETHER):
        account = people.account("peer")
        with database.transaction() as session:
            who = session.scalars(select(Account).where(Account.public_id == account)).one()
            name = f"Z{place}"
            session.add(Peer(family_name=name, given_name="A", sort_name=sort_key(name), account_id=who.id, email=""))
        acts.append(poster(people, account, path))
    assert {answer.status_int for answer in at_once(*acts)} == {303}
    with database.transaction() as session:
        seats = session.scalars(select(kind.seat).order_by(kind.seat.asked_at)).all()
        states = [one.state for one in seats]
        assert states.count("held") == 3
        assert states.count("waiting") == TOGETHER - 1
        assert sorted(one.seat_number for one in seats if one.seat_number) == [1, 2, 3]
        assert len({one.peer_id for one in seats}) == TOGETHER + 2
    with database.transaction() as session:
        assert app.registry["journal"].verify(session) is None


@pytest.mark.parametrize("act", ["accept", "leave"])
def test_one_offer_answered_by_many_clicks_is_answered_once(
    app: Any, database: Any, people: Any, kind: Kind, act: str
) -> None:
    account = people.account("peer")
    with database.transaction() as session:
        event = kind.make(1, (datetime.now(PARIS) + timedelta(days=20)).date())
        session.add(event)
        peer, other = make_peers(session, 2)
        peer.account_id = session.scalars(select(Account.id).where(Account.public_id == account)).one()
        until = datetime.now(PARIS) + timedelta(hours=5)
        session.add(kind.seat(session=event, peer=peer, state="offered", seat_number=1, seat_count=1,
                              offered_until=until))  # fmt: skip
        session.flush()
        session.add(kind.seat(session=event, peer=other, seat_count=1))
        session.flush()
        path = f"{kind.room.home}/{event.public_id}/{'accepter' if act == 'accept' else 'laisser'}"
    answers = sorted(answer.status_int for answer in at_once(*[poster(people, account, path) for _ in range(6)]))
    assert answers == [303, 422, 422, 422, 422, 422]
    with database.transaction() as session:
        states = session.scalars(select(kind.seat.state).order_by(kind.seat.id)).all()
    assert states == (["held", "waiting"] if act == "accept" else ["left", "offered"])
