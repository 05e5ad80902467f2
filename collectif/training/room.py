"""The room as :mod:`collectif.enrolling` sees it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from ..enrolling.rooms import Room
from ..peers.models import Peer
from ..security.permissions import Permission
from .models import TrainingCertificate, TrainingEnrolment, TrainingSession
from .workflow import ENROLMENT_LIFE, SESSION_LIFE


def may_come(training: TrainingSession, peers: Select[Any]) -> Select[Any]:
    """A renewal is for those who were trained already."""
    if training.kind != "renewal":
        return peers
    return peers.where(Peer.id.in_(select(TrainingCertificate.peer_id)))


ROOM = Room(
    name="training", title="Formations", home="/intranet/formations", offers="/formations/offre", what="formation",
    one="session", event=TrainingSession, seat=TrainingEnrolment, event_life=SESSION_LIFE, seat_life=ENROLMENT_LIFE,
    view=Permission.VIEW_TRAININGS, may_come=may_come,
)  # fmt: skip
