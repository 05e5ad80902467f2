"""The list of sessions: those to come, those that are over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.request import Request
from sqlalchemy import Select

from ..enrolling.listing import SeatColumnsOfList
from ..enrolling.words import period
from ..listing import Column, Listing
from ..territory.queries import sector_choices
from ..text import capitalised, today
from .models import TrainingAccess, TrainingSession
from .room import ROOM
from .vocabulary import KINDS

t = TrainingSession.__table__.c
seats = SeatColumnsOfList(ROOM, TrainingAccess)


def days(row: Any) -> str:
    return capitalised(period(row.starts_on, row.ends_on))


LISTING = Listing(
    caption="Sessions de formation",
    noun=("session", "sessions"),
    columns=(
        Column("titre", "Session", t.title, t.sort_title),
        Column("etat", "État", None, value=seats.state_name, cell=seats.chip, export=seats.label),
        Column("nature", "Nature", t.kind, cell=KINDS.__getitem__),
        Column("dates", "Dates", None, t.starts_on, value=days),
        Column("lieu", "Lieu", None, value=seats.where),
        Column("places", "Places libres", None, value=seats.left),
        Column("debut", "Premier jour", t.starts_on, shown=False, kind="date"),
        Column("fin", "Dernier jour", t.ends_on, shown=False, kind="date"),
        Column("cloture", "Inscription jusqu'au", t.enrol_until, shown=False, kind="date"),
    ),
    key=t.id,
    default_sort="dates",
    extra=(*seats.extra, t.ends_on),
    empty_title="Aucune session ici",
    empty_text="Changez les filtres, ou revenez plus tard : la coordination annonce ici les prochaines sessions.",
)  # fmt: skip


def sessions(request: Request, *, past: bool) -> tuple[Listing, Select[Any]]:
    """The list that this page shows, and its statement."""
    listing = replace(
        LISTING, filters=seats.filters(tuple(KINDS.items()), sector_choices(request.db), past=past),
        caption="Sessions passées" if past else "Sessions à venir", default_sort="-dates" if past else "dates",
        row_link=lambda row: request.route_path("training", public_id=row.public_id),
    )  # fmt: skip
    over = t.ends_on < today()
    return listing, listing.select().where(over if past else ~over)
