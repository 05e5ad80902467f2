"""Signing in and out, and the links that lead to a password."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import exception_view_config, view_config

from ..preferences import safe_return
from .authentication import Authentication, normalise_email
from .browser import renew
from .devices import device_words
from .links import INVITATION, RESET, DeadLink, SingleUseLinks
from .schemas import NewPasswordSchema, ResetSchema, SignInSchema
from .services import Accounts
from .sessions import SignInSessions, find_identity
from .throttle import LINK_ADDRESS, RESET_ACCOUNT, RESET_ADDRESS, Throttle, client_network

PURPOSES = {"accept_invitation": INVITATION, "choose_password": RESET}
RESET_SENT = (
    "Si un compte existe pour cette adresse, un e-mail part dans la minute. Le lien qu'il contient sert une fois, "
    "pendant une heure. Regardez aussi dans les courriers indésirables."
)


@view_config(route_name="sign_in", renderer="accounts/sign_in.pt", permission=NO_PERMISSION_REQUIRED)
def sign_in(request: Request) -> Any:
    form = request.create_form(SignInSchema(), submit="Se connecter")
    if done := form.handle(lambda data: _authenticate(request, data)):
        renew(request, done.value)
        return HTTPSeeOther(_landing(request, done.value))
    if request.method != "POST" and request.identity:
        return HTTPSeeOther(safe_return(request, request.GET.get("retour"), request.route_path("dashboard")))
    return {"form": form}


def _authenticate(request: Request, data: dict[str, str]) -> str:
    return request.service(Authentication).sign_in(
        data["email"], data["password"], address=client_network(request.remote_addr),
        device=device_words(request.user_agent),
    )  # fmt: skip


def _landing(request: Request, token: str) -> str:
    """Where they were going; someone without a mandate in force is told so on their account's page."""
    found = find_identity(request.db, token)
    if found and not found[0].mandates:
        return request.route_path("my_account")
    return safe_return(request, request.GET.get("retour"), request.route_path("dashboard"))


@view_config(route_name="sign_out", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def sign_out(request: Request) -> HTTPSeeOther:
    if request.identity:
        SignInSessions(request.db).end(request.identity.session_id)
        request.journal.record("account.signed_out", ("accounts", request.identity.public_id))
    renew(request, None)
    request.flash("success", "Votre session est terminée.")
    return HTTPSeeOther(request.route_path("home"))


@view_config(route_name="forgotten_password", renderer="accounts/forgotten.pt", permission=NO_PERMISSION_REQUIRED)
def forgotten_password(request: Request) -> Any:
    form = request.create_form(ResetSchema(), submit="Recevoir un lien")
    if form.handle(lambda data: _ask_reset(request, data["email"])):
        request.flash("info", RESET_SENT)
        return HTTPSeeOther(request.route_path("sign_in"))
    return {"form": form}


def _ask_reset(request: Request, email: str) -> None:
    network = client_network(request.remote_addr)
    request.service(Throttle).attempt((RESET_ACCOUNT, normalise_email(email)), (RESET_ADDRESS, network))
    request.service(Accounts).ask_reset(email)


@view_config(route_name="accept_invitation", renderer="accounts/choose_password.pt", permission=NO_PERMISSION_REQUIRED)
@view_config(route_name="choose_password", renderer="accounts/choose_password.pt", permission=NO_PERMISSION_REQUIRED)
def choose_password(request: Request) -> Any:
    """Opening the link changes nothing, since mail scanners do; sending the form uses it up."""
    # Not "no-referrer": browsers then send « Origin: null », which the check of the origin refuses.
    request.response.headers["Referrer-Policy"] = "strict-origin"
    request.service(Throttle).attempt((LINK_ADDRESS, client_network(request.remote_addr)))
    token, purpose = request.matchdict["token"], PURPOSES[request.matched_route.name]
    form = request.create_form(NewPasswordSchema(), submit="Enregistrer ce mot de passe")
    choose = request.service(Accounts).choose_password
    if done := form.handle(lambda data: choose(token, purpose, data["password"])):
        request.flash("success", f"Votre mot de passe est enregistré. Il est {done.value}. Connectez-vous.")
        return HTTPSeeOther(request.route_path("sign_in"))
    account = request.service(SingleUseLinks).find(token, purpose)
    return {"form": form, "account": account, "first": purpose == INVITATION}


@exception_view_config(DeadLink, renderer="accounts/dead_link.pt")
def dead_link(error: DeadLink, request: Request) -> dict[str, Any]:
    request.response.status_int = 410
    return {}
