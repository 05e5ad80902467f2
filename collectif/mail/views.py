"""The mails of development, for whoever tries the product: nothing leaves the machine there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission
from .reading import sent_mail, sent_mails
from .services import FileTransport

P = Permission.VIEW_MAIL
REAL = "Ici, les courriers partent vraiment : ils ne sont pas gardés, et personne ne peut les relire."


@view_config(route_name="mails", renderer="mail/list.pt", permission=P, request_method="GET")
def mails(request: Request) -> dict[str, Any]:
    return {"mails": sent_mails(_folder(request))}


@view_config(route_name="mail", renderer="mail/mail.pt", permission=P, request_method="GET")
def mail(request: Request) -> dict[str, Any]:
    found = sent_mail(_folder(request), request.matchdict["mail"])
    if found is None:
        raise HTTPNotFound()
    return {"mail": found}


def _folder(request: Request) -> Path:
    """:raises HTTPNotFound: in production, or when mails go to a relay."""
    transport = request.registry["mail_transport"]
    production = request.registry.settings["collectif.settings"].is_production
    if production or not isinstance(transport, FileTransport):
        error = HTTPNotFound()
        error.explanation_fr = REAL
        raise error
    return transport.folder
