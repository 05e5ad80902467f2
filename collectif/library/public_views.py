"""Documents shown to everyone."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..sharing import of_list, of_page
from .kinds import RECORDINGS
from .listings import public_page
from .resources import PublicContext
from .serving import serve
from .words import kind_and_size

ABOUT = "Les documents que le collectif pair-aidance de Seine-et-Marne met à la disposition de tous."


@view_config(route_name="documents", renderer="library/public_list.pt", permission=NO_PERMISSION_REQUIRED,
             request_method="GET", public_page=True)  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    return {"page": public_page(request), "sharing": of_list(request, "Documents", ABOUT)}


@view_config(route_name="document", renderer="library/public.pt", permission=NO_PERMISSION_REQUIRED,
             request_method="GET", public_page=True)  # fmt: skip
def show(context: PublicContext, request: Request) -> dict[str, Any]:
    version = context.version
    what = kind_and_size(version.kind, version.size)
    sharing = of_page(request, context.document.title, context.document.description or what, "article")
    return {
        "document": context.document, "version": version, "what": what, "sharing": sharing,
        "recording": version.kind in RECORDINGS,
    }  # fmt: skip


@view_config(route_name="document_file", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def download(context: PublicContext, request: Request) -> Response:
    return serve(request, context.version, public=True)
