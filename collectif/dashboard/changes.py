"""What has changed: news, documents and steps of actions that this person may see, asked as one question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, literal, or_, select, union_all
from sqlalchemy.orm import Session

from ..actions.models import Action, ActionStep
from ..actions.workflow import PUBLIC_STATES, STEP_LABELS
from ..library import queries as library_queries
from ..library.rights import opens_library
from ..news import queries as news_queries
from ..security.identity import Identity
from ..security.permissions import Permission
from .pieces import Link, News

MOST = 6
# What the public has seen happen.
PUBLIC_STEPS = ("publish", "republish", "begin", "review")
WORDS = {"news": "Nouvelle", "added": "Document ajouté", "updated": "Document mis à jour", **STEP_LABELS}


def sees_files(identity: Identity) -> bool:
    """Whether the person follows the collective's actions, those in preparation included."""
    return identity.organisations_for(Permission.VIEW_ACTION_FILES) is None


def changes(session: Session, identity: Identity) -> list[News]:
    """The last six, the newest first."""
    found = union_all(*_kinds(identity)).subquery()
    rows = session.execute(select(found).order_by(found.c.at.desc(), found.c.id.desc()).limit(MOST))
    return [News(row.at, WORDS[row.what], Link(row.title, row.route, {row.key: row.value})) for row in rows]


def _kinds(identity: Identity) -> Iterator[Select[Any]]:
    """The last of each kind, in the same columns."""
    if news_queries.opens_news(identity):
        item = news_queries.latest(identity, MOST).subquery().c
        yield _as_one(item, literal("news"), item.publish_at, "news_item")
    if opens_library(identity):
        document = library_queries.latest(identity, MOST).subquery().c
        what = case((document.latest_number == 1, "added"), else_="updated")
        yield _as_one(document, what, document.added_at, "intranet_document")
    step = _steps(identity).subquery().c
    if sees_files(identity):
        yield _as_one(step, step.name, step.at, "intranet_action")
    else:
        yield _as_one(step, step.name, step.at, "action", "slug")


def _as_one(row: Any, what: Any, at: Any, route: str, key: str = "public_id") -> Select[Any]:
    """``key``: what the route takes, and the column that gives it."""
    return select(
        row.id, what.cast(String).label("what"), at.label("at"), row.title, literal(route).label("route"),
        literal(key).label("key"), row[key].label("value"),
    )  # fmt: skip


def _steps(identity: Identity) -> Select[Any]:
    """The last steps of actions; edits are no news."""
    step = ActionStep
    asked: Any = select(step.id, step.at, step.name, Action.title, Action.public_id, Action.slug)
    seen = asked.join(Action, Action.id == step.action_id).where(step.name != "edit", _seen(identity))
    return seen.order_by(step.at.desc(), step.id.desc()).limit(MOST)


def _seen(identity: Identity) -> ColumnElement[bool]:
    if sees_files(identity):
        return or_(Action.state != "idea", Action.proposing_organisation_id.in_(_own(identity)))
    return Action.state.in_(PUBLIC_STATES) & ActionStep.name.in_(PUBLIC_STEPS)


def _own(identity: Identity) -> list[int]:
    return [mandate.organisation_id for mandate in identity.mandates if mandate.organisation_id]
