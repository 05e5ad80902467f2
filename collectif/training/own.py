"""A peer's own trainings."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.request import Request

from ..enrolling.own import SeatLine, seats_of
from ..enrolling.queries import peer_of_account
from ..security.permissions import Role
from ..text import short_date, today
from ..workflow import Status
from . import queries
from .models import TrainingCertificate
from .room import ROOM

REVOKED = Status("revoked", "Retirée", "error", "stop")
ENDED = Status("ended", "À renouveler", "warning", "clock")
VALID = Status("valid", "En cours de validité", "success", "check")


@dataclass(frozen=True)
class Certificate:
    """One certificate, as a line."""

    public_id: str
    number: str
    status: Status
    words: str


@dataclass(frozen=True)
class OwnTrainings:
    seats: list[SeatLine]
    certificates: list[Certificate]


def trainings_of(request: Request) -> OwnTrainings | None:
    """What the peer who asks has followed and will follow; ``None`` for anyone else."""
    if not request.identity.has_role(Role.PEER):
        return None
    peer = peer_of_account(request.db, request.identity.account_id)
    if peer is None:
        return None
    held = queries.certificates(request.db, peer.id)
    return OwnTrainings(seats_of(request.db, ROOM, peer), [line(one) for one in held])


def line(one: TrainingCertificate) -> Certificate:
    return Certificate(one.public_id, one.number, certificate_status(one), validity(one))


def certificate_status(one: TrainingCertificate) -> Status:
    if one.revoked_at is not None:
        return REVOKED
    return VALID if one.valid_until is None or one.valid_until >= today() else ENDED


def validity(one: TrainingCertificate) -> str:
    """``validée le 14 janvier 2026, compte jusqu'au 14 janvier 2029``."""
    until = f", compte jusqu'au {short_date(one.valid_until)}" if one.valid_until else ""
    return f"validée le {short_date(one.validated_on)}{until}"
