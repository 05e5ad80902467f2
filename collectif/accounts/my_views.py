"""One's own account: mandates, password, sessions."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..errors import DomainError
from ..security.permissions import Permission
from .authentication import Authentication
from .browser import let_go, renew
from .devices import device_words
from .models import Account
from .queries import ending_soon, mandates_of, open_sessions
from .schemas import ChangePasswordSchema
from .services import Accounts
from .sessions import SignInSessions
from .words import mandate_rows

WRONG = "Ce n'est pas votre mot de passe actuel. Recommencez."
P = Permission.USE_INTRANET


@view_config(route_name="my_account", renderer="accounts/my_account.pt", permission=P, request_method="GET")
def my_account(request: Request) -> dict[str, Any]:
    own = request.identity.account_id
    return {
        "account": request.db.get_one(Account, own),
        "mandates": mandate_rows(mandates_of(request.db, own)),
        "ending": ending_soon(request.db, own),
        "sessions": open_sessions(request.db, own),
    }


@view_config(route_name="my_password", renderer="accounts/my_password.pt", permission=P)
def my_password(request: Request) -> Any:
    form = request.create_form(ChangePasswordSchema(), submit="Changer mon mot de passe")
    if done := form.handle(lambda data: _change_password(request, data)):
        strength, token = done.value
        renew(request, token)
        request.flash(
            "success", f"Votre mot de passe est changé. Il est {strength}. Vos autres sessions sont terminées."
        )
        return HTTPSeeOther(request.route_path("my_account"))
    return {"form": form}


def _change_password(request: Request, data: dict[str, str]) -> tuple[str, str]:
    own = request.identity.account_id
    let_go(request)
    if not request.service(Authentication).confirm(own, data["current"]):
        raise DomainError(WRONG, "current")
    strength = request.service(Accounts).change_password(own, data["password"])
    account = request.db.get_one(Account, own)
    return strength, SignInSessions(request.db).open(account, device_words(request.user_agent))


@view_config(route_name="my_sessions_end", request_method="POST", permission=P)
def end_other_sessions(request: Request) -> HTTPSeeOther:
    identity = request.identity
    SignInSessions(request.db).end_all(identity.account_id, keep=identity.session_id)
    request.journal.record("account.sessions_ended", ("accounts", identity.public_id))
    request.flash("success", "Vos autres sessions sont terminées.")
    return HTTPSeeOther(request.route_path("my_account"))


@view_config(route_name="my_session_end", request_method="POST", permission=P)
def end_session(request: Request) -> HTTPSeeOther:
    wanted = request.matchdict["session"]
    found = [s for s in open_sessions(request.db, request.identity.account_id) if s.public_id == wanted]
    if not found:
        raise HTTPNotFound()
    SignInSessions(request.db).end(found[0].id)
    request.journal.record("account.session_ended", found[0])
    if found[0].id == request.identity.session_id:
        renew(request, None)
        request.flash("success", "Votre session est terminée.")
        return HTTPSeeOther(request.route_path("home"))
    request.flash("success", "Cette session est terminée.")
    return HTTPSeeOther(request.route_path("my_account"))
