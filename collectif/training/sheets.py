"""The attendance sheet and the sheet of results, as their pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..enrolling.page import Tick
from ..enrolling.words import full_name
from ..text import capitalised, plural, today
from ..workflow import Status
from .models import TrainingCertificate, TrainingEnrolment, TrainingHalfDay, TrainingSession
from .own import certificate_status
from .results import attended, is_absent
from .rules import missing_half_days
from .vocabulary import half_day_words
from .workflow import ENROLMENT_LIFE, HELD

COMPLETE = "A suivi tout ce qui compte : à valider."
MISSED = "Personne absente : à enregistrer."
PARTIAL = "Il manque une demi-journée obligatoire."


@dataclass(frozen=True)
class Tab:
    """One half-day to choose."""

    id: int
    words: str
    progress: str
    current: bool
    begun: bool


class AttendanceSheet:
    """One half-day to fill in, and where the others stand."""

    def __init__(self, training: TrainingSession, people: Sequence[TrainingEnrolment], half_day: TrainingHalfDay):
        self._people = people
        self._noted = [{one.half_day_id: one.present for one in person.attendances} for person in people]
        self.half_day = half_day
        self.title = capitalised(half_day_words(half_day.day, half_day.part))
        self.begun = half_day.day <= today()
        self.tabs = [self._tab(one) for one in training.half_days]
        self.progress = next(tab.progress for tab in self.tabs if tab.current)

    @property
    def ticks(self) -> list[Tick]:
        return [
            Tick(
                person.public_id, full_name(person.peer), noted.get(self.half_day.id), person.state == "validated"
            )
            for person, noted in zip(self._people, self._noted, strict=True)
        ]  # fmt: skip

    def _tab(self, one: TrainingHalfDay) -> Tab:
        done = sum(one.id in noted for noted in self._noted)
        noted = f"{plural(done, 'personne notée', 'personnes notées')} sur {len(self._people)}"
        progress = "Tout est noté" if done == len(self._people) else noted
        begun = one.day <= today()
        words = half_day_words(one.day, one.part)
        return Tab(one.id, words, progress if begun else "À venir", one.id == self.half_day.id, begun)


@dataclass(frozen=True)
class Result:
    """Where one person stands."""

    enrolment: TrainingEnrolment
    name: str
    status: Status
    attended: str
    verdict: str
    certificate: TrainingCertificate | None
    certificate_status: Status | None
    may_validate: bool


class ResultSheet:
    """Who may be validated, who was missing what."""

    def __init__(self, session: Session, training: TrainingSession, people: Sequence[TrainingEnrolment]):
        self._training = training
        made = select(TrainingCertificate).where(TrainingCertificate.enrolment_id.in_([one.id for one in people]))
        self._certificates: dict[Any, TrainingCertificate] = {
            one.enrolment_id: one for one in session.scalars(made) if people
        }
        self.rows = [self._row(one) for one in people]
        self.held = training.state == HELD
        self.to_record = [row for row in self.rows if row.verdict in (COMPLETE, MISSED) and row.certificate is None]

    def _row(self, one: TrainingEnrolment) -> Result:
        certificate = self._certificates.get(one.id)
        total = len(self._training.half_days)
        return Result(
            one, full_name(one.peer), ENROLMENT_LIFE.status(one.state),
            f"{len(attended(one))} sur {plural(total, 'demi-journée')}", self._verdict(one),
            certificate, certificate_status(certificate) if certificate else None,
            self._training.state == HELD and one.state != "validated",
        )  # fmt: skip

    def _verdict(self, one: TrainingEnrolment) -> str:
        if one.state == "validated":
            return "Validée avec une raison écrite." if one.validation_reason else ""
        if not missing_half_days(self._training.half_days, attended(one)):
            return COMPLETE
        if is_absent(one, len(self._training.half_days)):
            return MISSED if one.state == "held" else ""
        unnoted = len(self._training.half_days) - len(one.attendances)
        return f"{plural(unnoted, 'demi-journée')} à noter." if unnoted else PARTIAL
