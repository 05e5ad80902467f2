"""The lists of actions: the intranet's, with every state, and the public's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from ..documents import Table
from ..listing import Column, Filter, Listing, Page
from ..organisations.models import Organisation
from ..organisations.queries import organisation_choices
from ..security.permissions import Permission
from ..territory.models import Commune, Sector
from ..territory.queries import sector_choices
from ..text import capitalised, short_date
from . import queries
from .models import Action
from .vocabulary import AXES, KINDS, axis_label, kind_label
from .words import period, split_names
from .workflow import PUBLIC_STATES, WORKFLOW

SECTOR = "Secteur"
WHOLE = "departement"
WHOLE_LABEL = "Tout le département"


def chip(state: str) -> Markup:
    """The state as lists show it: icon and word."""
    return WORKFLOW.status(state).chip


def dates(row: Any) -> str:
    return capitalised(period(row.starts_on, row.ends_on))


def in_year(year: str) -> ColumnElement[bool]:
    return Action.starts_on.between(date(int(year), 1, 1), date(int(year), 12, 31))


def in_sector(slug: str) -> ColumnElement[bool]:
    """Actions of a commune of this sector, and those for the whole département, which concern it too."""
    return or_(Action.commune_code.is_(None), placed_in(slug))


def placed_in(slug: str) -> ColumnElement[bool]:
    """Actions that take place in this sector; those for the whole département are in none."""
    if slug == WHOLE:
        return Action.commune_code.is_(None)
    there = select(Commune.code).join(Sector, Sector.id == Commune.sector_id).where(Sector.slug == slug)
    return Action.commune_code.in_(there)


def of_organisation(slug: str) -> ColumnElement[bool]:
    return queries.involves(select(Organisation.id).where(Organisation.slug == slug).scalar_subquery())


AXIS_FILTER = Filter(
    "axe",
    "Axe",
    lambda axis: Action.axis == int(axis),
    tuple((str(axis), f"{axis} – {label}") for axis, label in AXES.items()),
)
KIND_FILTER = Filter("nature", "Nature", lambda kind: Action.kind == kind, tuple(KINDS.items()))
STATE_FILTER = Filter(
    "etat", "État", lambda state: Action.state == state,
    tuple((state.name, state.label) for state in WORKFLOW.states.values()),
)  # fmt: skip

INTRANET = Listing(
    caption="Actions du collectif",
    noun=("action", "actions"),
    columns=(
        Column("titre", "Titre", Action.title, Action.sort_title),
        Column("etat", "État", Action.state, cell=chip, export=lambda state: WORKFLOW.status(state).label),
        Column("nature", "Nature", Action.kind, cell=kind_label, shown=False),
        Column("axe", "Axe", Action.axis, Action.axis, cell=lambda axis: f"Axe {axis}", export=axis_label),
        Column(
            "organisations", "Organisations", queries.organisation_names(Organisation.short_name),
            cell=lambda names: ", ".join(split_names(names)),
        ),
        Column("dates", "Dates", None, Action.starts_on, value=dates),
        Column("debut", "Premier jour", Action.starts_on, shown=False, kind="date"),
        Column("fin", "Dernier jour", Action.ends_on, shown=False, kind="date"),
        Column("maj", "Modifiée", Action.updated_at, Action.updated_at, cell=short_date, export=lambda at: at,
               kind="datetime"),
    ),
    key=Action.id,
    default_sort="titre",
    extra=(Action.public_id, Action.slug, Action.starts_on, Action.ends_on),
    empty_title="Aucune action ici",
    empty_text="Changez les filtres, ou proposez la première.",
)  # fmt: skip


def year_filters(request: Request, *, public: bool) -> tuple[Filter, ...]:
    """The filter by year, when actions have dates."""
    choices = tuple((str(year), str(year)) for year in queries.years(request.db, public=public))
    return (Filter("annee", "Année", in_year, choices),) if choices else ()


def sector_filters(session: Session) -> tuple[Filter, ...]:
    """The filter by sector, with the sectors there are."""
    return (Filter("secteur", SECTOR, in_sector, sector_choices(session)),)


class IntranetList:
    """The actions this person may see: all of them for the collective, the public ones for the others."""

    def __init__(self, request: Request):
        self._request = request
        follows = request.identity.organisations_for(Permission.VIEW_ACTION_FILES)
        self.sees_files = follows is None
        self._listing = self._make()
        self._statement: Select[Any] = self._listing.select()
        if not self.sees_files:
            self._statement = self._statement.where(Action.state.in_(PUBLIC_STATES))

    def page(self) -> Page:
        return self._listing.page(self._request.db, self._statement, self._request.GET)

    def table(self) -> Table:
        return self._listing.table(self._request.db, self._statement, self._request.GET)

    def _make(self) -> Listing:
        organisations = Filter("organisation", "Organisation", of_organisation, organisation_choices(self._request.db))
        places = [*sector_choices(self._request.db), (WHOLE, WHOLE_LABEL)]
        sectors = Filter("lieu", "Lieu", placed_in, places)
        years = year_filters(self._request, public=not self.sees_files)
        filters = (STATE_FILTER, AXIS_FILTER, KIND_FILTER, sectors, organisations, *years)
        link = self._file if self.sees_files else self._public_page
        return replace(INTRANET, filters=filters, row_link=link)

    def _file(self, row: Any) -> str:
        return self._request.route_path("intranet_action", public_id=row.public_id)

    def _public_page(self, row: Any) -> str:
        return self._request.route_path("action", slug=row.slug)
