"""Who sits for an organisation in the collective: one titular at a time, as many substitutes as it likes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..journal import Recorder
from ..text import short_date, today
from .models import Organisation, Representative

TITULAR = "titular"
TWO_TITULARS = (
    "{name} est déjà titulaire pour cette période. Terminez d'abord sa place, remplacez cette personne, ou "
    "choisissez « Suppléant »."
)
BEFORE_START = "Le dernier jour ne peut pas venir avant le premier : {day}."
ENDED = "Cette place est déjà terminée. Rechargez la page."


class Representatives:
    """Rules about seats; every change is journalled. The organisation's row is locked while dates are compared."""

    def __init__(self, session: Session, recorder: Recorder):
        self._session = session
        self._recorder = recorder

    def add(self, organisation: Organisation, values: dict[str, Any]) -> Representative:
        """Give someone a seat.

        :raises DomainError: the organisation would have two titulars on the same day.
        """
        self._lock(organisation)
        if values["seat"] == TITULAR:
            self._check_one_titular(organisation, values["starts_on"])
        representative = Representative(organisation_id=organisation.id, **values)
        self._session.add(representative)
        self._session.flush()
        self._record("representative.added", representative, organisation)
        return representative

    def end(self, representative: Representative, last_day: date) -> None:
        """Note someone's last day; it may be to come.

        :raises DomainError: the seat has ended, or the last day comes before the first.
        """
        organisation = representative.organisation
        self._lock(organisation)
        self._end(representative, last_day, "ends_on")
        self._record("representative.ended", representative, organisation)

    def replace(self, representative: Representative, values: dict[str, Any]) -> Representative:
        """Give the seat to someone else from a given day on; the first person's last day is the day before.

        :raises DomainError: the seat has ended, or the new person comes before the first one did.
        """
        organisation = representative.organisation
        self._lock(organisation)
        self._end(representative, values["starts_on"] - timedelta(days=1), "starts_on")
        return self.add(organisation, {**values, "seat": representative.seat})

    def _end(self, representative: Representative, last_day: date, field: str) -> None:
        if representative.ends_on is not None and representative.ends_on < today():
            raise DomainError(ENDED)
        if last_day < representative.starts_on:
            raise DomainError(BEFORE_START.format(day=short_date(representative.starts_on)), field)
        representative.ends_on = last_day
        self._session.flush()

    def _check_one_titular(self, organisation: Organisation, starts_on: date) -> None:
        other = self._session.scalars(
            select(Representative).where(
                Representative.organisation_id == organisation.id,
                Representative.seat == TITULAR,
                Representative.ends_on.is_(None) | (Representative.ends_on >= starts_on),
            )
        ).first()
        if other is not None:
            raise DomainError(TWO_TITULARS.format(name=other.full_name), "seat")

    def _lock(self, organisation: Organisation) -> None:
        self._session.execute(select(Organisation.id).where(Organisation.id == organisation.id).with_for_update())

    def _record(self, act: str, representative: Representative, organisation: Organisation) -> None:
        self._recorder.record(act, representative, organisation=organisation.slug)
