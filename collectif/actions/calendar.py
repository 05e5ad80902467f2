"""Actions that have dates, for calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Session

from ..calendars import MOST, Event, Source, within
from ..security.identity import Identity
from ..security.permissions import Permission
from ..territory.models import Commune, Sector
from . import queries
from .models import Action
from .vocabulary import KINDS, kind_label
from .workflow import PUBLIC_STATES

NAME = "actions"
# What is sure enough to be put in a diary, for whoever follows the actions in preparation.
DECIDED = ("validated", *PUBLIC_STATES)
COLUMNS: tuple[Any, ...] = (
    Action.public_id, Action.slug, Action.state, Action.title, Action.summary, Action.plain_summary, Action.kind,
    Action.starts_on, Action.ends_on, Action.version, Action.updated_at, Action.fictional,
    Commune.name.label("commune"), Sector.slug.label("sector"),
)  # fmt: skip


def public(session: Session, first: date, last: date) -> Iterator[Event]:
    """Published actions of these days."""
    rows = _between(first, last).where(Action.state.in_(PUBLIC_STATES))
    return (event(row, row.slug) for row in session.execute(rows))


def seen(session: Session, identity: Identity, first: date, last: date) -> Iterator[Event]:
    """The actions this person may see, decided ones too for whoever follows them all; own: their organisation's."""
    follows = identity.organisations_for(Permission.VIEW_ACTION_FILES) is None
    if not follows and identity.organisations_for(Permission.VIEW_ACTIONS) is not None:
        return
    own = _own(identity).label("own")
    rows = _between(first, last, own).where(Action.state.in_(DECIDED if follows else PUBLIC_STATES))
    for row in session.execute(rows):
        yield event(row, "" if follows else row.slug, own=bool(row.own))


def event(row: Any, slug: str, **more: Any) -> Event:
    """One row of :data:`COLUMNS`. :param slug: its public page; none: its file on the intranet."""
    return Event(
        f"action-{row.public_id}", row.title, row.starts_on, row.ends_on or row.starts_on,
        kind=kind_label(row.kind), source=NAME, place=row.commune or "", sector=row.sector or "",
        description=row.summary, plain=row.plain_summary, sequence=row.version, changed_at=row.updated_at,
        path=f"/actions/{slug}" if slug else f"/intranet/actions/{row.public_id}", fictional=row.fictional,
        # What goes on for weeks takes nobody's whole time.
        busy=(row.ends_on or row.starts_on) == row.starts_on, **more,
    )  # fmt: skip


def _between(first: date, last: date, *more: Any) -> Select[Any]:
    rows = select(*COLUMNS, *more).outerjoin(Commune, Commune.code == Action.commune_code)
    rows = rows.outerjoin(Sector, Sector.id == Commune.sector_id)
    return rows.where(within(Action.starts_on, Action.ends_on, first, last)).order_by(Action.starts_on).limit(MOST)


def _own(identity: Identity) -> ColumnElement[bool]:
    places = [one.organisation_id for one in identity.mandates if one.organisation_id]
    return or_(false(), *(queries.involves(place) for place in places))


SOURCE = Source(NAME, "Actions du collectif", seen, public, tuple(KINDS.values()))
