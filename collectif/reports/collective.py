"""The figures of the whole collective, for everyone who takes part in it: exchange sessions, actions (domain, §7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ..text import today
from . import action_sections, exchange_sections
from .services import Built, NoSuchReport
from .years import years_of_all

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
        """The years the report can be about, the present one first."""
        return years_of_all(self._session)

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
