"""Enrolling in a session: what trainings ask besides the rules of all places."""

from __future__ import annotations

from sqlalchemy import select

from ..enrolling.services import SeatService
from ..errors import DomainError
from ..peers.models import Peer
from .models import TrainingCertificate, TrainingEnrolment, TrainingSession
from .room import ROOM

FIRST_TRAINING = (
    "Cette session est un renouvellement : elle est pour les personnes qui ont déjà suivi la formation obligatoire."
)


class Enrolments(SeatService[TrainingSession, TrainingEnrolment]):
    """Changes who has a place in a training."""

    room = ROOM

    def check_peer(self, event: TrainingSession, peer: Peer) -> None:
        """:raises DomainError: a renewal, and this peer was never trained."""
        if event.kind == "renewal" and not self._was_trained(peer):
            raise DomainError(FIRST_TRAINING)

    def _was_trained(self, peer: Peer) -> bool:
        return self._session.scalar(
            select(TrainingCertificate.id).where(TrainingCertificate.peer_id == peer.id).limit(1)
        ) is not None  # fmt: skip
