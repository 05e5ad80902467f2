"""Giving and ending mandates: a role, for an organisation, with dates (docs/adr/0013-mandates.md)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..db import hold
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..mail.services import Mailer
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import today
from .models import Account, Mandate
from .referents import Referents

# Roles about the installation itself, for no organisation, and never held together with another role.
TECHNICAL = frozenset({Role.ADMIN, Role.AUDITOR})
# The one organisation that coordinates and publishes. [D]
PILOT = "mdph77"
OWN_ACCOUNT = "Personne ne change ses propres droits. Demandez-le à un autre administrateur."
DATES = "Le dernier jour vient après le premier. Vérifiez les deux dates."
PAST = "Ce jour est déjà passé : le mandat ne donnerait aucun droit. Choisissez aujourd'hui ou plus tard."
NO_ORGANISATION = "Ce rôle ne se donne pour aucune organisation. Choisissez « aucune »."
ORGANISATION = "Ce rôle se donne pour une organisation. Choisissez laquelle."
PILOT_ONLY = "Ce rôle se donne seulement pour la MDPH 77."
TWICE = "Cette personne a déjà ce rôle, pour cette organisation, à ces dates."
ALONE = (
    "Un administrateur technique ou un délégué à la protection des données n'a aucun autre rôle aux mêmes dates. "
    "Mettez fin à l'autre mandat, ou invitez la personne avec une autre adresse."
)
CLOSED = "Ce compte est fermé. Rouvrez-le d'abord."
MINIMUM_LAST_DAY = "Le dernier jour est au plus tôt hier : un mandat ne finit pas dans le passé."

LATER = "Ce mandat finit déjà plus tôt. Pour le prolonger, donnez un nouveau mandat qui commence le lendemain."


class Mandates:
    """Rules about mandates; every change is journalled.

    :param actor_id: the account of whoever acts; ``None`` for a command.
    """

    def __init__(self, session: Session, recorder: Recorder, mailer: Mailer, actor_id: int | None):
        self._session = session
        self._recorder = recorder
        self._mailer = mailer
        self._actor_id = actor_id

    def give(self, account: Account, role: Role, organisation: Organisation | None, starts_on: date,
             ends_on: date | None) -> Mandate:  # fmt: skip
        """Give ``role`` for ``organisation`` (none for technical roles), both days included.

        :raises DomainError: the dates, the organisation or another mandate forbid it.
        :raises NotAllowed: the account is one's own.
        """
        self._lock(account)
        if account.closed_at:
            raise DomainError(CLOSED)
        self._check_place(role, organisation)
        self._check_dates(starts_on, ends_on)
        self._check_others(account, role, organisation, starts_on, ends_on)
        if role is Role.STRUCTURE_REFERENT and organisation:
            Referents(self._session).check_given(organisation, starts_on, ends_on)
        mandate = Mandate(account=account, role=role, organisation=organisation, starts_on=starts_on, ends_on=ends_on)
        self._session.add(mandate)
        self._session.flush()
        self._tell(account, role, organisation)
        self._record("mandate.given", mandate)
        return mandate

    def end(self, mandate: Mandate, last_day: date) -> None:
        """Make ``last_day`` the last day; yesterday ends the mandate at once, and one not begun is removed.

        :raises DomainError: an organisation would lose its last referent, or the day is too early or too late.
        :raises NotAllowed: the account is one's own.
        """
        self._lock(mandate.account)
        if (today() - last_day).days > 1:
            raise DomainError(MINIMUM_LAST_DAY, "ends_on")
        if mandate.ends_on and last_day > mandate.ends_on:
            raise DomainError(LATER, "ends_on")
        Referents(self._session).check_ended(mandate, last_day)
        self._record("mandate.ended", mandate)
        if last_day < mandate.starts_on:
            self._session.delete(mandate)
        else:
            mandate.ends_on = last_day
        self._session.flush()

    def _lock(self, account: Account) -> None:
        """Changes to one account wait for each other, its closing included."""
        hold(self._session, account, "closed_at")
        if account.id == self._actor_id:
            raise NotAllowed(OWN_ACCOUNT)

    def _check_place(self, role: Role, organisation: Organisation | None) -> None:
        if role in TECHNICAL and organisation:
            raise DomainError(NO_ORGANISATION, "organisation")
        if role not in TECHNICAL and organisation is None:
            raise DomainError(ORGANISATION, "organisation")
        if role is Role.COORDINATOR and organisation and organisation.slug != PILOT:
            raise DomainError(PILOT_ONLY, "organisation")

    def _check_dates(self, starts_on: date, ends_on: date | None) -> None:
        if ends_on and ends_on < starts_on:
            raise DomainError(DATES, "ends_on")
        if ends_on and ends_on < today():
            raise DomainError(PAST, "ends_on")

    def _check_others(self, account: Account, role: Role, organisation: Organisation | None, starts_on: date,
                      ends_on: date | None) -> None:  # fmt: skip
        for other in self._overlapping(account, starts_on, ends_on):
            if other.role == role and other.organisation_id == (organisation.id if organisation else None):
                raise DomainError(TWICE, "role")
            if role in TECHNICAL or other.role in TECHNICAL:
                raise DomainError(ALONE, "role")

    def _overlapping(self, account: Account, starts_on: date, ends_on: date | None) -> Iterable[Mandate]:
        return self._session.scalars(
            select(Mandate).where(
                Mandate.account_id == account.id,
                or_(Mandate.ends_on.is_(None), Mandate.ends_on >= starts_on),
                Mandate.starts_on <= (ends_on or date.max),
            )
        )

    def _tell(self, account: Account, role: Role, organisation: Organisation | None) -> None:
        """The referents of an organisation learn that someone has been given rights there."""
        if organisation is None:
            return
        for email in self._referents_emails(organisation, account):
            self._mailer.send(email, "mandate_given", role=role.label, organisation=organisation.name)

    def _referents_emails(self, organisation: Organisation, but: Account) -> list[str]:
        day = today()
        statement = (
            select(Account.email)
            .join(Mandate)
            .where(
                Mandate.organisation_id == organisation.id,
                Mandate.role == Role.STRUCTURE_REFERENT,
                Mandate.starts_on <= day,
                or_(Mandate.ends_on.is_(None), Mandate.ends_on >= day),
                Account.closed_at.is_(None),
                Account.id != but.id,
            )
            .distinct()
        )
        return list(self._session.scalars(statement))

    def _record(self, act: str, mandate: Mandate) -> None:
        organisation = mandate.organisation.slug if mandate.organisation else ""
        self._recorder.record(
            act, mandate, organisation=organisation, account=mandate.account.public_id, role=str(mandate.role)
        )
