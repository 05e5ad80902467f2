"""Public pages about actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from . import public
from .listings import AXIS_FILTER, KIND_FILTER, year_filters


@view_config(route_name="actions", renderer="actions/public_list.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED)  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    """Cards, the latest published first unless the address asks otherwise."""
    cards = replace(public.CARDS, filters=(AXIS_FILTER, KIND_FILTER, *year_filters(request, public=True)))
    page = cards.page(request.db, public.cards_statement(), {"tri": "-parution", **request.GET})
    return {"page": page, "found": [public.PublicAction.from_row(row) for row in page.rows]}


@view_config(route_name="action", renderer="actions/public_detail.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED)  # fmt: skip
def detail(request: Request) -> dict[str, Any]:
    """One action; withdrawn, its address says why (410); never published, it does not exist (404)."""
    action = public.find(request.db, request.matchdict["slug"])
    if action is None:
        raise HTTPNotFound()
    return {"action": action}
