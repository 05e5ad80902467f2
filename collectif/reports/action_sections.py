"""Actions in a yearly report: how many, where they stand, and the people that closing reports say came (domain, §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select, true
from sqlalchemy.orm import Session

from ..actions.follow_models import ActionReport
from ..actions.listings import in_year
from ..actions.models import Action
from ..actions.queries import involves
from ..actions.vocabulary import KINDS
from ..actions.workflow import WORKFLOW
from ..contributions import Breakdown, Cell, Count, Section
from .suppression import count, count_of_all, things

# Decided by the collective, and neither set aside nor taken back since.
COUNTED = ("validated", "published", "running", "reviewed")
STATES = {name: WORKFLOW.states[name].label for name in COUNTED}
WHICH = "Les actions que le collectif a validées et dont le premier jour est dans l'année{}. {}"
NOT_COUNTED = "Celles qui sont écartées ou retirées du site ne comptent pas."
OWN = ", proposées par l'association ou dont elle est partenaire"
AUDIENCE = (
    "Ce que déclarent les bilans publiés : chaque organisation compte à sa façon, et une personne venue à deux actions "
    "est comptée deux fois. Les indicateurs, qui ont chacun leur unité, se lisent sur la page de chaque action."
)

Rows = Sequence[Any]


def of_association(session: Session, organisation_id: int, year: int) -> Iterator[Section]:
    """The actions of the year that the association proposes or takes part in."""
    rows = _counted(session, year, involves(organisation_id), Action.proposing_organisation_id == organisation_id)
    total, own = _sum(rows, "actions"), _sum(rows, "own")
    figures = (
        ("actions que l'association propose", things(own)),
        ("actions d'une autre organisation, où elle est partenaire", things(total - own)),
    )
    yield from _sections(rows, OWN, figures, count)


def of_collective(session: Session, year: int) -> Iterator[Section]:
    """The actions of the year of every organisation."""
    yield from _sections(_counted(session, year, true(), true()), "", (), count_of_all)


def _counted(session: Session, year: int, ours: ColumnElement[bool], own: ColumnElement[bool]) -> Rows:
    """A row for each kind and state: actions, those that are one's own, and what closing reports made public say."""
    told = and_(ActionReport.action_id == Action.id, Action.state == "reviewed")
    asked = select(
        Action.kind, Action.state, func.count().label("actions"), func.sum(case((own, 1), else_=0)).label("own"),
        func.count(ActionReport.participants).label("telling"),
        func.sum(ActionReport.participants).label("participants"), func.sum(ActionReport.peers).label("peers"),
    ).outerjoin(ActionReport, told)  # fmt: skip
    kept = asked.where(in_year(str(year)), Action.state.in_(COUNTED), ours)
    return session.execute(kept.group_by(Action.kind, Action.state)).all()


def _sections(
    rows: Rows, whose: str, figures: Sequence[tuple[str, Count]], people: Callable[[int], Count]
) -> Iterator[Section]:
    paragraph = WHICH.format(whose, NOT_COUNTED)
    yield Section("Actions", paragraph, figures, _shared_out(rows, "kind", "Nature", KINDS), chart=True)
    if not rows:
        return
    yield Section("Avancement des actions", table=_shared_out(rows, "state", "Où en est l'action", STATES), chart=True)
    yield Section("Public des actions", AUDIENCE, tuple(_audience(rows, people)))


def _audience(rows: Rows, people: Callable[[int], Count]) -> Iterator[tuple[str, Count]]:
    """What nobody counted is left out: it is not zero."""
    yield "bilans publiés", things(sum(row.actions for row in rows if row.state == "reviewed"))
    if telling := _sum(rows, "telling"):
        yield "bilans qui disent combien de personnes sont venues", things(telling)
        yield "personnes venues, d'après ces bilans", people(_sum(rows, "participants"))
    if any(row.peers is not None for row in rows):
        yield "pair-aidants engagés, d'après les bilans", people(_sum(rows, "peers"))


def _shared_out(rows: Rows, name: str, heading: str, labels: Mapping[str, str]) -> Breakdown:
    cells = tuple(
        Cell(label, things(sum(row.actions for row in rows if getattr(row, name) == value)))
        for value, label in labels.items()
    )
    return Breakdown(heading, cells, things(_sum(rows, "actions")), counts="nombre d'actions")


def _sum(rows: Rows, name: str) -> int:
    return sum(getattr(row, name) or 0 for row in rows)
