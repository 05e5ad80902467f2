"""A peer's own trainings, and what is remembered of who read which session's names."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.request import Request

from ..peers.readings import Readings
from ..security.permissions import Role
from ..text import capitalised, short_date, today
from ..workflow import Status
from . import queries
from .models import TrainingCertificate, TrainingEnrolment
from .page import enrolment_status, enrolment_words
from .words import period

REVOKED = Status("revoked", "Retirée", "error", "stop")
ENDED = Status("ended", "À renouveler", "warning", "clock")
VALID = Status("valid", "En cours de validité", "success", "check")


@dataclass(frozen=True)
class Seat:
    """One enrolment of the peer, as a line."""

    public_id: str
    title: str
    dates: str
    status: Status
    words: str


@dataclass(frozen=True)
class Certificate:
    """One certificate, as a line."""

    public_id: str
    number: str
    status: Status
    words: str


@dataclass(frozen=True)
class OwnTrainings:
    seats: list[Seat]
    certificates: list[Certificate]


def trainings_of(request: Request) -> OwnTrainings | None:
    """What the peer who asks has followed and will follow; ``None`` for anyone else."""
    if not request.identity.has_role(Role.PEER):
        return None
    peer = queries.peer_of_account(request.db, request.identity.account_id)
    if peer is None:
        return None
    seats = queries.own_enrolments(request.db, peer.id)
    return OwnTrainings([seat(one) for one in seats], [line(one) for one in queries.certificates(request.db, peer.id)])


def seat(one: TrainingEnrolment) -> Seat:
    training = one.session
    dates = capitalised(period(training.starts_on, training.ends_on))
    return Seat(training.public_id, training.title, dates, enrolment_status(one), enrolment_words(one))


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


def is_first_reading(request: Request, session_id: int) -> bool:
    """Whether this person had not yet read the names of this session in the present quarter of an hour."""
    readings: Readings = request.registry["training_readings"]
    return readings.is_first(request.identity.session_id, session_id)
