"""What the small world of the conventions holds about trainings: a session in each situation, for each address.

Zoé is in sessions that nobody leads; the trainer's own session has a colleague in it: their names are not for the same
people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.db import now
from collectif.peers.models import Peer
from collectif.text import today
from collectif.tokens import Tokens, token_hash
from collectif.training.models import TrainingCertificate, TrainingEnrolment, TrainingHalfDay, TrainingSession

from .secrets import SECRETS

Values = dict[str, dict[str, str]]


@dataclass
class Trainings:
    """Writes the sessions of the world. :param trainer: leads one of them."""

    session: Session
    trainer: Account
    peer: Peer
    colleague: Peer

    def values(self) -> Values:
        """The parameters of each route's address."""
        coming, offered, planned = self._session(30), self._session(31), self._session(32, "planned")
        begun, over, held = self._session(-1, led=True), self._session(-5), self._session(-9, "held")
        seat = self._enrol(coming, self.peer)
        self._enrol(begun, self.colleague)
        token = Tokens(SECRETS["collectif.secret"], "training_offer").new()
        offer = self._enrol(offered, self.peer, "offered", offered_until=now() + timedelta(hours=70),
                            offer_hash=token_hash(token))  # fmt: skip
        here = {name: {"public_id": one.public_id} for name, one in {
            "": coming, "_edit": coming, "_cancel": coming, "_leave": coming, "_enrol": coming, "_join": planned,
            "_accept": offered, "_open": planned, "_hold": over, "_attendance": begun, "_results": held,
        }.items()}  # fmt: skip
        paper = {"public_id": self._certificate()}
        return {
            **{f"training{name}": values for name, values in here.items()},
            "training_seat_leave": {"public_id": coming.public_id, "enrolment": seat},
            "training_validate": {"public_id": coming.public_id, "enrolment": seat},
            "training_seat_accept": {"public_id": offered.public_id, "enrolment": offer},
            "training_certificate": paper,
            "training_certificate_revoke": paper,
            "training_offer": {"token": token},
        }

    def _session(self, days_off: int, state: str = "open", *, led: bool = False) -> TrainingSession:
        day = today() + timedelta(days=days_off)
        training = TrainingSession(
            title=f"Formation {state}", sort_title=f"formation {state}", state=state, capacity=5, starts_on=day,
            ends_on=day, enrol_until=day - timedelta(days=1), place_name="Salle",
        )  # fmt: skip
        training.half_days = [TrainingHalfDay(day=day, part="morning", module="Écouter")]
        training.trainers = [self.trainer] if led else []
        self.session.add(training)
        self.session.flush()
        return training

    def _enrol(self, training: TrainingSession, peer: Peer, state: str = "held", **values: Any) -> str:
        one = TrainingEnrolment(
            session_id=training.id, peer_id=peer.id, state=state, seat_number=1, seat_count=training.capacity, **values
        )
        self.session.add(one)
        self.session.flush()
        return one.public_id

    def _certificate(self) -> str:
        mine = select(TrainingCertificate.public_id).where(TrainingCertificate.peer_id == self.peer.id)
        return self.session.scalars(mine.limit(1)).one()


def trainings_of(session: Session, accounts: dict[str, Account]) -> Values:
    """Write them. :param accounts: of the personas."""
    peers = {name: session.scalars(select(Peer).where(Peer.account_id == accounts[name].id)).one()
             for name in ("peer", "other_peer")}  # fmt: skip
    return Trainings(session, accounts["trainer"], peers["peer"], peers["other_peer"]).values()
