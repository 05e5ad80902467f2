"""Questions asked about actions, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..organisations.models import Organisation
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import today
from .models import Action, ActionStep, action_organisations
from .workflow import PUBLIC_STATES

WAITING_LIMIT = 50
NAMES_SEPARATOR = "\n"

LATEST = (
    select(Action.slug, Action.title, Action.summary, Action.published_at.label("published_on"))
    .where(Action.state.in_(PUBLIC_STATES))
    .order_by(Action.published_at.desc(), Action.id.desc())
)


def latest_published(session: Session, limit: int = 3) -> Sequence[Any]:
    """The actions published last, for the home page."""
    return session.execute(LATEST.limit(limit)).all()


@dataclass(frozen=True)
class Waiting:
    """One thing that waits on someone: its words, the route and values of its page, since when."""

    label: str
    route: str
    values: dict[str, str]
    since: datetime


# What makes an action move on.
STEPS_TO_TAKE = (
    Permission.EXAMINE_ACTION, Permission.VALIDATE_ACTION, Permission.PUBLISH_ACTION, Permission.EDIT_ACTION,
)  # fmt: skip
WAITING_LABELS = {
    "proposed": "Action à instruire",
    "examined": "Action à mettre au vote du collectif",
    "validated": "Action à publier",
    "returned": "Action à compléter",
    "published": "Action qui a dû commencer",
    "running": "Action finie, bilan à publier",
}


def waiting_on(session: Session, identity: Identity, limit: int = WAITING_LIMIT) -> list[Waiting]:
    """What waits on this person, oldest first: the next step of each action is theirs to take. No question for
    whoever takes none."""
    if not any(places is None or places for places in map(identity.organisations_for, STEPS_TO_TAKE)):
        return []
    moved = select(func.max(ActionStep.at)).where(ActionStep.action_id == Action.id, ActionStep.name != "edit")
    since = func.coalesce(moved.scalar_subquery(), Action.created_at).label("since")
    statement = select(Action.state, Action.title, Action.public_id, since).where(_theirs(identity))
    rows = session.execute(statement.order_by(since, Action.id).limit(limit))
    return [
        Waiting(
            f"{WAITING_LABELS[row.state]} : {row.title}", "intranet_action", {"public_id": row.public_id}, row.since
        )
        for row in rows
    ]


def _theirs(identity: Identity) -> ColumnElement[bool]:
    examine, validate, publish, edit = (_within(identity, permission) for permission in STEPS_TO_TAKE)
    proposed_by_other = or_(Action.proposed_by_id.is_(None), Action.proposed_by_id != identity.account_id)
    return or_(
        and_(Action.state == "proposed", examine),
        and_(Action.state == "examined", validate, proposed_by_other),
        and_(Action.state == "validated", publish),
        and_(Action.state == "published", Action.starts_on <= today(), publish),
        and_(Action.state == "running", func.coalesce(Action.ends_on, Action.starts_on) < today(), publish),
        and_(Action.state == "returned", edit),
    )


def _within(identity: Identity, permission: Permission) -> ColumnElement[bool]:
    places = identity.organisations_for(permission)
    if places is None:
        return Action.id.is_not(None)
    return Action.proposing_organisation_id.in_(places) if places else false()


def by_public_id(session: Session, public_id: str, *, locked: bool) -> Action | None:
    """One action with its organisations and its history.

    :param locked: someone may be about to change it: nobody else does until this transaction ends.
    """
    statement = (
        select(Action)
        .where(Action.public_id == public_id)
        .options(
            joinedload(Action.proposing_organisation, innerjoin=True),
            joinedload(Action.commune),
            selectinload(Action.organisations),
            selectinload(Action.steps).joinedload(ActionStep.account),
        )
    )
    return session.scalar(statement.with_for_update(of=Action) if locked else statement)


def years(session: Session, *, public: bool) -> list[int]:
    """The years in which actions take place, latest first."""
    statement = select(func.min(Action.starts_on), func.max(Action.starts_on))
    first, last = session.execute(statement.where(Action.state.in_(PUBLIC_STATES)) if public else statement).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def involves(organisation: Any) -> ColumnElement[bool]:
    """Whether the organisation whose id this is proposes the action or takes part in it."""
    linked = action_organisations.c
    partner = exists().where(linked.action_id == Action.id, linked.organisation_id == organisation)
    return or_(organisation == Action.proposing_organisation_id, partner.correlate_except(action_organisations))


def organisation_names(name: Any) -> ColumnElement[Any]:
    """The names of an action's organisations in one value (see :func:`~collectif.actions.words.split_names`)."""
    names = select(func.aggregate_strings(name, NAMES_SEPARATOR)).where(involves(Organisation.id))
    return names.correlate(Action).scalar_subquery()
