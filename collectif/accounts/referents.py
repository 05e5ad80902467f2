"""An organisation never loses its last referent (domain rule; docs/adr/0013-mandates.md).

The rule is about days, not about rows: every day from today on that has a referent must keep one, and a referent's
mandate with a last day is given only where someone else's goes on after it. A closed account covers nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..organisations.models import Organisation
from ..security.permissions import Role
from ..text import today
from .models import Account, Mandate

Span = tuple[date, date]
FOREVER = date.max
LAST_ONE = (
    "{name} resterait sans référent. Donnez d'abord ce rôle à une autre personne, sans interruption ; "
    "vous pourrez ensuite {act}."
)
WITHOUT_END = (
    "{name} doit garder un référent. Donnez ce mandat sans date de fin, ou donnez d'abord ce rôle, sans date de fin, "
    "à une autre personne."
)


def covered(spans: Iterable[Span], day: date) -> list[Span]:
    """The stretches of days, from ``day`` on, that at least one span covers, in order."""
    merged: list[Span] = []
    for start, end in sorted((max(start, day), end) for start, end in spans if end >= day):
        if merged and (merged[-1][1] == FOREVER or start <= merged[-1][1] + timedelta(days=1)):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def keeps(before: list[Span], after: list[Span]) -> bool:
    """Whether every day of ``before`` is in ``after``."""
    return all(any(a[0] <= b[0] and b[1] <= a[1] for a in after) for b in before)


class Referents:
    """Checks changes to the mandates of referents, one at a time for an organisation: its row is locked."""

    def __init__(self, session: Session):
        self._session = session

    def check_given(self, organisation: Organisation, starts_on: date, ends_on: date | None) -> None:
        """A referent's mandate is about to be given.

        :raises DomainError: it would leave the organisation without a referent after its last day.
        """
        self._lock(organisation.id)
        spans = [*self._spans(organisation.id).values(), (starts_on, ends_on or FOREVER)]
        if covered(spans, today())[-1][1] != FOREVER:
            raise DomainError(WITHOUT_END.format(name=organisation.short_name), "ends_on")

    def check_ended(self, mandate: Mandate, last_day: date) -> None:
        """A mandate is about to end on ``last_day``.

        :raises DomainError: nobody else covers the days after.
        """
        if mandate.role != Role.STRUCTURE_REFERENT or mandate.organisation is None:
            return
        self._lock(mandate.organisation.id)
        before = self._spans(mandate.organisation.id)
        after = {**before, mandate.id: (mandate.starts_on, last_day)} if mandate.id in before else before
        self._compare(before, after, mandate.organisation.short_name, "mettre fin à ce mandat", "ends_on")

    def check_closed(self, account_id: int) -> None:
        """An account is about to be closed.

        :raises DomainError: it is the last referent of an organisation.
        """
        for organisation_id, name in self._organisations_of(account_id):
            self._lock(organisation_id)
            before = self._spans(organisation_id)
            own = self._ids_of(account_id)
            after = {key: span for key, span in before.items() if key not in own}
            self._compare(before, after, name, "fermer ce compte", None)

    def _compare(self, before: dict[int, Span], after: dict[int, Span], name: str, act: str,
                 field: str | None) -> None:  # fmt: skip
        day = today()
        if not keeps(covered(before.values(), day), covered(after.values(), day)):
            raise DomainError(LAST_ONE.format(name=name, act=act), field)

    def _lock(self, organisation_id: int) -> None:
        self._session.execute(select(Organisation.id).where(Organisation.id == organisation_id).with_for_update())

    def _spans(self, organisation_id: int) -> dict[int, Span]:
        rows = self._session.execute(
            select(Mandate.id, Mandate.starts_on, Mandate.ends_on)
            .join(Account)
            .where(
                Mandate.organisation_id == organisation_id,
                Mandate.role == Role.STRUCTURE_REFERENT,
                Account.closed_at.is_(None),
                or_(Mandate.ends_on.is_(None), Mandate.ends_on >= today()),
            )
        )
        return {key: (start, end or FOREVER) for key, start, end in rows}

    def _organisations_of(self, account_id: int) -> list[tuple[int, str]]:
        rows = self._session.execute(
            select(Organisation.id, Organisation.short_name)
            .join(Mandate, Mandate.organisation_id == Organisation.id)
            .where(Mandate.account_id == account_id, Mandate.role == Role.STRUCTURE_REFERENT)
            .distinct()
            .order_by(Organisation.id)
        )
        return [(key, name) for key, name in rows]

    def _ids_of(self, account_id: int) -> frozenset[int]:
        return frozenset(self._session.scalars(select(Mandate.id).where(Mandate.account_id == account_id)))
