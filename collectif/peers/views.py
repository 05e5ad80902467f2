"""Rosters."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..exports import export_response
from ..listing import Prepared
from ..security.permissions import Permission
from ..territory.queries import sector_choices
from .own_fields import OwnFields, own_fields
from .queries import rosters
from .resources import Association, RosterContext, sees_details_of
from .roster import build_roster

NO_FIELDS = OwnFields()


def visible_fields(request: Request, association: Association) -> OwnFields:
    """The association's own fields, for its own people only."""
    return own_fields(request.registry, association.slug) if sees_details_of(request, association.id) else NO_FIELDS


def roster_of(request: Request, association: Association, own: OwnFields) -> Prepared:
    """The association's roster, prepared once an application for each set of fields."""
    kept: dict[Any, Prepared] = request.registry.setdefault("rosters", {})
    keeps = sees_details_of(request, association.id)
    key = (association.id, bool(own.fields), keeps)
    if key not in kept:
        caption = f"Pairs : {association.name}"
        sectors = sector_choices(request.db)
        kept[key] = build_roster(association.id, caption, own, sectors, with_reference=keeps)
    return kept[key]


@view_config(route_name="roster", renderer="peers/roster.pt", request_method="GET", permission=Permission.VIEW_ROSTER)
def roster(context: RosterContext, request: Request) -> dict[str, Any]:
    association = context.association
    own = visible_fields(request, association)
    page = roster_of(request, association, own).page(request.db, request.GET)
    if request.registry["roster_readings"].is_first(request.identity.session_id, association.id):
        request.journal.record("roster.viewed", ("organisations", association.slug), organisation=association.slug)
    return {"association": association, "page": page, "unavailable": own.unavailable}


@view_config(route_name="roster", request_param="format", request_method="GET", permission=Permission.EXPORT_ROSTER)
def export_roster(context: RosterContext, request: Request) -> Response:
    association = context.association
    table = roster_of(request, association, visible_fields(request, association)).table(request.db, request.GET)
    response = export_response(request, table)
    name = request.GET["format"]
    request.journal.record(
        "roster.exported", ("organisations", association.slug), organisation=association.slug, format=name
    )
    return response


@view_config(
    route_name="rosters", renderer="peers/rosters.pt", request_method="GET", permission=Permission.USE_INTRANET
)
def choose_roster(request: Request) -> Any:
    """The rosters this person may read; straight to the roster when there is only one."""
    found = rosters(request.db, request.identity.organisations_for(Permission.VIEW_ROSTER))
    if len(found) == 1:
        return HTTPSeeOther(request.route_path("roster", slug=found[0].slug))
    return {"rosters": found}
