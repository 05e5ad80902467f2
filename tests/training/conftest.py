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
from collectif.peers.models import Peer
from collectif.text import sort_key, today
from collectif.training.models import (
    TrainingAttendance,
    TrainingCertificate,
    TrainingEnrolment,
    TrainingHalfDay,
    TrainingSession,
)
from collectif.training.room import ROOM
from tests.support.enrolling import Enrolled


@dataclass
class Trainings(Enrolled):
    """Writes straight into the database; what it returns are public ids."""

    room = ROOM

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


def within(database: Database, ask: Callable[[Session], Any]) -> Any:
    with database.transaction() as session:
        return ask(session)
