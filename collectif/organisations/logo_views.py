"""Logos: sent on the intranet, shown to everyone."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy.orm import Session

from ..security.permissions import Permission
from .images import MEDIA_TYPES
from .pages import crumbs
from .queries import logo_image
from .resources import OrganisationContext
from .schemas import LogoSchema
from .services import Organisations
from .views import to_page

# Opened by itself, a picture may load and run nothing.
ALONE = "default-src 'none'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"


@view_config(
    route_name="organisation_logo", renderer="organisations/logo.pt", permission=Permission.EDIT_ORGANISATION
)  # fmt: skip
def send(context: OrganisationContext, request: Request) -> Any:
    organisation, service = context.organisation, request.service(Organisations)
    form = request.create_form(LogoSchema(), submit="Envoyer ce logo")
    if form.handle(lambda data: service.set_logo(organisation, data["logo"].content)):
        request.flash("success", "Le logo est enregistré. Il est visible sur le site public.")
        return to_page(request, organisation)
    return {"form": form, "organisation": organisation, "crumbs": crumbs(request, organisation, "Logo")}


@view_config(
    route_name="organisation_logo_remove", permission=Permission.EDIT_ORGANISATION, request_method="POST"
)  # fmt: skip
def remove(context: OrganisationContext, request: Request) -> HTTPSeeOther:
    request.service(Organisations).remove_logo(context.organisation)
    request.flash("success", "Le logo est retiré.")
    return to_page(request, context.organisation)


@view_config(route_name="logo", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def serve(request: Request) -> Response:
    """The picture itself. Its address holds a digest of its content: another content has another address."""
    return _response(request.db, request.path_info)


def _response(session: Session, address: str) -> Response:
    content = logo_image(session, address)
    media_type = MEDIA_TYPES.get(address.rpartition(".")[2])
    if content is None or media_type is None:
        raise HTTPNotFound()
    response = Response(body=content, content_type=media_type)
    response.headers.update(
        {"Content-Security-Policy": ALONE, "Cache-Control": FOR_EVER, "Content-Disposition": "inline"}
    )
    return response
