"""The list of exchange sessions: those to come, those that are over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.request import Request
from sqlalchemy import Select, func, select

from ..enrolling.listing import SeatColumnsOfList
from ..listing import Column, Listing
from ..organisations.models import Organisation
from ..territory.queries import sector_choices
from ..text import capitalised, clock, long_date, today
from .models import ExchangeAccess, ExchangeSession
from .room import ROOM, visible_to
from .vocabulary import KINDS

t = ExchangeSession.__table__.c
seats = SeatColumnsOfList(ROOM, ExchangeAccess)
NAME = func.coalesce(func.nullif(Organisation.short_name, ""), Organisation.name)
ORGANISER = select(NAME).where(Organisation.id == t.organisation_id).correlate(ExchangeSession).scalar_subquery()


def when(row: Any) -> str:
    return f"{capitalised(long_date(row.starts_on))}, {clock(row.begins)}"


def organiser(row: Any) -> str:
    return row.organiser or "Coordination"


LISTING = Listing(
    caption="Rencontres entre pairs",
    noun=("rencontre", "rencontres"),
    columns=(
        Column("titre", "Rencontre", t.title, t.sort_title),
        Column("quand", "Quand", None, t.starts_on, value=when),
        Column("etat", "État", None, value=seats.state_name, cell=seats.chip, export=seats.label),
        Column("nature", "Nature", t.kind, cell=KINDS.__getitem__),
        Column("organisee", "Organisée par", None, value=organiser),
        Column("lieu", "Lieu", None, value=seats.where),
        Column("places", "Places libres", None, value=seats.left),
        Column("jour", "Jour", t.starts_on, shown=False, kind="date"),
        Column("cloture", "Inscription jusqu'au", t.enrol_until, shown=False, kind="date"),
    ),
    key=t.id,
    default_sort="quand",
    extra=(*seats.extra, t.begins, ORGANISER.label("organiser")),
    empty_title="Aucune rencontre ici",
    empty_text="Changez les filtres, ou revenez plus tard : les prochaines rencontres s'annoncent ici.",
)


def sessions(request: Request, *, past: bool) -> tuple[Listing, Select[Any]]:
    """The list that this page shows, and its statement."""
    listing = replace(
        LISTING, filters=seats.filters(tuple(KINDS.items()), sector_choices(request.db), past=past),
        caption="Rencontres passées" if past else "Rencontres à venir",
        default_sort="-quand" if past else "quand",
        row_link=lambda row: request.route_path("exchange", public_id=row.public_id),
    )  # fmt: skip
    over = t.starts_on < today()
    return listing, listing.select().where(visible_to(request.identity), over if past else ~over)
