"""The first page after sign-in: what waits on me, what is coming, what has changed."""

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission
from .services import Dashboards


@view_config(
    route_name="dashboard", renderer="dashboard/home.pt", permission=Permission.USE_INTRANET, request_method="GET"
)
def home(request: Request) -> dict[str, Any]:
    mandates = request.identity.mandates
    return {"mandates": mandates, "board": request.service(Dashboards).of(request.identity) if mandates else None}
