"""What is late, in one list: milestones past their day, actions that should have begun or ended, silent indicators."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import aliased

from ..listing import Column, Filter, Listing
from ..organisations.models import Organisation
from ..organisations.queries import organisation_choices
from ..text import short_date, today
from .follow_models import ActionIndicator, ActionMeasure, ActionMilestone
from .follow_queries import LIVE_STATES
from .models import Action

# An indicator that nobody has measured for so long is silent.
SILENCE = timedelta(days=90)
KINDS = {
    "milestone": "Étape à faire",
    "begin": "Action qui a dû commencer",
    "review": "Action finie, bilan à publier",
    "silent": "Indicateur sans mesure récente",
}
FOLLOWED_PAGES = ("milestone", "silent")


def late_things(on: date) -> Any:
    """A sub-query: everything late on that day. ``since``: the day it was due, or was measured last."""
    return union_all(_milestones(on), _to_begin(on), _to_review(on), _silent(on)).subquery("late")


def _milestones(on: date) -> Select[Any]:
    rows = _rows("milestone", ActionMilestone.title, ActionMilestone.due_on, ActionMilestone.id)
    rows = rows.select_from(ActionMilestone).join(Action, Action.id == ActionMilestone.action_id)
    return rows.join(Organisation, Organisation.id == ActionMilestone.organisation_id).where(
        ActionMilestone.done_on.is_(None), ActionMilestone.due_on < on, Action.state.in_(LIVE_STATES)
    )


def _to_begin(on: date) -> Select[Any]:
    rows = _actions("begin", "Dire que l'action a commencé", Action.starts_on)
    return rows.where(Action.state == "published", Action.starts_on < on)


def _to_review(on: date) -> Select[Any]:
    last_day = func.coalesce(Action.ends_on, Action.starts_on)
    return _actions("review", "Publier le bilan", last_day).where(Action.state == "running", last_day < on)


def _silent(on: date) -> Select[Any]:
    correction = aliased(ActionMeasure)
    replaced = select(correction.id).where(correction.replaces_id == ActionMeasure.id).exists()
    last = select(func.max(ActionMeasure.on_day)).where(
        ActionMeasure.indicator_id == ActionIndicator.id, ActionMeasure.value.is_not(None), ~replaced
    )
    since = func.coalesce(last.correlate(ActionIndicator).scalar_subquery(), ActionIndicator.baseline_on)
    rows = _rows("silent", ActionIndicator.name, since, ActionIndicator.id)
    rows = rows.select_from(ActionIndicator).join(Action, Action.id == ActionIndicator.action_id)
    rows = rows.join(Organisation, Organisation.id == Action.proposing_organisation_id)
    return rows.where(Action.state.in_(LIVE_STATES), since < on - SILENCE)


def _actions(kind: str, words: str, since: Any) -> Select[Any]:
    rows = _rows(kind, literal(words), since, Action.id).select_from(Action)
    return rows.join(Organisation, Organisation.id == Action.proposing_organisation_id)


def _rows(kind: str, title: Any, since: Any, key: Any) -> Select[Any]:
    return select(
        literal(kind).label("kind"), title.label("title"), Action.title.label("action"), Action.public_id,
        Organisation.short_name.label("organisation"), Organisation.slug.label("slug"), since.label("since"),
        (literal(f"{kind}-") + cast(key, String)).label("key"),
    )  # fmt: skip


class LateList:
    """The late things of today, as a list with filters, pages and files."""

    def __init__(self, request: Request):
        self._request = request
        late = late_things(today()).c
        filters = (
            Filter("nature", "Quoi", lambda kind: late.kind == kind, tuple(KINDS.items())),
            Filter("organisation", "Organisation", lambda slug: late.slug == slug, organisation_choices(request.db)),
        )
        columns = (
            Column("titre", "En retard", late.title),
            Column("nature", "Quoi", late.kind, cell=lambda kind: KINDS[kind]),
            Column("action", "Action", late.action),
            Column("organisation", "Qui", late.organisation),
            Column("depuis", "Depuis le", late.since, late.since, cell=short_date, export=lambda day: day, kind="date"),
        )
        listing = replace(LATE, columns=columns, filters=filters, key=late.key, extra=(late.public_id,))
        self.listing = replace(listing, row_link=self._page)
        self.statement = self.listing.select()

    def page(self) -> Any:
        return self.listing.page(self._request.db, self.statement, self._request.GET)

    def table(self) -> Any:
        return self.listing.table(self._request.db, self.statement, self._request.GET)

    def _page(self, row: Any) -> str:
        route = "action_follow" if row.nature in FOLLOWED_PAGES else "intranet_action"
        return self._request.route_path(route, public_id=row.public_id)


LATE = Listing(
    caption="Ce qui est en retard",
    noun=("chose en retard", "choses en retard"),
    columns=(),
    key=Action.id,
    default_sort="depuis",
    empty_title="Rien n'est en retard",
    empty_text="Les étapes, les débuts, les bilans et les mesures sont à l'heure.",
)
