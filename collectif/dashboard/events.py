"""What is coming and what has changed, among the actions the person may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ..actions.models import Action, ActionStep
from ..actions.workflow import PUBLIC_STATES, STEP_LABELS
from ..db import now
from ..meetings import queries as meeting_queries
from ..security.identity import Identity
from ..security.permissions import Permission
from ..territory.models import Commune
from ..text import local, today
from .pieces import Coming, Link, News

SOON = timedelta(days=90)
MOST_COMING = 5
MOST_NEWS = 6
# What is sure enough to be put in a diary.
DECIDED = ("validated", *PUBLIC_STATES)
# What the public has seen happen.
PUBLIC_STEPS = ("publish", "republish", "begin", "review")


def sees_files(identity: Identity) -> bool:
    """Whether the person follows the collective's actions, those in preparation included."""
    return identity.organisations_for(Permission.VIEW_ACTION_FILES) is None


def coming(session: Session, identity: Identity) -> list[Coming]:
    """Meetings and actions that start within three months, the first to start first."""
    found = [*_meetings(session, identity), *_actions(session, identity)]
    return sorted(found, key=lambda one: one.day)[:MOST_COMING]


def _meetings(session: Session, identity: Identity) -> list[Coming]:
    if identity.organisations_for(Permission.VIEW_MEETINGS) is not None:
        return []
    rows = meeting_queries.coming(session, now() + SOON, MOST_COMING)
    return [
        Coming(local(row.starts_at).date(), Link(row.title, "meeting", {"meeting": row.public_id}), row.place)
        for row in rows
    ]


def _actions(session: Session, identity: Identity) -> list[Coming]:
    states = DECIDED if sees_files(identity) else PUBLIC_STATES
    statement = (
        select(Action.title, Action.public_id, Action.slug, Action.starts_on, Commune.name.label("commune"))
        .outerjoin(Commune, Commune.code == Action.commune_code)
        .where(Action.state.in_(states), Action.starts_on.between(today(), today() + SOON))
        .order_by(Action.starts_on, Action.id)
        .limit(MOST_COMING)
    )
    return [Coming(row.starts_on, _link(row, identity), row.commune or "") for row in session.execute(statement)]


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
