"""Managing accounts and mandates; nothing here shows what people do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.view import view_config

from ..errors import DomainError
from ..organisations.queries import organisation_choices
from ..security.grants import ROLE_GRANTS
from ..security.permissions import Permission, Role
from ..text import today
from .mandates import Mandates
from .models import Account
from .queries import ACCOUNTS, STATES, mandates_of, organisation_by_slug
from .resources import AccountContext, MandateContext
from .schemas import LastDaySchema, invitation_schema, mandate_schema, person_schema
from .services import Accounts
from .words import mandate_dates, mandate_label, mandate_rows

P = Permission.MANAGE_ACCOUNTS
CIRCLES = (
    ("everywhere", "partout"),
    ("own_organisation", "pour son organisation"),
    ("own_file", "pour sa propre fiche"),
)


@view_config(route_name="accounts", renderer="accounts/list.pt", permission=P, request_method="GET")
def accounts(request: Request) -> dict[str, Any]:
    return {"page": ACCOUNTS.page(request.db, ACCOUNTS.select(), request.GET)}


@view_config(route_name="roles", renderer="accounts/roles.pt", permission=Permission.USE_INTRANET, request_method="GET")
def roles(request: Request) -> dict[str, Any]:
    """The table of rights, made from the one the security policy reads."""
    rows = [(p.label, [_circle(role, p) for role in Role]) for p in Permission]
    return {"roles": [role.label[:1].upper() + role.label[1:] for role in Role], "rows": rows}


def _circle(role: Role, permission: Permission) -> str:
    grants = ROLE_GRANTS[role]
    return " et ".join(words for name, words in CIRCLES if permission in getattr(grants, name))


@view_config(route_name="account_invite", renderer="accounts/invite.pt", permission=P)
def invite(request: Request) -> Any:
    form = request.create_form(
        invitation_schema(organisation_choices(request.db, short=True)), submit="Envoyer l'invitation"
    )
    form.fill({"starts_on": today()})
    if done := form.handle(lambda data: _invite(request, data)):
        request.flash("success", f"L'invitation part à l'adresse {done.value.email}. Elle sert pendant sept jours.")
        return _to_account(request, done.value)
    return {"form": form}


def _invite(request: Request, data: dict[str, Any]) -> Account:
    account = request.service(Accounts).invite(data["display_name"], data["email"])
    _give(request, account, data)
    return account


def _give(request: Request, account: Account, data: dict[str, Any]) -> None:
    request.service(Mandates).give(
        account, Role(data["role"]), organisation_by_slug(request.db, data["organisation"]), data["starts_on"],
        data["ends_on"],
    )  # fmt: skip


@view_config(route_name="account", renderer="accounts/account.pt", permission=P, request_method="GET")
def account(context: AccountContext, request: Request) -> dict[str, Any]:
    state = "closed" if context.account.closed_at else "open" if context.account.password_hash else "invited"
    return {
        "account": context.account,
        "state": state,
        "state_words": STATES[state],
        "mandates": mandate_rows(mandates_of(request.db, context.account.id)),
        "is_own": context.account.id == request.identity.account_id,
    }


@view_config(route_name="account_edit", renderer="accounts/edit.pt", permission=P)
def edit(context: AccountContext, request: Request) -> Any:
    account = context.account
    form = request.create_form(person_schema()).fill({"display_name": account.display_name, "email": account.email})
    if form.handle(lambda data: request.service(Accounts).rename(account, data["display_name"], data["email"])):
        request.flash("success", "Le compte est modifié.")
        return _to_account(request, account)
    return {"form": form, "account": account}


@view_config(route_name="account_invite_again", request_method="POST", permission=P)
def invite_again(context: AccountContext, request: Request) -> HTTPSeeOther:
    done = f"Une nouvelle invitation part à l'adresse {context.account.email}. La précédente ne sert plus."
    return _act(request, context.account, request.service(Accounts).invite_again, done)


@view_config(route_name="account_reopen", request_method="POST", permission=P)
def reopen(context: AccountContext, request: Request) -> HTTPSeeOther:
    return _act(request, context.account, request.service(Accounts).reopen, "Le compte est rouvert.")


@view_config(route_name="account_close", renderer="accounts/close.pt", request_method="GET", permission=P)
def ask_close(context: AccountContext, request: Request) -> dict[str, Any]:
    return {"account": context.account}


@view_config(route_name="account_close", request_method="POST", permission=P)
def close(context: AccountContext, request: Request) -> HTTPSeeOther:
    done = "Le compte est fermé et ses sessions sont terminées."
    return _act(request, context.account, request.service(Accounts).close, done)


@view_config(route_name="mandate_give", renderer="accounts/give_mandate.pt", permission=P)
def give_mandate(context: AccountContext, request: Request) -> Any:
    form = request.create_form(mandate_schema(organisation_choices(request.db, short=True)), submit="Donner ce mandat")
    form.fill({"starts_on": today()})
    if form.handle(lambda data: _give(request, context.account, data)):
        request.flash("success", "Le mandat est donné.")
        return _to_account(request, context.account)
    return {"form": form, "account": context.account}


@view_config(route_name="mandate_end", renderer="accounts/end_mandate.pt", permission=P)
def end_mandate(context: MandateContext, request: Request) -> Any:
    mandate = context.mandate
    label = mandate_label(mandate.role, mandate.organisation.short_name if mandate.organisation else None)
    dates = mandate_dates(mandate.starts_on, mandate.ends_on)
    form = request.create_form(LastDaySchema(), submit="Mettre fin à ce mandat").fill({"ends_on": today()})
    if form.handle(lambda data: request.service(Mandates).end(mandate, data["ends_on"])):
        request.flash("success", f"Le mandat « {label} » prend fin.")
        return _to_account(request, context.account)
    return {"form": form, "account": context.account, "label": label, "dates": dates}


def _act(request: Request, account: Account, act: Callable[[Account], None], done: str) -> HTTPSeeOther:
    """Do it and say so, or say why it cannot be done, on the account's page."""
    try:
        act(account)
    except DomainError as error:
        request.tm.doom()
        request.flash("error", error.message)
    else:
        request.flash("success", done)
    return _to_account(request, account)


def _to_account(request: Request, account: Account) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("account", account=account.public_id))
