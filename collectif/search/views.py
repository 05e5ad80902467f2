"""The search of the public site, and that of the intranet."""

from __future__ import annotations

from html import escape
from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..security.permissions import Permission
from ..sharing import of_list
from .results import WORDS, Results

ABOUT = "Chercher dans les pages du site, les actions, les documents publics et les organisations du pôle ressource."


@view_config(route_name="search", renderer="search/public.pt", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def public(request: Request) -> dict[str, Any]:
    return {"results": Results(request, None), "sharing": of_list(request, "Chercher sur le site", ABOUT)}


@view_config(route_name="intranet_search", renderer="search/intranet.pt", permission=Permission.USE_INTRANET,
             request_method="GET")  # fmt: skip
def intranet(request: Request) -> dict[str, Any]:
    return {"results": Results(request, request.identity)}


@view_config(route_name="search_description", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def description(request: Request) -> Response:
    """What a browser needs to search the public site from its own bar (OpenSearch 1.1)."""
    base = request.registry.settings["collectif.settings"].base_url.rstrip("/")
    template = f"{base}{request.route_path('search')}?{WORDS}={{searchTerms}}"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "<ShortName>Pair-aidance 77</ShortName>\n"
        f"<Description>{escape('Chercher sur le site du collectif pair-aidance 77')}</Description>\n"
        "<Language>fr-FR</Language>\n<InputEncoding>UTF-8</InputEncoding>\n"
        f'<Url type="text/html" template="{escape(template)}"/>\n</OpenSearchDescription>\n'
    )
    return Response(body, content_type="application/opensearchdescription+xml", charset="utf-8")
