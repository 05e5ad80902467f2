"""The same machine on both engines, through the services, and twenty people at the same instant for the last place."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from pyramid.request import Request
from pyramid.scripting import prepare
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.peers.models import Peer
from collectif.text import PARIS, sort_key
from collectif.training.enrolments import Enrolments
from collectif.training.models import TrainingEnrolment, TrainingHalfDay, TrainingSession

from .machine import LENGTH, PEOPLE, START, Shown, machine

FIRST_DAY: date = (START + LENGTH).astimezone(PARIS).date()
TOGETHER = 20


@dataclass
class DatabaseKeeper:
    """Keeps places as the site does: each act is a transaction of its own, at its own hour."""

    app: Any
    capacity: int

    def __post_init__(self) -> None:
        with self.app.registry["database"].transaction() as session:
            training = make_session(self.capacity, FIRST_DAY)
            session.add(training)
            session.flush()
            self.event = training.id

    def act(self, at: datetime, do: Any) -> Any:
        request = Request.blank("/", method="POST")
        with (
            time_machine.travel(at, tick=False),
            prepare(registry=self.app.registry, request=request) as env,
            env["request"].tm,
        ):
            session = env["request"].db
            return do(session, session.get(TrainingSession, self.event), env["request"].service(Enrolments))

    def join(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, training, service: service.enrol(training, session.get(Peer, person)))

    def leave(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, training, service: service.leave(self.seat(session, person)))

    def accept(self, person: int, at: datetime) -> None:
        self.act(at, lambda session, training, service: service.accept(self.seat(session, person)))

    def resize(self, capacity: int, at: datetime) -> None:
        self.act(at, lambda session, training, service: service.resize(training, capacity))
        self.capacity = capacity

    def settle(self, at: datetime) -> None:
        self.act(at, lambda session, training, service: service.open(training))

    def seat(self, session: Any, person: int) -> TrainingEnrolment:
        mine = select(TrainingEnrolment).where(
            TrainingEnrolment.session_id == self.event, TrainingEnrolment.peer_id == person
        )
        return session.scalars(mine.order_by(TrainingEnrolment.id.desc()).limit(1)).one()

    def seats(self) -> list[Shown]:
        with self.app.registry["database"].transaction() as session:
            asked = select(TrainingEnrolment).where(TrainingEnrolment.session_id == self.event)
            found = session.scalars(asked.order_by(TrainingEnrolment.asked_at, TrainingEnrolment.id)).all()
            assert {one.seat_count for one in found} <= {self.capacity}, "the database copies the capacity"
            return [Shown(one.peer_id, one.state, one.seat_number, one.offered_until) for one in found]


def make_session(capacity: int, day: date) -> TrainingSession:
    training = TrainingSession(
        title="Places", sort_title="places", state="open", capacity=capacity, starts_on=day, ends_on=day,
        enrol_until=day, place_name="Salle",
    )  # fmt: skip
    training.half_days = [TrainingHalfDay(day=day, part="morning", module="Écouter")]
    return training


def make_peers(session: Any, count: int) -> list[Peer]:
    peers = [
        Peer(family_name=f"N{place}", given_name="Alix", sort_name=sort_key(f"N{place}"), email=f"n{place}@t.example")
        for place in range(1, count + 1)
    ]
    session.add_all(peers)
    session.flush()
    return peers


def test_whatever_people_do(app: Any, database: Any) -> None:
    """Fewer stories than without a database; each act really is written."""
    with database.transaction() as session:
        assert [peer.id for peer in make_peers(session, PEOPLE)] == list(range(1, PEOPLE + 1))
    run_state_machine_as_test(
        machine(lambda capacity: DatabaseKeeper(app, capacity)),
        settings=settings(
            max_examples=12, stateful_step_count=20, deadline=None,
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
    token = browser.get("/intranet/mon-compte").html.find("input", {"name": "csrf_token"})["value"]
    return lambda: browser.post(path, {"csrf_token": token}, expect_errors=True)


def test_the_last_place_goes_to_one_of_twenty(app: Any, database: Any, people: Any) -> None:
    """Each in a browser of their own, through the application."""
    acts = []
    with database.transaction() as session:
        training = make_session(3, (datetime.now(PARIS) + timedelta(days=20)).date())
        session.add(training)
        first = make_peers(session, 2)
        for number, peer in enumerate(first, start=1):
            session.add(TrainingEnrolment(session=training, peer=peer, state="held", seat_number=number, seat_count=3))
        session.flush()
        path = f"/intranet/formations/{training.public_id}/s-inscrire"
    for place in range(TOGETHER):
        account = people.account("peer")
        with database.transaction() as session:
            who = session.scalars(select(Account).where(Account.public_id == account)).one()
            name = f"Z{place}"
            session.add(Peer(family_name=name, given_name="A", sort_name=sort_key(name), account_id=who.id, email=""))
        acts.append(poster(people, account, path))
    assert {answer.status_int for answer in at_once(*acts)} == {303}
    with database.transaction() as session:
        seats = session.scalars(select(TrainingEnrolment).order_by(TrainingEnrolment.asked_at)).all()
        states = [one.state for one in seats]
        assert states.count("held") == 3
        assert states.count("waiting") == TOGETHER - 1
        assert sorted(one.seat_number for one in seats if one.seat_number) == [1, 2, 3]
        assert len({one.peer_id for one in seats}) == TOGETHER + 2
    with database.transaction() as session:
        assert app.registry["journal"].verify(session) is None


@pytest.mark.parametrize("act", ["accept", "leave"])
def test_one_offer_answered_by_many_clicks_is_answered_once(app: Any, database: Any, people: Any, act: str) -> None:
    account = people.account("peer")
    with database.transaction() as session:
        training = make_session(1, (datetime.now(PARIS) + timedelta(days=20)).date())
        session.add(training)
        peer, other = make_peers(session, 2)
        peer.account_id = session.scalars(select(Account.id).where(Account.public_id == account)).one()
        until = datetime.now(PARIS) + timedelta(hours=5)
        session.add(TrainingEnrolment(session=training, peer=peer, state="offered", seat_number=1, seat_count=1,
                                      offered_until=until))  # fmt: skip
        session.flush()
        session.add(TrainingEnrolment(session=training, peer=other, seat_count=1))
        session.flush()
        path = f"/intranet/formations/{training.public_id}/{'accepter' if act == 'accept' else 'laisser'}"
    answers = sorted(answer.status_int for answer in at_once(*[poster(people, account, path) for _ in range(6)]))
    assert answers == [303, 422, 422, 422, 422, 422]
    with database.transaction() as session:
        states = session.scalars(select(TrainingEnrolment.state).order_by(TrainingEnrolment.id)).all()
    assert states == (["held", "waiting"] if act == "accept" else ["left", "offered"])
