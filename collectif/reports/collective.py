"""The figures of the whole collective, for everyone who takes part in it: exchange sessions, actions (domain, §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..enrolling.workflow import HELD
from ..exchanges.models import ExchangeSession
from ..text import today
from . import action_sections, exchange_sections
from .services import Built, NoSuchReport, years_since

TITLE = "Chiffres du collectif"


@dataclass(frozen=True)
class Collective:
    """All the organisations together, where a report otherwise is one association's."""

    slug: str = "collectif"
    name: str = "Tout le collectif"


class Statistics:
    """The collective's report, for one session."""

    def __init__(self, session: Session):
        self._session = session

    def years(self) -> list[int]:
        """The years there is something to count in, the present one first."""
        held = select(func.min(ExchangeSession.starts_on)).where(ExchangeSession.state == HELD).scalar_subquery()
        begun = select(func.min(Action.starts_on)).where(Action.state.in_(action_sections.COUNTED)).scalar_subquery()
        return years_since(min(filter(None, self._session.execute(select(held, begun)).one()), default=None))

    def build(self, year: int) -> Built:
        """The report for ``year``.

        :raises NoSuchReport: there is no such year.
        """
        if year not in self.years():
            raise NoSuchReport(year)
        sections = (
            *exchange_sections.of_collective(self._session, year),
            *action_sections.of_collective(self._session, year),
        )
        return Built(Collective(), year, min(date(year, 12, 31), today()), TITLE, sections)
