"""Planning sessions, changing them, and moving them along their life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..db import hold
from ..errors import DomainError
from ..journal import Recorder
from ..text import long_date, sort_key, today
from .enrolments import Enrolments
from .models import TrainingAccess, TrainingAttendance, TrainingHalfDay, TrainingSession
from .workflow import OPEN, PLANNED, SESSION_LIFE

FACTS = ("title", "kind", "description", "remote", "place_name", "place_address", "commune_code", "joining", "hours",
         "enrol_until")  # fmt: skip
# What people who come have already noted somewhere: they are told when it changes.
TOLD = ("remote", "place_name", "place_address", "commune_code", "joining", "hours")
EDITABLE = (PLANNED, OPEN)
OVER = "Cette session est tenue ou annulée : elle ne se modifie plus."
Data = Mapping[str, Any]


class Trainings:
    """Writes sessions. Never commits.

    Data are those of :class:`~.schemas.SessionSchema`.
    """

    def __init__(self, session: Session, journal: Recorder, enrolments: Enrolments):
        self._session = session
        self._journal = journal
        self._enrolments = enrolments

    def plan(self, data: Data) -> TrainingSession:
        """A new session, which nobody may join yet.

        :raises DomainError: its days do not go together.
        """
        training = TrainingSession(capacity=data["capacity"])
        self._write(training, data)
        self._session.add(training)
        self._session.flush()
        self._journal.record("training.planned", training)
        return training

    def edit(self, training: TrainingSession, data: Data) -> None:
        """Change a session, and tell those who come when it is somewhere else or at another time.

        :raises DomainError: it is over, its days do not go together, or more places are taken than it would have.
        """
        self.check_editable(training)
        self._enrolments.resize(training, data["capacity"])
        before = self._noted(training)
        self._write(training, data)
        self._session.flush()
        self._journal.record("training.changed", training)
        if training.state == OPEN and self._noted(training) != before:
            self._enrolments.tell_change(training)

    def check_editable(self, training: TrainingSession) -> None:
        """:raises DomainError: the session is over."""
        if training.state not in EDITABLE:
            raise DomainError(OVER)

    def open(self, training: TrainingSession) -> None:
        """Let people enrol.

        :raises DomainError: the last day to enrol is over.
        """
        hold(self._session, training)
        if training.enrol_until < today():
            raise DomainError("Le dernier jour pour s'inscrire est passé : modifiez-le d'abord.")
        self._move(training, "open")

    def hold(self, training: TrainingSession) -> None:
        """It took place: attendance can still be noted, results can be recorded.

        :raises DomainError: it is not over yet.
        """
        hold(self._session, training)
        if training.ends_on > today():
            raise DomainError(f"La session finit le {long_date(training.ends_on)} : revenez ce jour-là.")
        self._move(training, "hold")
        self._enrolments.close(training)

    def cancel(self, training: TrainingSession, reason: str) -> int:
        """It will not take place, and everyone enrolled is told why. :returns: how many people are told.

        :raises DomainError: it has begun.
        """
        hold(self._session, training)
        if training.state == OPEN and training.has_begun:
            raise DomainError("La session a commencé : déclarez-la tenue, et notez qui était là.")
        training.cancellation_reason = reason
        self._move(training, "cancel")
        return self._enrolments.cancel([training], reason)

    def _move(self, training: TrainingSession, name: str) -> None:
        transition = SESSION_LIFE.move(training, name)
        self._session.flush()
        self._journal.record(transition.journal_tag, training)

    def _write(self, training: TrainingSession, data: Data) -> None:
        days = check_days(data["half_days"], data["enrol_until"])
        for name in FACTS:
            setattr(training, name, data[name])
        training.sort_title = sort_key(training.title)
        training.starts_on, training.ends_on = days[0], days[-1]
        self._write_half_days(training, data["half_days"])
        self._write_accesses(training, data["accesses"])
        chosen = select(Account).where(Account.public_id.in_(data["trainers"]))
        training.trainers = list(self._session.scalars(chosen))

    def _write_half_days(self, training: TrainingSession, rows: Iterable[Data]) -> None:
        """Half-days that stay keep what was noted about them."""
        kept = {(one.day, one.part): one for one in training.half_days}
        wanted = {(row["day"], row["part"]): row for row in rows}
        self._check_removed([one for key, one in kept.items() if key not in wanted])
        for key in kept.keys() - wanted.keys():
            training.half_days.remove(kept[key])
        for (day, part), row in wanted.items():
            half_day = kept.get((day, part)) or TrainingHalfDay(session=training, day=day, part=part)
            half_day.module, half_day.required = row["module"], row["required"]

    def _check_removed(self, removed: list[TrainingHalfDay]) -> None:
        noted = select(TrainingAttendance.half_day_id).where(
            TrainingAttendance.half_day_id.in_([one.id for one in removed])
        )
        if removed and self._session.scalar(noted.limit(1)):
            raise DomainError("Des présences sont notées pour une demi-journée que vous retirez.", "half_days")

    def _write_accesses(self, training: TrainingSession, names: Iterable[str]) -> None:
        kept = {one.name: one for one in training.accesses}
        training.accesses[:] = [kept.get(name) or TrainingAccess(name=name) for name in sorted(names)]

    def _noted(self, training: TrainingSession) -> tuple[Any, ...]:
        days = {(one.day, one.part) for one in training.half_days}
        return (days, *(getattr(training, name) for name in TOLD))


def check_days(rows: list[Data], enrol_until: date) -> list[date]:
    """The days of a session, in order.

    :raises DomainError: there is none, one half-day comes twice, or enrolment would end after the first.
    """
    if not rows:
        raise DomainError("Ajoutez au moins une demi-journée.", "half_days")
    keys = [(row["day"], row["part"]) for row in rows]
    if len(set(keys)) < len(keys):
        raise DomainError("La même demi-journée est écrite deux fois.", "half_days")
    days = sorted(day for day, _ in keys)
    if enrol_until > days[0]:
        raise DomainError(f"La session commence le {long_date(days[0])} : choisissez ce jour ou avant.", "enrol_until")
    return days
