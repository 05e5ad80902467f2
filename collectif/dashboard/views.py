"""The first page after sign-in: what waits on me."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission


@view_config(route_name="dashboard", renderer="dashboard/home.pt", permission=Permission.USE_INTRANET)
def home(request: Request) -> dict[str, Any]:
    return {"mandates": request.identity.mandates}
