"""Exchange sessions, for calendars: those a person comes to or runs; the département's day for anyone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from ..calendars import MOST, Event, Source, within
from ..enrolling.words import place
from ..security.identity import Identity
from ..security.permissions import Permission
from ..territory.models import Commune
from .models import ExchangeSession
from .queries import concerns
from .room import visible_to
from .vocabulary import KINDS

NAME = "rencontres"
# A personal calendar is read over shoulders: « groupe de pairs » would say what someone has lived.
DISCREET = "Rencontre"


def seen(session: Session, identity: Identity, first: date, last: date) -> Iterator[Event]:
    """The sessions this person may know of; own: those that take their time."""
    if identity.organisations_for(Permission.VIEW_EXCHANGES) is not None:
        return
    asked: Any = select(ExchangeSession, concerns(identity))
    rows = _between(asked, first, last).where(visible_to(identity))
    if identity.organisations_for(Permission.PLAN_EXCHANGE) == frozenset():
        rows = rows.where(ExchangeSession.state != "planned")
    for event, own in session.execute(rows):
        yield told(event, own=bool(own))


def public(session: Session, first: date, last: date) -> Iterator[Event]:
    """The département's days that their organisers announce to everyone: never who comes, nor who facilitates."""
    rows = _between(select(ExchangeSession), first, last)
    shown = rows.where(ExchangeSession.is_public, ExchangeSession.state != "planned")
    for event in session.scalars(shown):
        yield told(event, path="")


def told(event: ExchangeSession, **more: Any) -> Event:
    """One session as calendars tell it."""
    commune = event.commune
    values: dict[str, Any] = {
        "source": NAME, "kind": KINDS[event.kind], "place": place(event), "description": event.description,
        "discreet": DISCREET, "path": f"/intranet/rencontres/{event.public_id}",
        "sector": commune.sector.slug if commune else "", "sequence": event.version, "changed_at": event.created_at,
        "cancelled": event.state == "cancelled", "tentative": event.state == "planned", "fictional": event.fictional,
    }  # fmt: skip
    return Event(f"rencontre-{event.public_id}", event.title, event.begins_at, event.ends_at, **{**values, **more})


def _between(asked: Select[Any], first: date, last: date) -> Select[Any]:
    """The sessions of these days, in order."""
    days = within(ExchangeSession.starts_on, ExchangeSession.starts_on, first, last)
    ordered = asked.where(days).order_by(ExchangeSession.starts_on, ExchangeSession.begins, ExchangeSession.id)
    return ordered.options(joinedload(ExchangeSession.commune).joinedload(Commune.sector)).limit(MOST)


SOURCE = Source(NAME, "Rencontres entre pairs", seen, public)
