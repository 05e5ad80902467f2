"""The list of sessions: those to come, those that are over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, and_, func, select

from ..listing import Column, Filter, Listing
from ..territory.models import Commune, Sector
from ..territory.queries import sector_choices
from ..text import capitalised, today
from .models import TrainingAccess, TrainingEnrolment, TrainingSession
from .rules import shown_state
from .vocabulary import ACCESSES, KINDS
from .words import period
from .workflow import CLOSED, FULL, OPEN, SHOWN

t, e = TrainingSession.__table__.c, TrainingEnrolment.__table__.c

TAKEN = select(func.count(e.seat_number)).where(e.session_id == t.id).correlate(TrainingSession).scalar_subquery()
FREE = (t.capacity - TAKEN).label("free")
COMMUNE = select(Commune.name).where(Commune.code == t.commune_code).correlate(TrainingSession).scalar_subquery()
OVER = ("held", "cancelled", CLOSED.name)
REMOTE = "distance"


def state_name(row: Any) -> str:
    return shown_state(row.state, row.free, row.enrol_until).name


def chip(name: str) -> Markup:
    """A state as lists show it: icon and word."""
    return SHOWN[name].chip


def days(row: Any) -> str:
    return capitalised(period(row.starts_on, row.ends_on))


def where(row: Any) -> str:
    places = [*(["À distance"] if row.remote else []), *filter(None, [row.commune])]
    return " ou ".join(places) or "À préciser"


def left(row: Any) -> str:
    """Places left, only while someone may still take them."""
    return f"{max(0, row.free)} sur {row.capacity}" if row.state == OPEN else ""


def in_state(name: str) -> ColumnElement[bool]:
    """The states people read: an open session is also full, or closed to new people, or neither."""
    if name not in (OPEN, FULL.name, CLOSED.name):
        return t.state == name
    closed = t.enrol_until < today()
    if name == CLOSED.name:
        return and_(t.state == OPEN, closed)
    full = FREE.element <= 0
    return and_(t.state == OPEN, ~closed, full if name == FULL.name else ~full)


def in_sector(slug: str) -> ColumnElement[bool]:
    codes = select(Commune.code).join(Sector, Sector.id == Commune.sector_id).where(Sector.slug == slug)
    return t.commune_code.in_(codes)


def with_access(name: str) -> ColumnElement[bool]:
    if name == REMOTE:
        return t.remote.is_(True)
    return t.id.in_(select(TrainingAccess.session_id).where(TrainingAccess.name == name))


def has_room(answer: str) -> ColumnElement[bool]:
    """Places that may still be taken today."""
    return in_state(OPEN) if answer == "oui" else ~in_state(OPEN)


LISTING = Listing(
    caption="Sessions de formation",
    noun=("session", "sessions"),
    columns=(
        Column("titre", "Session", t.title, t.sort_title),
        Column("etat", "État", None, value=state_name, cell=chip, export=lambda name: SHOWN[name].label),
        Column("nature", "Nature", t.kind, cell=KINDS.__getitem__),
        Column("dates", "Dates", None, t.starts_on, value=days),
        Column("lieu", "Lieu", None, value=where),
        Column("places", "Places libres", None, value=left),
        Column("debut", "Premier jour", t.starts_on, shown=False, kind="date"),
        Column("fin", "Dernier jour", t.ends_on, shown=False, kind="date"),
        Column("cloture", "Inscription jusqu'au", t.enrol_until, shown=False, kind="date"),
    ),
    key=t.id,
    default_sort="dates",
    extra=(t.public_id, t.state, t.starts_on, t.ends_on, t.enrol_until, t.remote, t.capacity, FREE,
           COMMUNE.label("commune")),
    empty_title="Aucune session ici",
    empty_text="Changez les filtres, ou revenez plus tard : la coordination annonce ici les prochaines sessions.",
)  # fmt: skip


def filters(sectors: Sequence[tuple[str, str]], *, past: bool) -> tuple[Filter, ...]:
    """Above the list; what no longer changes has no places to look for."""
    states = [name for name in SHOWN if (name in OVER) or not past]
    common = (
        Filter("etat", "État", in_state, [(name, SHOWN[name].label) for name in states]),
        Filter("nature", "Nature", lambda kind: t.kind == kind, tuple(KINDS.items())),
        Filter("secteur", "Secteur", in_sector, sectors),
        Filter("acces", "Accessibilité", with_access, ((REMOTE, "Possible à distance"), *ACCESSES.items())),
    )
    if past:
        return common
    return (*common, Filter("libres", "Places libres", has_room, (("oui", "Oui"), ("non", "Non"))))


def sessions(request: Request, *, past: bool) -> tuple[Listing, Select[Any]]:
    """The list that this page shows, and its statement."""
    listing = replace(
        LISTING, filters=filters(sector_choices(request.db), past=past),
        caption="Sessions passées" if past else "Sessions à venir",
        row_link=lambda row: request.route_path("training", public_id=row.public_id),
    )  # fmt: skip
    over = t.ends_on < today()
    return listing, listing.select().where(over if past else ~over)
