"""The years that reports may be about: from the first thing there is to count to the present one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..actions.queries import involves
from ..enrolling.workflow import HELD
from ..exchanges.models import ExchangeSession
from ..peers.models import Sponsorship
from ..text import today
from .action_sections import COUNTED


def years_of(session: Session, organisation_id: int) -> list[int]:
    """Of an association, from its first sponsorship, exchange session or action; the present year first."""
    sponsored = select(func.min(Sponsorship.started_on)).where(Sponsorship.organisation_id == organisation_id)
    held = _HELD.where(ExchangeSession.organisation_id == organisation_id)
    begun = _BEGUN.where(involves(organisation_id))
    return _since(session, *(one.scalar_subquery() for one in (sponsored, held, begun)))


def years_of_all(session: Session) -> list[int]:
    """Of the whole collective, from its first exchange session or action; the present year first."""
    return _since(session, _HELD.scalar_subquery(), _BEGUN.scalar_subquery())


_HELD = select(func.min(ExchangeSession.starts_on)).where(ExchangeSession.state == HELD)
_BEGUN = select(func.min(Action.starts_on)).where(Action.state.in_(COUNTED))


def _since(session: Session, *first: ScalarSelect[Any]) -> list[int]:
    present = today().year
    days = [day for day in session.execute(select(*first)).one() if day]
    return list(range(present, min([present, *(day.year for day in days)]) - 1, -1))
