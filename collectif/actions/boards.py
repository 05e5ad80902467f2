"""Actions seen from above: by axis, by sector, along the year. Counts come from the database, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import Session

from ..charts import Chart, bars
from ..contributions import Count
from ..security.identity import Identity
from ..security.permissions import Permission
from ..territory.models import Commune, Sector
from ..text import plural
from .listings import WHOLE, WHOLE_LABEL
from .models import Action
from .vocabulary import AXES, DEFAULT_AXIS, KINDS, axis_label
from .workflow import PUBLIC_STATES, WORKFLOW

EXAMPLES = 5
TABS = (
    ("Liste", "intranet_actions", Permission.VIEW_ACTIONS),
    ("Par axe", "actions_by_axis", Permission.VIEW_ACTIONS),
    ("Par secteur", "actions_by_sector", Permission.VIEW_ACTIONS),
    ("Calendrier", "actions_calendar", Permission.VIEW_ACTIONS),
    ("En retard", "actions_late", Permission.VIEW_ACTION_FILES),
)
GROUPS = (
    (("idea", "proposed", "returned", "examined", "validated"), "en préparation", "en préparation"),
    (("published", "running"), "sur le site", "sur le site"),
    (("reviewed",), "finie, avec son bilan", "finies, avec leur bilan"),
    (("withdrawn", "set_aside"), "retirée ou écartée", "retirées ou écartées"),
)
Tab = tuple[str, str, bool]


def tabs(request: Request, current: str) -> list[Tab]:
    """The other ways to look at actions that this person has: words, address, whether it is here."""
    return [
        (label, request.route_path(route), route == current)
        for label, route, permission in TABS
        if request.identity.organisations_for(permission) is None
    ]  # fmt: skip


def seen_by(identity: Identity) -> ColumnElement[bool]:
    """The actions this person may see: all of them for the collective, the public ones for the others."""
    follows = identity.organisations_for(Permission.VIEW_ACTION_FILES) is None
    return true() if follows else Action.state.in_(PUBLIC_STATES)


@dataclass(frozen=True)
class Example:
    """One action of a board."""

    title: str
    href: str
    status: Any


@dataclass(frozen=True)
class Branch:
    """Some actions: how many, a few of them, and the list of them all."""

    label: str
    count: int
    examples: list[Example]
    href: str

    @property
    def words(self) -> str:
        return plural(self.count, "action")

    @property
    def more(self) -> bool:
        return self.count > len(self.examples)


@dataclass(frozen=True)
class AxisBranch:
    """One axis: its kinds of actions, and where they stand."""

    axis: int
    label: str
    words: str
    standing: str
    kinds: list[Branch]
    open: bool


class Board:
    """The boards of one person."""

    def __init__(self, request: Request):
        self._request = request
        self._session: Session = request.db
        self._seen = seen_by(request.identity)
        self._follows = request.identity.organisations_for(Permission.VIEW_ACTION_FILES) is None

    def by_axis(self) -> list[AxisBranch]:
        """Every axis, its kinds of actions under it; the collective's own axis is open."""
        counts = select(Action.axis, Action.kind, Action.state, func.count().label("count")).where(self._seen)
        rows = self._session.execute(counts.group_by(Action.axis, Action.kind, Action.state)).all()
        examples = self._examples(Action.axis, Action.kind)
        return [self._axis(axis, [row for row in rows if row.axis == axis], examples) for axis in AXES]

    def by_sector(self) -> list[Branch]:
        """Every sector, then what is for the whole département; the actions of each."""
        sectors = self._session.execute(select(Sector.slug, Sector.name).order_by(Sector.name)).all()
        counts = self._placed(select(Sector.slug, func.count())).where(self._seen).group_by(Sector.slug)
        numbers = {slug or WHOLE: count for slug, count in self._session.execute(counts)}
        examples = self._examples(Sector.slug)
        places = [*((slug, name) for slug, name in sectors), (WHOLE, WHOLE_LABEL)]
        return [
            Branch(name, numbers.get(slug, 0), examples[(None if slug == WHOLE else slug,)],
                   self._list(lieu=slug))
            for slug, name in places
        ]  # fmt: skip

    def _axis(self, axis: int, rows: Sequence[Any], examples: Mapping[tuple[Any, ...], list[Example]]) -> AxisBranch:
        kinds = [
            Branch(label, sum(row.count for row in rows if row.kind == kind), examples[(axis, kind)],
                   self._list(axe=str(axis), nature=kind))
            for kind, label in KINDS.items()
        ]  # fmt: skip
        total = sum(row.count for row in rows)
        return AxisBranch(axis, axis_label(axis), plural(total, "action"), standing(rows),
                          [one for one in kinds if one.count], axis == DEFAULT_AXIS)  # fmt: skip

    def _examples(self, *keys: Any) -> dict[tuple[Any, ...], list[Example]]:
        """The few actions that changed last, for each value of ``keys``."""
        rank = func.row_number().over(partition_by=keys, order_by=(Action.updated_at.desc(), Action.id.desc()))
        labels = [key.label(f"key{place}") for place, key in enumerate(keys)]
        shown = (Action.title, Action.public_id, Action.slug, Action.state, rank.label("rank"))
        ranked = self._placed(select(*labels, *shown)).where(self._seen).subquery()
        found: dict[tuple[Any, ...], list[Example]] = defaultdict(list)
        for row in self._session.execute(select(ranked).where(ranked.c.rank <= EXAMPLES).order_by(ranked.c.rank)):
            found[tuple(row[: len(keys)])].append(self._example(row))
        return found

    def _placed(self, statement: Any) -> Select[Any]:
        joined = statement.select_from(Action).outerjoin(Commune, Commune.code == Action.commune_code)
        return joined.outerjoin(Sector, Sector.id == Commune.sector_id)

    def _example(self, row: Any) -> Example:
        if self._follows:
            href = self._request.route_path("intranet_action", public_id=row.public_id)
        else:
            href = self._request.route_path("action", slug=row.slug)
        return Example(row.title, href, WORKFLOW.status(row.state))

    def _list(self, **filters: str) -> str:
        return self._request.route_path("intranet_actions", _query=filters)


def standing(rows: Iterable[Any]) -> str:
    """``3 en préparation, 6 sur le site``."""
    known = list(rows)
    counts = [(sum(row.count for row in known if row.state in states), one, many) for states, one, many in GROUPS]
    return ", ".join(f"{count} {one if count < 2 else many}" for count, one, many in counts if count)


def sector_chart(branches: Sequence[Branch]) -> Chart:
    """The same numbers, drawn."""
    said = ", ".join(f"{one.label} : {one.words}" for one in branches)
    return Chart("Actions par secteur", f"{said}.", bars([(b.label, Count(b.count, b.words)) for b in branches]))
