"""What the agenda is made of: actions, a meeting, a training, with the dates a test gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.actions.models import Action
from collectif.db import now
from collectif.meetings.models import Meeting, MeetingKind, MeetingParticipant
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer
from collectif.text import sort_key, today
from collectif.training.models import TrainingEnrolment, TrainingHalfDay, TrainingSession

Make = Callable[..., Any]


def place(session: Session, slug: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


@pytest.fixture
def action(database: Any) -> Make:
    def make(title: str, days: int = 10, state: str = "published", organisation: str = "apf77", **values: Any) -> None:
        public = state in ("published", "running", "reviewed", "withdrawn")
        start = today() + timedelta(days=days)
        length = values.pop("length", 0)
        with database.transaction() as session:
            session.add(Action(
                title=title, sort_title=sort_key(title), state=state, summary="On se retrouve.", starts_on=start,
                ends_on=start + timedelta(days=length) if length else None, slug=sort_key(title) if public else None,
                published_at=now() if public else None, decided_on=today(), withdrawal_reason="Annulée.",
                proposing_organisation_id=place(session, organisation).id,
                **{"kind": "group", "commune_code": "77288", **values},
            ))  # fmt: skip

    return make


@pytest.fixture
def meeting(database: Any) -> Make:
    def make(title: str, days: int = 12, state: str = "convened", places: tuple[str, ...] = ("apf77", "caf77")) -> str:
        with database.transaction() as session:
            kind = session.scalars(select(MeetingKind).filter_by(name="plenary")).one()
            made = Meeting(kind=kind, title=title, state=state, starts_at=now() + timedelta(days=days), place="Melun",
                           convened_at=None if state == "prepared" else now())  # fmt: skip
            made.participants = [MeetingParticipant(organisation=place(session, slug)) for slug in places]
            session.add(made)
            session.flush()
            return made.public_id

    return make


@pytest.fixture
def training(database: Any) -> Make:
    """A session on the days given, and the enrolment of a peer's account."""

    def make(title: str, days: tuple[int, ...] = (20,), account: Any = None, state: str = "held") -> None:
        dates = [today() + timedelta(days=one) for one in days]
        with database.transaction() as session:
            made = TrainingSession(
                title=title, sort_title=sort_key(title), state="open", capacity=5, enrol_until=dates[0],
                starts_on=dates[0], ends_on=dates[-1], hours="9 h 30 – 17 h", commune_code="77288",
            )  # fmt: skip
            made.half_days = [TrainingHalfDay(day=day, part="morning", module="Écouter") for day in dates]
            session.add(made)
            session.flush()
            if account:
                own = account_id(session, account)
                peer = Peer(family_name="Test", given_name="Noé", sort_name="test noe", account_id=own)
                session.add(peer)
                session.flush()
                session.add(TrainingEnrolment(
                    session=made, peer_id=peer.id, state=state, seat_count=5, seat_number=1 if state == "held" else None
                ))  # fmt: skip

    return make


def account_id(session: Session, public_id: str) -> int:
    return session.scalars(select(Account.id).filter_by(public_id=public_id)).one()
