"""What is coming, in every room, and what has changed, among the actions the person may see."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pyramid.registry import Registry
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ..actions.models import Action, ActionStep
from ..actions.workflow import PUBLIC_STATES, STEP_LABELS
from ..calendars import Event, events_of
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import today
from .pieces import Coming, Link, News

SOON = timedelta(days=90)
MOST_COMING = 5
MOST_NEWS = 6
# What the public has seen happen.
PUBLIC_STEPS = ("publish", "republish", "begin", "review")


def sees_files(identity: Identity) -> bool:
    """Whether the person follows the collective's actions, those in preparation included."""
    return identity.organisations_for(Permission.VIEW_ACTION_FILES) is None


def coming(registry: Registry, session: Session, identity: Identity) -> list[Coming]:
    """What begins within three months, of whatever room, the first to begin first; what concerns the person before the
    rest of a day."""
    day = today()
    found = [one for one in events_of(registry, session, identity, day, day + SOON) if _is_sure(one, day)]
    found.sort(key=lambda one: (one.first_day, not one.own))
    return [Coming(one.first_day, one.title, one.path, one.place) for one in found[:MOST_COMING]]


def _is_sure(event: Event, day: date) -> bool:
    """What is only announced is not, and a deadline waits among the tasks."""
    return event.first_day >= day and not (event.deadline or event.cancelled or event.tentative)


def news(session: Session, identity: Identity) -> list[News]:
    """The last steps of actions, the newest first; edits are no news."""
    statement = (
        select(ActionStep.at, ActionStep.name, Action.title, Action.public_id, Action.slug)
        .join(Action, Action.id == ActionStep.action_id)
        .where(ActionStep.name != "edit", _seen(identity))
        .order_by(ActionStep.at.desc(), ActionStep.id.desc())
        .limit(MOST_NEWS)
    )
    return [News(row.at, STEP_LABELS[row.name], _link(row, identity)) for row in session.execute(statement)]


def _seen(identity: Identity) -> ColumnElement[bool]:
    if sees_files(identity):
        return or_(Action.state != "idea", Action.proposing_organisation_id.in_(_own(identity)))
    return Action.state.in_(PUBLIC_STATES) & ActionStep.name.in_(PUBLIC_STEPS)


def _own(identity: Identity) -> list[int]:
    return [mandate.organisation_id for mandate in identity.mandates if mandate.organisation_id]


def _link(row: Any, identity: Identity) -> Link:
    if sees_files(identity):
        return Link(row.title, "intranet_action", {"public_id": row.public_id})
    return Link(row.title, "action", {"slug": row.slug})
