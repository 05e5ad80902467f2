"""The list of meetings."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup
from pyramid.request import Request

from ..listing import Column, Filter, Listing
from ..text import date_and_time
from .models import Meeting, MeetingKind
from .workflow import WORKFLOW


def chip(state: str) -> Markup:
    """The state as lists show it: icon and word."""
    return WORKFLOW.status(state).chip


LATEST_FIRST = {"tri": "-date"}


def row_link(row: Any) -> str:
    return f"/intranet/reunions/{row.public_id}"


MEETINGS = Listing(
    caption="Réunions du collectif",
    noun=("réunion", "réunions"),
    columns=(
        Column("titre", "Titre", Meeting.title),
        Column("date", "Date", Meeting.starts_at, Meeting.starts_at, cell=date_and_time, export=lambda at: at,
               kind="datetime"),
        Column("nature", "Nature", MeetingKind.label),
        Column("etat", "État", Meeting.state, cell=chip, export=lambda state: WORKFLOW.status(state).label),
        Column("lieu", "Lieu", Meeting.place, shown=False),
    ),
    key=Meeting.id,
    default_sort="date",
    filters=(
        Filter("etat", "État", lambda state: Meeting.state == state,
               tuple((state.name, state.label) for state in WORKFLOW.states.values())),
    ),
    row_link=row_link,
    extra=(Meeting.public_id,),
    empty_title="Aucune réunion ici",
    empty_text="Les réunions que la coordination prépare s'affichent ici.",
)  # fmt: skip


def statement() -> Any:
    return MEETINGS.select().join(MeetingKind, MeetingKind.id == Meeting.kind_id)


def kind_filter(request: Request, kinds: Any) -> Filter:
    """« Nature »: the kinds there are."""
    choices = tuple((kind.name, kind.label) for kind in kinds)
    return Filter("nature", "Nature", lambda name: MeetingKind.name == name, choices)
