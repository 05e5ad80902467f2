"""Finding an association's reports, and building one: the figures are ours, the sections may be a plugin's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.orm import Session

from ..contributions import Report, Section
from ..extension import Answer, Extensions
from ..peers.resources import Association
from ..text import short_date, today
from .figures import Counting
from .years import years_of


class NoSuchReport(LookupError):
    """The association has no report of that name, or no such year."""


class Whose(Protocol):
    """What a report is about: an association, or the whole collective."""

    @property
    def slug(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Built:
    """A report that was asked for.

    :param last_day: the day the people were counted on. :param unavailable: its sections could not be made.
    """

    whose: Whose
    year: int
    last_day: date
    title: str = "Rapport"
    sections: Sequence[Section] = ()
    unavailable: bool = False

    @property
    def period(self) -> str:
        """« Année 2026 », with the day it goes to when the year is not over."""
        whole = (self.last_day.month, self.last_day.day) == (12, 31)
        return f"Année {self.year}" if whole else f"Année {self.year}, jusqu'au {short_date(self.last_day)}"


class Reports:
    """The reports of associations, for one session."""

    def __init__(self, session: Session, extensions: Extensions):
        self._session = session
        self._extensions = extensions

    def of(self, association: Association) -> Answer:
        """Every report of the association, the one all associations have first."""
        return self._extensions.ask("collectif_reports", association=association.slug)

    def years(self, association: Association) -> list[int]:
        """The years a report can be about, the present one first."""
        return years_of(self._session, association.id)

    def build(self, association: Association, name: str, year: int) -> Built:
        """The report called ``name`` for ``year``.

        :raises NoSuchReport: no such name or year.
        """
        if year not in self.years(association):
            raise NoSuchReport(year)
        last_day = min(date(year, 12, 31), today())
        answer = self.of(association)
        found = [(source, report) for source, report in answer.items if report.name == name]
        if not found and not answer.unavailable:
            raise NoSuchReport(name)
        if not found:
            return Built(association, year, last_day, unavailable=True)
        source, report = found[0]
        outcome = self._sections(source, report, association, year)
        sections = outcome.results[0] if outcome.results else ()
        return Built(association, year, last_day, report.title, sections, outcome.unavailable)

    def _sections(self, source: str, report: Report, association: Association, year: int) -> Answer:
        figures = Counting(self._session, association.id, year).figures()
        return self._extensions.run(
            source, f"report {report.name}", lambda: tuple(report.build(figures, year)), returns=Sequence[Section]
        )
