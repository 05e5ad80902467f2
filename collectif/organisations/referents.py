"""Referents of organisations, read from the mandates in force; the rule that keeps one is the accounts room's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..security.permissions import Role
from ..text import today
from .models import Organisation

# The day is asked each time the statement runs, so that the statement itself is made once.
TODAY: Any = bindparam("today", callable_=today, type_=Date())
REFERENT = (Mandate.role == Role.STRUCTURE_REFERENT) & Account.closed_at.is_(None) & in_force(TODAY)
REFERENTS = (
    select(Account.display_name, Mandate.starts_on, Mandate.ends_on)
    .join(Mandate.account)
    .where(REFERENT)
    .order_by(Account.sort_name, Mandate.starts_on)
)
REFERENT_COUNT = (
    select(func.count(Mandate.account_id.distinct()))
    .join(Mandate.account)
    .where(REFERENT, Mandate.organisation_id == Organisation.id)
    .correlate(Organisation)
    .scalar_subquery()
)


def referents_in_force(session: Session, organisation_id: int) -> Sequence[Any]:
    """``(display_name, starts_on, ends_on)`` of today's referents, by name."""
    return session.execute(REFERENTS.where(Mandate.organisation_id == organisation_id)).all()
