"""Exchange sessions in a yearly report: those that were held, and how peers came, in numbers (domain, §7 and rule 15).

Who came is private. It is counted once the year is over and noted: comparing two days of a year would tell who came in
between. Nothing is counted but sessions that were held and places that people still had then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session

from ..contributions import Breakdown, Cell, Section
from ..exchanges.models import ExchangeSeat, ExchangeSession
from ..exchanges.outcomes import NOTED
from ..exchanges.queries import in_year
from ..exchanges.vocabulary import DAY, KINDS
from ..peers.models import Sponsorship
from ..text import long_date, today
from . import suppression
from .sponsored import REAL, there_on
from .suppression import Presences

HELD = "Rencontres entre pairs"
CAME = "Les pairs aux rencontres"
KIND = "Nature"
ORGANISED = "Les rencontres que l'association a organisées, et qui ont eu lieu."
EVERY = "Les rencontres qui ont eu lieu, quelle que soit l'organisation qui les a organisées."
OWN = (
    "Les pairs que l'association parrainait le jour de la rencontre, quelle que soit l'organisation qui l'a organisée. "
    "Les rencontres annulées et les places laissées ne comptent pas."
)
ALL = (
    "Un pair que deux associations parrainent est compté une fois. Les rencontres annulées et les places laissées ne "
    "comptent pas."
)
LATER = (
    "Qui vient ne regarde que les personnes. Les présences de {} se lisent à partir du {}, quand elles sont toutes "
    "notées : comparer deux jours de l'année dirait qui est venu entre les deux."
)
LABELS = ("pairs venus au moins une fois", "présences", "places prises, par des pairs venus ou non")

# One place that someone came to, and one that someone had without coming, by the peer it was.
THERE = case((ExchangeSeat.state == "present", ExchangeSeat.peer_id))
AWAY = case((ExchangeSeat.state != "present", ExchangeSeat.peer_id))
PEOPLE, TIMES = func.count(THERE.distinct()), func.count(THERE)
MISSED = func.count(AWAY.distinct())
COUNTED = (PEOPLE, TIMES, func.count(), MISSED)
Rest = tuple[int, int]


def of_association(session: Session, organisation_id: int, year: int) -> Iterator[Section]:
    """The sessions that the association organised, then how the peers it sponsored came to any session."""
    kinds = {name: label for name, label in KINDS.items() if name != DAY}
    yield Section(HELD, ORGANISED, table=_held(session, year, kinds, organisation_id), chart=True)
    if not _readable(year):
        yield _later(year)
        return
    own = _sponsored_by(organisation_id)
    came = Presences(*session.execute(_places(year, *COUNTED).where(own)).one())
    figures = suppression.presences(came)
    yield Section(CAME, OWN, tuple(zip(LABELS, figures, strict=True)), _shared_out(session, year, own, came))


def of_collective(session: Session, year: int) -> Iterator[Section]:
    """The same for everyone. Who came is not shared out: each organisation could take its own part away."""
    yield Section(HELD, EVERY, table=_held(session, year, KINDS), chart=True)
    if not _readable(year):
        yield _later(year)
        return
    came = Presences(*session.execute(_places(year, *COUNTED)).one())
    rests = [*_without_association(session, year, came), *_without_organiser(session, year)]
    figures = suppression.presences_of_all(came, rests)
    yield Section(CAME, ALL, tuple(zip(LABELS, figures, strict=True)))


def readable_from(year: int) -> date:
    """The first day on which it is read who came in ``year``: a month later, it is noted."""
    return date(year + 1, 2, 1)


def _readable(year: int) -> bool:
    return today() >= readable_from(year)


def _later(year: int) -> Section:
    return Section(CAME, LATER.format(year, long_date(readable_from(year))))


def _held(session: Session, year: int, kinds: dict[str, str], organisation_id: int | None = None) -> Breakdown:
    own = None if organisation_id is None else [organisation_id]
    asked = select(ExchangeSession.kind, func.count()).where(*in_year(year, own)).group_by(ExchangeSession.kind)
    found = dict(session.execute(asked).all())
    cells = tuple(Cell(label, suppression.things(found.get(name, 0))) for name, label in kinds.items())
    return Breakdown(KIND, cells, suppression.things(sum(found.values())), counts="nombre de rencontres")


def _places(year: int, *columns: Any) -> Select[Any]:
    """The places that people had at the sessions held in a year."""
    joined = select(*columns).select_from(ExchangeSeat).join(ExchangeSession, ExchangeSeat.session)
    return joined.where(*in_year(year, None), ExchangeSeat.state.in_(NOTED))


def _sponsored_by(organisation_id: int) -> ColumnElement[bool]:
    """Whether the association sponsored the peer of a place on the day of its session."""
    tie = exists().where(
        Sponsorship.peer_id == ExchangeSeat.peer_id, Sponsorship.organisation_id == organisation_id, REAL,
        there_on(ExchangeSession.starts_on),
    )  # fmt: skip
    return tie.correlate(ExchangeSeat, ExchangeSession)


def _shared_out(session: Session, year: int, own: ColumnElement[bool], came: Presences) -> Breakdown:
    asked = _places(year, ExchangeSession.kind, TIMES, PEOPLE).where(own).group_by(ExchangeSession.kind)
    found = {kind: (times, people) for kind, times, people in session.execute(asked)}
    times, people = zip(*(found.get(name, (0, 0)) for name in KINDS), strict=True)
    shown = None if came.people in suppression.SMALL else suppression.share_out_times(times, people)
    cells = tuple(Cell(label, one) for label, one in zip(KINDS.values(), shown or (), strict=shown is not None))
    total = suppression.presences(came)[1]
    return Breakdown(KIND, cells, total, withheld=shown is None, counts="nombre de présences")


def _without_association(session: Session, year: int, came: Presences) -> list[Rest]:
    """What is left without the peers of each association: its referents know how they came."""
    tie = (Sponsorship.peer_id == ExchangeSeat.peer_id) & REAL & there_on(ExchangeSession.starts_on)
    asked = _places(year, PEOPLE, MISSED).join(Sponsorship, tie).group_by(Sponsorship.organisation_id)
    return [(came.people - people, came.missed - missed) for people, missed in session.execute(asked)]


def _without_organiser(session: Session, year: int) -> list[Rest]:
    """What is left without the sessions of each organiser, who knows who came to them."""
    known = select(ExchangeSession.organisation_id.label("id")).where(*in_year(year, None)).distinct().subquery()
    elsewhere = ExchangeSession.organisation_id.is_distinct_from(known.c.id)
    asked = _places(year, PEOPLE, MISSED).join(known, elsewhere).group_by(known.c.id)
    return [(people, missed) for people, missed in session.execute(asked)]
