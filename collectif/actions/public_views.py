"""Public pages about actions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..library.queries import documents_of
from ..sharing import of_list, of_page
from . import public, public_follow
from .linked import KIND
from .listings import AXIS_FILTER, KIND_FILTER, SECTOR, sector_filters, year_filters
from .photo_page import public_photos

ABOUT = "Ce que des associations et des institutions de Seine-et-Marne font ensemble pour la pair-aidance."


@view_config(route_name="actions", renderer="actions/public_list.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED, public_page=True)  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    """Cards, the latest published first unless the address asks otherwise."""
    years = year_filters(request, public=True)
    cards = replace(public.CARDS, filters=(AXIS_FILTER, *sector_filters(request.db), KIND_FILTER, *years))
    page = cards.page(request.db, public.cards_statement(), {"tri": "-parution", **request.GET})
    found = [public.PublicAction.from_row(row) for row in page.rows]
    sharing = of_list(request, "Les actions du collectif", ABOUT)
    by_sector = any(label == SECTOR for label, _, _ in page.active_filters)
    return {"page": page, "found": found, "by_sector": by_sector, "sharing": sharing}


@view_config(route_name="action", renderer="actions/public_detail.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED, public_page=True)  # fmt: skip
def detail(request: Request) -> dict[str, Any]:
    """One action; withdrawn, its address says why (410); never published, it does not exist (404)."""
    action = public.find(request.db, request.matchdict["slug"])
    if action is None:
        raise HTTPNotFound()
    follow = public_follow.of(request.db, action.public_id)
    return {
        "action": action, "follow": follow, "photos": public_photos(request, action.slug, follow.photos),
        "documents": documents_of(request.db, KIND, action.public_id, None),
        "sharing": of_page(request, action.title, action.summary, "article"),
    }  # fmt: skip
