"""Counting the peers of one association for one year, in SQL, before any report is built.

Everything is counted at once in a fixed number of queries, then handed over as plain data: a report has no session,
and what it is given has already had its small numbers hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from ..contributions import Breakdown, Cell, Count, Section
from ..peers.families import FAMILIES
from ..peers.life import ENGAGEMENTS, PEER_LIFE
from ..peers.models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from ..territory.models import Commune, Sector
from ..text import today
from . import action_sections, exchange_sections, suppression
from .sponsored import REAL, there_on

UNKNOWN = "Non renseigné"
HEADINGS = {"engagement": "Engagement", "state": "Situation", "sector": "Secteur", "family": "Famille de handicap"}
STATES = {status.name: status.label.capitalize() for status in PEER_LIFE.states.values()}


@dataclass(frozen=True)
class Raw:
    """Lines of one question as counted: label → number, and whether each person is on one line only."""

    lines: Mapping[str, int]
    exclusive: bool = True


@dataclass(frozen=True)
class YearFigures:
    """What a report is given (the protocol :class:`collectif.contributions.Figures`)."""

    year: int
    last_day: date
    total: Count
    started: Count
    ended: Count
    activities: Sequence[Section]
    _people: int = field(repr=False)
    _core: Mapping[str, Raw] = field(repr=False)
    _fields: Mapping[str, Raw] = field(repr=False)

    @property
    def is_current(self) -> bool:
        """Whether the figures are those of today rather than of a past 31 December."""
        return self.last_day == today()

    def count_by(self, name: str, heading: str = "", labels: Mapping[str, str] | None = None) -> Breakdown:
        raw = self._core.get(name) or named(self._fields.get(name, Raw({})), labels or {}, self._people)
        shown = self._protected(raw)
        cells = tuple(Cell(label, one) for label, one in zip(raw.lines, shown or (), strict=shown is not None))
        return Breakdown(heading or HEADINGS.get(name, name), cells, self.total, raw.exclusive, shown is None)

    def _protected(self, raw: Raw) -> Sequence[Count] | None:
        values = list(raw.lines.values())
        return suppression.share_out(values) if raw.exclusive else suppression.tell_apart(values, self._people)


def named(raw: Raw, labels: Mapping[str, str], people: int) -> Raw:
    """The lines of a plugin's field in the order and words of ``labels``, then the people it says nothing about."""
    order = [*labels, *sorted(value for value in raw.lines if value not in labels)]
    lines = {labels.get(value, value): raw.lines.get(value, 0) for value in order}
    if raw.exclusive:
        lines[UNKNOWN] = people - sum(lines.values())
    return Raw(lines, raw.exclusive)


class Counting:
    """Counts for one association and one year. ``organisation_id`` is in every query.

    A past year is counted on its 31 December, the present one today. What is only known as it stands now (situation,
    place, families, the association's own fields) is counted as it stands now, for the people sponsored on that day.
    """

    def __init__(self, session: Session, organisation_id: int, year: int):
        self._session = session
        self._year = year
        self._organisation_id = organisation_id
        self._last = min(date(year, 12, 31), today())
        self._ours = and_(Sponsorship.organisation_id == organisation_id, REAL)
        self._there = and_(self._ours, there_on(self._last))

    def figures(self) -> YearFigures:
        """Everything, in twelve queries at most."""
        before, started, ended, after = self._movements()
        seen = suppression.movements(before, started, ended, after)
        core = {
            "engagement": Raw(_words(self._by(Peer.engagement), ENGAGEMENTS)),
            "state": Raw(_words(self._by(Peer.state), STATES)),
            "sector": Raw(self._by_sector()),
            "family": Raw(_words(self._by_family(), FAMILIES), exclusive=False),
        }
        return YearFigures(
            self._year, self._last, suppression.count(after), *seen, self._activities(), _people=after, _core=core,
            _fields=self._fields(),
        )  # fmt: skip

    def _activities(self) -> tuple[Section, ...]:
        asked = self._session, self._organisation_id, self._year
        return (*exchange_sections.of_association(*asked), *action_sections.of_association(*asked))

    def _movements(self) -> tuple[int, int, int, int]:
        first = date(self._year, 1, 1)
        conditions = (
            there_on(date(self._year - 1, 12, 31)),
            Sponsorship.started_on.between(first, self._last),
            Sponsorship.ended_on.between(first, self._last),
            there_on(self._last),
        )
        sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions]
        return tuple(self._session.execute(select(*sums).where(self._ours)).one())

    def _by(self, column: Any) -> dict[str | None, int]:
        statement = select(column, func.count()).select_from(Sponsorship).join(Peer, Sponsorship.peer_id == Peer.id)
        return _pairs(self._session.execute(statement.where(self._there).group_by(column)))

    def _by_sector(self) -> dict[str, int]:
        sectors = self._session.scalars(select(Sector.name).order_by(Sector.name)).all()
        statement = (
            select(Sector.name, func.count())
            .select_from(Sponsorship)
            .join(Peer, Sponsorship.peer_id == Peer.id)
            .outerjoin(Commune, Commune.code == Peer.commune_code)
            .outerjoin(Sector, Sector.id == Commune.sector_id)
            .where(self._there)
            .group_by(Sector.name)
        )
        return _words(_pairs(self._session.execute(statement)), {name: name for name in sectors})

    def _by_family(self) -> dict[str | None, int]:
        statement = (
            select(PeerFamily.family, func.count())
            .select_from(Sponsorship)
            .join(PeerFamily, PeerFamily.peer_id == Sponsorship.peer_id)
            .where(self._there)
            .group_by(PeerFamily.family)
        )
        return {**dict.fromkeys(FAMILIES, 0), **_pairs(self._session.execute(statement))}

    def _fields(self) -> dict[str, Raw]:
        """The plugin's own fields; one where somebody has two values is not exclusive."""
        joined = SponsorshipFacet.sponsorship_id == Sponsorship.id
        base = select(SponsorshipFacet.name).select_from(Sponsorship).join(SponsorshipFacet, joined).where(self._there)
        values = base.add_columns(SponsorshipFacet.value, func.count())
        people = base.add_columns(func.count(SponsorshipFacet.sponsorship_id.distinct()))
        persons = _pairs(self._session.execute(people.group_by(SponsorshipFacet.name)))
        lines: dict[str, dict[str, int]] = {}
        for name, value, total in self._session.execute(values.group_by(SponsorshipFacet.name, SponsorshipFacet.value)):
            lines.setdefault(name, {})[value] = total
        return {name: Raw(found, sum(found.values()) == persons[name]) for name, found in lines.items()}


def _pairs(rows: Any) -> dict[Any, int]:
    return dict(rows.all())


def _words(counted: Mapping[str | None, int], labels: Mapping[str, str]) -> dict[str, int]:
    """``counted`` in the order and words of ``labels``; those without an answer last, when there are any."""
    lines = {label: counted.get(name, 0) for name, label in labels.items()}
    return {**lines, UNKNOWN: counted[None]} if counted.get(None) else lines
