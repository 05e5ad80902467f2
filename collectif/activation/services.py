"""Becoming active, and active again: only while the three gates hold (domain rule 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..charter.queries import charter_gate
from ..db import hold
from ..errors import DomainError
from ..mail.services import Mailer
from ..peers.gates import Gate
from ..peers.lives import Lives, mail_address
from ..peers.models import Peer
from ..peers.path_models import PeerPause
from ..peers.sponsorship_gate import sponsorship_gate
from ..training.queries import training_gate

CHANGED = "Une des trois conditions vient de changer. Rechargez la page pour voir ce qui manque."


class Missing(DomainError):
    """A gate does not hold; ``gates`` are those that do not."""

    def __init__(self, gates: list[Gate]):
        told = " ".join(f"{gate.label} : {_sentence(gate)}" for gate in gates)
        super().__init__(f"Il manque encore quelque chose. {told}")
        self.gates = gates


class Activation:
    """Asks the gates, and moves peers through them.

    :param accepted: told the id of each peer who becomes active.
    """

    def __init__(self, session: Session, lives: Lives, mailer: Mailer, accepted: Callable[[int], Any]):
        self._session = session
        self._lives = lives
        self._mailer = mailer
        self._accepted = accepted

    def gates(self, peer: Peer) -> list[Gate]:
        """The three gates as they stand today, in the order of the path."""
        return [ask(self._session, peer.id) for ask in (sponsorship_gate, training_gate, charter_gate)]

    def activate(self, peer: Peer) -> None:
        """By the coordination, when the three gates hold.

        :raises Missing: one does not; :raises DomainError: the peer is not in preparation (any more).
        """
        self._enter(peer, "activate")
        self._accepted(peer.id)
        address = mail_address(peer)
        if address:
            self._mailer.send(address, "peer_activated")

    def resume(self, peer: Peer) -> None:
        """Back from a pause, without a question.

        :raises Missing: a gate no longer holds; :raises DomainError: they are not paused (any more).
        """
        self._enter(peer, "resume")
        pause = self._session.get(PeerPause, peer.id)
        if pause is not None:
            self._session.delete(pause)
            self._session.flush()

    def _enter(self, peer: Peer, name: str) -> None:
        """The service says what is missing; the database has the last word, whatever happens meanwhile."""
        hold(self._session, peer, "state")
        missing = [gate for gate in self.gates(peer) if not gate.holds]
        if missing:
            raise Missing(missing)
        try:
            with self._session.begin_nested():
                self._lives.move(peer, name)
        except IntegrityError as error:
            raise DomainError(CHANGED) from error


def _sentence(gate: Gate) -> str:
    return f"{gate.words} Qui agit : {gate.who_next}." if gate.who_next else gate.words
