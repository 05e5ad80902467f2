"""The list of applications, as each person may read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, case, literal, select

from ..db import UTCDateTime
from ..documents import Table
from ..listing import Column, Filter, Listing, Page, starts_with
from ..organisations.models import Organisation
from ..security.permissions import Permission
from ..territory.models import Commune
from ..text import short_date
from . import queries
from .models import Application
from .schemas import association_choices
from .vocabulary import TURNS, UNKNOWN
from .workflow import WORKFLOW

NONE_YET = "À choisir"
applications = Application.__table__.c
# What has ended comes after all that waits, the longest wait first.
ENDED = literal(datetime(9999, 1, 1, tzinfo=UTC), UTCDateTime())
WAITING_FIRST = case((applications.turn == "", ENDED), else_=applications.last_action_at)


def chip(state: str) -> Markup:
    """The state as lists show it: icon and word."""
    return WORKFLOW.status(state).chip


def turn_words(row: Any) -> str:
    """Who acts next, and whether a message waits."""
    turn = TURNS[row.turn] if row.turn else ""
    return ", ".join(filter(None, (turn, "message à lire" if row.unanswered else "")))


def state_words(state: str) -> str:
    return WORKFLOW.status(state).label


def of_association(slug: str) -> ColumnElement[bool]:
    if slug == UNKNOWN:
        return Application.organisation_id.is_(None)
    return Application.organisation_id == select(Organisation.id).where(Organisation.slug == slug).scalar_subquery()


def entered(how: str) -> ColumnElement[bool]:
    return Application.typed_in.is_(how == "papier")


def whose_turn(turn: str) -> ColumnElement[bool]:
    return Application.unanswered.is_(True) if turn == "message" else Application.turn == turn


STATE_FILTER = Filter(
    "etat", "État", lambda state: Application.state == state,
    tuple((one.name, one.label) for one in WORKFLOW.states.values() if one.name != "draft"),
)  # fmt: skip
TURN_FILTER = Filter(
    "tour", "Qui agit", whose_turn,
    (*((name, words) for name, words in TURNS.items() if name), ("message", "Un message attend une réponse")),
)  # fmt: skip
ENTRY_FILTER = Filter("origine", "Origine", entered, (("site", "Sur le site"), ("papier", "Saisie depuis le papier")))

LISTING = Listing(
    caption="Candidatures",
    noun=("candidature", "candidatures"),
    columns=(
        Column("nom", "Nom", applications.family_name + literal(" ") + applications.given_name,
               sort=applications.sort_name),
        Column("etat", "État", applications.state, cell=chip, export=state_words, few=True),
        Column("tour", "Qui agit", None, value=turn_words),
        Column("association", "Association", Organisation.short_name),
        Column("commune", "Commune", Commune.name, few=True),
        Column("recue", "Reçue le", applications.submitted_at, sort=applications.submitted_at, cell=short_date,
               export=lambda at: at, kind="datetime"),
        Column("action", "Dernière action", applications.last_action_at, sort=WAITING_FIRST,
               cell=short_date, export=lambda at: at, kind="datetime"),
        Column("origine", "Origine", applications.typed_in, cell=lambda yes: "Papier" if yes else "Site", shown=False),
    ),
    key=applications.id,
    default_sort="action",
    filters=(Filter("debut", "Le nom commence par", starts_with(applications.sort_name)), STATE_FILTER, TURN_FILTER,
             ENTRY_FILTER),
    extra=(applications.public_id.label("public_id"), applications.turn, applications.unanswered),
    empty_title="Aucune candidature ici",
    empty_text="Changez les filtres, ou attendez : les candidatures arrivent ici dès que quelqu'un en envoie une.",
)  # fmt: skip


class ApplicationsList:
    """The applications this person may read: all of them for the coordination, an association's own otherwise."""

    def __init__(self, request: Request):
        self._request = request
        places = request.identity.organisations_for(Permission.VIEW_APPLICATIONS)
        self._listing = self._make(everything=places is None)
        statement: Select[Any] = self._listing.select()
        self._statement = statement.where(queries.readable(request.identity)).outerjoin(
            Organisation, Organisation.id == Application.organisation_id
        ).outerjoin(Commune, Commune.code == Application.commune_code)  # fmt: skip

    def page(self) -> Page:
        return self._listing.page(self._request.db, self._statement, self._request.GET)

    def table(self) -> Table:
        return self._listing.table(self._request.db, self._statement, self._request.GET)

    def _make(self, *, everything: bool) -> Listing:
        if not everything:
            columns = tuple(replace(one, shown=one.shown and one.name != "association") for one in LISTING.columns)
            return replace(LISTING, columns=columns, row_link=self._link)
        choices = [(UNKNOWN, NONE_YET), *association_choices(self._request.db)]
        places = Filter("association", "Association", of_association, choices)
        return replace(LISTING, filters=(*LISTING.filters, places), row_link=self._link)

    def _link(self, row: Any) -> str:
        return self._request.route_path("application_file", public_id=row.public_id)
