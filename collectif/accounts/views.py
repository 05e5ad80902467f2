"""Signing in and out."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..preferences import safe_return
from ..security.permissions import Permission
from .authentication import Authentication
from .browser import renew
from .devices import device_words
from .schemas import SignInSchema
from .sessions import SignInSessions
from .throttle import client_network


@view_config(route_name="sign_in", renderer="accounts/sign_in.pt", permission=NO_PERMISSION_REQUIRED)
def sign_in(request: Request) -> Any:
    form = request.create_form(SignInSchema(), submit="Se connecter")
    if done := form.handle(lambda data: _authenticate(request, data)):
        renew(request, done.value)
        return HTTPSeeOther(_landing(request))
    if request.method == "GET" and request.identity:
        return HTTPSeeOther(_landing(request))
    return {"form": form}


def _authenticate(request: Request, data: dict[str, str]) -> str:
    return request.service(Authentication).sign_in(
        data["email"], data["password"], address=client_network(request.remote_addr),
        device=device_words(request.user_agent),
    )  # fmt: skip


def _landing(request: Request) -> str:
    return safe_return(request, request.GET.get("retour"), request.route_path("dashboard"))


@view_config(route_name="sign_out", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def sign_out(request: Request) -> HTTPSeeOther:
    if request.identity:
        SignInSessions(request.db).end(request.identity.session_id)
        request.journal.record("account.signed_out", ("accounts", request.identity.public_id))
    renew(request, None)
    request.flash("success", "Votre session est terminée.")
    return HTTPSeeOther(request.route_path("home"))
