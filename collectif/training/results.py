"""Who was there, whose training is validated, and the certificates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..text import long_date, today
from .letters import Letters
from .models import TrainingAttendance, TrainingCertificate, TrainingEnrolment, TrainingHalfDay, TrainingSession
from .rules import missing_half_days, valid_until
from .workflow import ENROLMENT_LIFE, HELD, OPEN

NOTED = ("held", "absent", "validated")
STILL_ACTIVE = (
    "Ce pair est en activité et n'a pas d'autre attestation. Suspendez-le d'abord, ou validez-lui une autre formation."
)
NOT_HELD = "Déclarez d'abord la session tenue : les résultats s'enregistrent ensuite."


@dataclass(frozen=True)
class Outcome:
    """How many people each recording of results concerned; ``pending`` are neither complete nor wholly absent."""

    validated: int
    absent: int
    pending: int


class Results:
    """Attendance, validation, certificates. Never commits.

    :param months: how long a training counts, 0 for ever; :param account_id: who acts.
    """

    def __init__(self, session: Session, journal: Recorder, letters: Letters, months: int, account_id: int):
        self._session = session
        self._journal = journal
        self._letters = letters
        self._months = months
        self._account_id = account_id

    def note(self, training: TrainingSession, half_day: TrainingHalfDay, present: Mapping[str, bool]) -> int:
        """Keep who was there one half-day; whoever is not among them stays as they were.

        :param present: public id of an enrolment → whether its peer was there. :returns: how many were written.
        :raises DomainError: the half-day is still to come, or the session never opened.
        """
        hold(self._session, training)
        if training.state not in (OPEN, HELD):
            raise DomainError("Cette session n'a pas eu lieu : il n'y a pas de présence à noter.")
        if half_day.day > today():
            raise DomainError(f"Cette demi-journée a lieu le {long_date(half_day.day)} : revenez ce jour-là.")
        noted = [one for one in self._people(training) if one.public_id in present and one.state != "validated"]
        for enrolment in noted:
            self._write(enrolment, half_day, present[enrolment.public_id])
        self._session.flush()
        self._journal.record("training.attendance_noted", training, half_day=half_day.id, people=len(noted))
        return len(noted)

    def record(self, training: TrainingSession) -> Outcome:
        """Validate everyone who attended each required half-day; note absent those who attended none.

        :raises DomainError: the session is not held yet.
        """
        hold(self._session, training)
        self._check_held(training)
        people = [one for one in self._people(training) if one.state != "validated"]
        complete = [one for one in people if not missing_half_days(training.half_days, attended(one))]
        gone = [one for one in people if one.state == "held" and is_absent(one, len(training.half_days))]
        for enrolment in complete:
            self._validate(enrolment, "")
        for enrolment in gone:
            self._move(enrolment, "miss")
        self._session.flush()
        left = sum(one.state == "held" for one in people)
        return Outcome(len(complete), len(gone), left)

    def validate_anyway(self, enrolment: TrainingEnrolment, reason: str) -> TrainingCertificate:
        """Validate someone who missed a required half-day, for a reason that stays written.

        :raises DomainError: the session is not held, or this is already done.
        """
        hold(self._session, enrolment.session)
        self._session.refresh(enrolment)
        self._check_held(enrolment.session)
        return self._validate(enrolment, reason)

    def revoke(self, certificate: TrainingCertificate, reason: str) -> None:
        """The certificate no longer counts, from now on.

        :raises DomainError: it is already revoked, or it is all an active peer has.
        """
        hold(self._session, certificate)
        if certificate.revoked_at is not None:
            raise DomainError("Cette attestation est déjà retirée.")
        others = select(TrainingCertificate.id).where(
            TrainingCertificate.peer_id == certificate.peer_id, TrainingCertificate.revoked_at.is_(None),
            TrainingCertificate.id != certificate.id,
        )  # fmt: skip
        if certificate.peer.state == "active" and self._session.scalar(others.limit(1)) is None:
            raise DomainError(STILL_ACTIVE)
        certificate.revoked_at, certificate.revocation_reason = now(), reason
        self._session.flush()
        self._journal.record("training.revoked", certificate, peer=certificate.peer.public_id)

    def _validate(self, enrolment: TrainingEnrolment, reason: str) -> TrainingCertificate:
        self._move(enrolment, "validate")
        enrolment.validation_reason = reason
        day = today()
        certificate = TrainingCertificate(
            peer=enrolment.peer, enrolment=enrolment, validated_on=day, valid_until=valid_until(day, self._months)
        )
        self._session.add(certificate)
        self._letters.tell(enrolment.peer, "training_validated", enrolment.session)
        return certificate

    def _move(self, enrolment: TrainingEnrolment, name: str) -> None:
        transition = ENROLMENT_LIFE.move(enrolment, name)
        self._session.flush()
        self._journal.record(
            transition.journal_tag, enrolment, session=enrolment.session.public_id, peer=enrolment.peer.public_id
        )

    def _write(self, enrolment: TrainingEnrolment, half_day: TrainingHalfDay, present: bool) -> None:
        known = next((one for one in enrolment.attendances if one.half_day_id == half_day.id), None)
        if known is None:
            known = TrainingAttendance(half_day_id=half_day.id)
            enrolment.attendances.append(known)
        known.present, known.noted_at, known.noted_by_id = present, now(), self._account_id

    def _check_held(self, training: TrainingSession) -> None:
        if training.state != HELD:
            raise DomainError(NOT_HELD)

    def _people(self, training: TrainingSession) -> list[TrainingEnrolment]:
        return people(self._session, training, fresh=True)


def people(session: Session, training: TrainingSession, *, fresh: bool = False) -> list[TrainingEnrolment]:
    """Those who have a place in a session, with what is noted of them, by name.

    :param fresh: read again what was already read before the session was locked.
    """
    asked = (
        select(TrainingEnrolment)
        .where(TrainingEnrolment.session_id == training.id, TrainingEnrolment.state.in_(NOTED))
        .options(joinedload(TrainingEnrolment.peer), selectinload(TrainingEnrolment.attendances))
    )
    found = session.scalars(asked.execution_options(populate_existing=fresh))
    return sorted(found, key=lambda one: (one.peer.sort_name, one.id))


def attended(enrolment: TrainingEnrolment) -> set[int]:
    """The half-days where this person's presence is noted."""
    return {one.half_day_id for one in enrolment.attendances if one.present}


def is_absent(enrolment: TrainingEnrolment, half_days: int) -> bool:
    """Whether every half-day is noted, and they were at none."""
    return len(enrolment.attendances) >= half_days and not attended(enrolment)


def half_day_of(training: TrainingSession, half_day_id: str) -> TrainingHalfDay | None:
    return next((one for one in training.half_days if str(one.id) == half_day_id), None)


def first_to_note(training: TrainingSession, enrolments: Iterable[TrainingEnrolment]) -> TrainingHalfDay:
    """The half-day to show first: the earliest where someone's attendance is missing, else the last one begun."""
    begun = [one for one in training.half_days if one.day <= today()] or training.half_days[:1]
    noted = [{one.half_day_id for one in enrolment.attendances} for enrolment in enrolments]
    return next((one for one in begun if any(one.id not in ids for ids in noted)), begun[-1])
