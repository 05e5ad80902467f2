"""Sessions in any state, peers to enrol, and ways to look at what the database says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.db import Database
from collectif.journal.models import JournalEntry
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.seats import WITHOUT_PLACE
from collectif.text import sort_key, today
from collectif.training.models import (
    TrainingAttendance,
    TrainingCertificate,
    TrainingEnrolment,
    TrainingHalfDay,
    TrainingSession,
)


@dataclass
class Trainings:
    """Writes straight into the database; what it returns are public ids."""

    database: Database
    made: int = 0

    def session(self, *, days_off: int = 20, capacity: int = 2, state: str = "open", trainer: str | None = None,
                parts: tuple[tuple[int, str, bool], ...] = ((0, "morning", True), (0, "afternoon", True)),
                **values: Any) -> str:  # fmt: skip
        """A session that starts in ``days_off`` days. :param parts: (days after the first, part, required)."""
        self.made += 1
        start = today() + timedelta(days=days_off)
        title = values.pop("title", f"Session {self.made}")
        training = TrainingSession(
            title=title, sort_title=sort_key(title), state=state, capacity=capacity, starts_on=start,
            ends_on=start + timedelta(days=max(after for after, _, _ in parts)),
            enrol_until=values.pop("enrol_until", start - timedelta(days=1)), place_name="Maison des associations",
            **values,
        )  # fmt: skip
        training.half_days = [
            TrainingHalfDay(day=start + timedelta(days=after), part=part, module="Écouter", required=required)
            for after, part, required in parts
        ]
        with self.database.transaction() as session:
            if trainer:
                training.trainers = [session.scalars(select(Account).where(Account.public_id == trainer)).one()]
            session.add(training)
            session.flush()
            return training.public_id

    def peer(self, slug: str = "apf77", *, account: str | None = None, state: str = "preparing",
             family_name: str | None = None, **values: Any) -> str:  # fmt: skip
        """A peer sponsored by ``slug``. :param account: public id of the account they sign in with."""
        self.made += 1
        family_name = family_name or f"Famille{self.made}"
        key = sort_key(family_name, "Alix")
        with self.database.transaction() as session:
            place = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
            values.setdefault("email", f"pair{self.made}@test.example")
            peer = Peer(family_name=family_name, given_name="Alix", sort_name=key, state=state, **values)
            if account:
                peer.account = session.scalars(select(Account).where(Account.public_id == account)).one()
            session.add(peer)
            session.flush()
            session.add(
                Sponsorship(peer=peer, organisation=place, peer_sort_name=key, peer_state=state,
                            started_on=date(2024, 1, 1), state="active")
            )  # fmt: skip
            return peer.public_id

    def enrol(self, training: str, peer: str, state: str = "held", **values: Any) -> str:
        """An enrolment as it is, without any rule but the database's."""
        with self.database.transaction() as session:
            event = session.scalars(select(TrainingSession).where(TrainingSession.public_id == training)).one()
            who = session.scalars(select(Peer).where(Peer.public_id == peer)).one()
            used = set(session.scalars(
                select(TrainingEnrolment.seat_number).where(TrainingEnrolment.session_id == event.id)
            ))  # fmt: skip
            free = next((n for n in range(1, event.capacity + 1) if n not in used), event.capacity + 1)
            number = None if state in WITHOUT_PLACE else free
            one = TrainingEnrolment(
                session_id=event.id, peer_id=who.id, state=state, seat_number=number, seat_count=event.capacity,
                **values,
            )  # fmt: skip
            session.add(one)
            session.flush()
            return one.public_id

    def attend(self, enrolment: str, *present: bool) -> None:
        """Note the half-days in order."""
        with self.database.transaction() as session:
            one = session.scalars(select(TrainingEnrolment).where(TrainingEnrolment.public_id == enrolment)).one()
            for half_day, there in zip(one.session.half_days, present, strict=False):
                session.add(TrainingAttendance(enrolment=one, half_day_id=half_day.id, present=there))

    def certify(self, peer: str, validated_on: date | None = None, **values: Any) -> str:
        with self.database.transaction() as session:
            who = session.scalars(select(Peer).where(Peer.public_id == peer)).one()
            one = TrainingCertificate(peer_id=who.id, validated_on=validated_on or today(), **values)
            session.add(one)
            session.flush()
            return one.public_id

    def states(self, training: str) -> list[str]:
        """The states of a session's enrolments, in the order they were asked for."""
        with self.database.transaction() as session:
            asked = (
                select(TrainingEnrolment.state)
                .join(TrainingEnrolment.session)
                .where(TrainingSession.public_id == training)
                .order_by(TrainingEnrolment.asked_at, TrainingEnrolment.id)
            )
            return list(session.scalars(asked))

    def state_of(self, training: str, peer: str) -> str | None:
        """The state of this peer's last enrolment in this session."""
        with self.database.transaction() as session:
            asked = (
                select(TrainingEnrolment.state)
                .join(TrainingEnrolment.session)
                .join(TrainingEnrolment.peer)
                .where(TrainingSession.public_id == training, Peer.public_id == peer)
                .order_by(TrainingEnrolment.id.desc())
            )
            return session.scalars(asked.limit(1)).first()

    def get(self, training: str) -> dict[str, Any]:
        """What the database says of this session."""
        with self.database.transaction() as session:
            one = session.scalars(select(TrainingSession).where(TrainingSession.public_id == training)).one()
            names = ("title", "state", "capacity", "starts_on", "ends_on", "cancellation_reason", "version")
            kept = {name: getattr(one, name) for name in names}
            half_days = [(part.day, part.part, part.module, part.required) for part in one.half_days]
            trainers = [trainer.public_id for trainer in one.trainers]
            return {**kept, "half_days": half_days, "trainers": trainers, "access": {a.name for a in one.accesses}}


@pytest.fixture
def trainings(database: Database) -> Trainings:
    return Trainings(database)


@pytest.fixture
def acts(database: Database) -> Callable[[], list[str]]:
    """The journal's acts about trainings, oldest first."""

    def found() -> list[str]:
        with database.transaction() as session:
            asked = select(JournalEntry.act).where(JournalEntry.act.like("training.%")).order_by(JournalEntry.seq)
            return list(session.scalars(asked))

    return found


@pytest.fixture
def letters(app: Any) -> Callable[[], list[Any]]:
    """The letters that left, oldest first."""
    from email import message_from_bytes, policy

    def read() -> list[Any]:
        folder = app.registry["mail_transport"].folder
        files = sorted(folder.glob("*.eml")) if folder.exists() else []
        return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]

    return read


@pytest.fixture
def chores(app: Any) -> Callable[[], dict[str, int | None]]:
    """Runs every chore. :returns: what each has done, ``None`` for one that failed."""
    from collectif.chores import run_chores

    return lambda: {one.name: one.done for one in run_chores(app.registry, "http://localhost")}


def within(database: Database, ask: Callable[[Session], Any]) -> Any:
    with database.transaction() as session:
        return ask(session)
