"""Pages of the boards of actions: thin, the questions are asked in ``boards``, ``year`` and ``late``."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..exports import export_response
from ..security.permissions import Permission
from .boards import Board, sector_chart, tabs
from .late import LateList
from .year import Year


@view_config(route_name="actions_by_axis", renderer="actions/by_axis.pt", permission=Permission.VIEW_ACTIONS,
             request_method="GET")  # fmt: skip
def by_axis(request: Request) -> dict[str, Any]:
    return {"axes": Board(request).by_axis(), "tabs": tabs(request, "actions_by_axis")}


@view_config(route_name="actions_by_sector", renderer="actions/by_sector.pt", permission=Permission.VIEW_ACTIONS,
             request_method="GET")  # fmt: skip
def by_sector(request: Request) -> dict[str, Any]:
    branches = Board(request).by_sector()
    return {"sectors": branches, "chart": sector_chart(branches), "tabs": tabs(request, "actions_by_sector")}


@view_config(route_name="actions_calendar", renderer="actions/year.pt", permission=Permission.VIEW_ACTIONS,
             request_method="GET")  # fmt: skip
def year(request: Request) -> dict[str, Any]:
    asked = Year.asked(request)
    return {"year": asked, "months": asked.months(), "tabs": tabs(request, "actions_calendar")}


@view_config(route_name="actions_late", renderer="actions/late.pt", permission=Permission.VIEW_ACTION_FILES,
             request_method="GET")  # fmt: skip
def late(request: Request) -> dict[str, Any] | Response:
    things = LateList(request)
    if "format" in request.GET:
        return export_response(request, things.table())
    return {"page": things.page(), "tabs": tabs(request, "actions_late")}
