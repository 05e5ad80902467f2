"""``/api/v1``: what is public, for programs. Reading only, open to every site, described in OpenAPI."""

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED

from ..http_cache import reading_only
from .catalogue import OPERATIONS
from .operations import ROOT
from .views import home, openapi, serve

View = Callable[[Request], Response]


def includeme(config: Configurator) -> None:
    """Routes of the room: its entry, its description, and one for each operation of the catalogue."""
    views: list[tuple[str, str, View]] = [
        ("api_home", ROOT, home),
        ("api_description", f"{ROOT}/openapi.json", openapi),
        *((one.route, one.pattern, serve(one)) for one in OPERATIONS),
    ]
    for route, pattern, view in views:
        config.add_route(route, pattern)
        config.add_view(view, route_name=route, request_method="GET", permission=NO_PERMISSION_REQUIRED)
        config.add_view(reading_only, route_name=route, permission=NO_PERMISSION_REQUIRED, require_csrf=False)
