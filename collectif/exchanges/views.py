"""Exchange sessions: the list, one session, planning and changing it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_form
from ..enrolling import views as enrolling
from ..enrolling.own import seats_of
from ..enrolling.queries import peer_of_account
from ..enrolling.views import Crumbs, to_event
from ..enrolling.words import named
from ..exports import export_response
from ..security.permissions import Permission, Role
from ..text import plural
from . import queries
from .feedback import feedback_in
from .listing import sessions
from .models import ExchangeSession
from .page import WHOLE, ExchangePage
from .resources import ExchangeContext, OrganiseContext
from .room import ROOM
from .schemas import (
    FOLLOWING,
    CancelSchema,
    EditExchangeSchema,
    NewExchangeSchema,
    session_values,
    tailored,
    with_organiser,
)
from .services import Changed, Exchanges

COORDINATION = ("", "La coordination MDPH 77")


@view_config(route_name="exchanges", renderer="exchanges/list.pt", permission=Permission.VIEW_EXCHANGES,
             request_method="GET")  # fmt: skip
@view_config(route_name="exchanges_past", renderer="exchanges/list.pt", permission=Permission.VIEW_EXCHANGES,
             request_method="GET")  # fmt: skip
def listed(request: Request) -> dict[str, Any] | Response:
    past = request.matched_route.name == "exchanges_past"
    listing, statement = sessions(request, past=past)
    if "format" in request.GET:
        return export_response(request, listing.table(request.db, statement, request.GET))
    is_peer = request.identity.has_role(Role.PEER)
    peer = peer_of_account(request.db, request.identity.account_id) if is_peer else None
    places = request.identity.organisations_for(Permission.PLAN_EXCHANGE)
    return {
        "page": listing.page(request.db, statement, request.GET), "past": past, "room": ROOM,
        "seats": seats_of(request.db, ROOM, peer, past=past) if peer else None,
        "organises": places is None or bool(places),
    }  # fmt: skip


@view_config(route_name="exchanges_figures", renderer="exchanges/figures.pt", permission=Permission.PLAN_EXCHANGE,
             request_method="GET")  # fmt: skip
def figures(context: OrganiseContext, request: Request) -> dict[str, Any]:
    places, asked = context.organisation_ids, request.GET.get("annee", "")
    years = queries.years(request.db, places)
    year = next((one for one in years if str(one) == asked), years[0])
    return {
        "year": year, "years": years, "figures": queries.figures(request.db, year, places),
        "feedback": feedback_in(request.db, year, places), "whole": places is None,
        "crumbs": crumbs(request, None, "En chiffres"),
    }  # fmt: skip


@view_config(route_name="exchange_new", renderer="enrolling/form.pt", permission=Permission.PLAN_EXCHANGE)
def plan(context: OrganiseContext, request: Request) -> dict[str, Any] | Response:
    organisers = own_organisers(request)
    known = queries.facilitator_choices(request.db, context.organisation_ids)
    schema = tailored(with_organiser(NewExchangeSchema(), organisers), known,
                      coordination=COORDINATION in organisers, association=organisers != [COORDINATION])  # fmt: skip
    form = request.create_form(schema, submit="Enregistrer la rencontre")
    ids = organiser_ids(request)

    def act(data: dict[str, Any]) -> list[ExchangeSession]:
        return request.service(Exchanges).plan(data, ids[data.get("organiser", organisers[0][0])])

    if done := form.handle(act):
        count = len(done.value)
        told = "La rencontre est prévue." if count == 1 else f"{plural(count, 'rencontre')} sont prévues."
        request.flash("success", f"{told} Relisez, puis ouvrez les inscriptions.")
        return to_event(request, ROOM, done.value[0])
    return {"form": form, "title": "Prévoir une rencontre", "lead": "",
            "crumbs": crumbs(request, None, "Prévoir une rencontre")}  # fmt: skip


def organiser_ids(request: Request) -> dict[str, int | None]:
    """Whom this person may organise for: slug, or nothing for the coordination → id of the association."""
    places = request.identity.organisations_for(Permission.PLAN_EXCHANGE)
    if places is None:
        return {COORDINATION[0]: None}
    return {one.organisation_slug: one.organisation_id for one in request.identity.mandates
            if one.organisation_id in places}  # fmt: skip


def own_organisers(request: Request) -> list[tuple[str, str]]:
    """The same as choices (slug, name)."""
    names = {one.organisation_slug: one.organisation_name for one in request.identity.mandates}
    return [COORDINATION if slug == COORDINATION[0] else (slug, names[slug]) for slug in organiser_ids(request)]


@view_config(route_name="exchange", renderer="exchanges/page.pt", permission=Permission.VIEW_EXCHANGES,
             request_method="GET")  # fmt: skip
def show(context: ExchangeContext, request: Request) -> dict[str, Any]:
    file = ExchangePage(request, context.event)
    file.note_reading()
    return {"file": file, "event": context.event, "room": ROOM}


@view_config(route_name="exchange_edit", renderer="enrolling/form.pt", permission=Permission.PLAN_EXCHANGE)
def edit(context: ExchangeContext, request: Request) -> dict[str, Any] | Response:
    event, service = context.event, request.service(Exchanges)
    service.check_editable(event)
    schema = _edit_schema(request, event, alone=not service.following(event))
    form = request.create_form(schema)

    def act(data: dict[str, Any]) -> Changed:
        return service.edit(event, data, following=data.get("scope") == FOLLOWING)

    if done := edit_form(form, event, session_values, act):
        request.flash("success", changed_words(done.value))
        return to_event(request, ROOM, event)
    return {"form": form, "title": "Modifier la rencontre", "lead": named(event),
            "crumbs": crumbs(request, event, "Modifier")}  # fmt: skip


def _edit_schema(request: Request, event: ExchangeSession, *, alone: bool) -> EditExchangeSchema:
    """:param alone: nothing follows it in its series."""
    places = request.identity.organisations_for(Permission.PLAN_EXCHANGE)
    known = dict(queries.facilitator_choices(request.db, places))
    if event.facilitator:
        known.setdefault(event.facilitator.public_id, event.facilitator.display_name)
    own = event.organisation_id is not None
    schema = tailored(EditExchangeSchema(), list(known.items()), coordination=not own, association=own)
    if alone:
        del schema["scope"]
    return schema


def changed_words(done: Changed) -> str:
    """What an edit did."""
    words = [
        "La rencontre est modifiée." if done.sessions == 1 else f"{plural(done.sessions, 'rencontre')} sont modifiées."
    ]
    if done.left:
        left = plural(done.left, "rencontre ne change pas", "rencontres ne changent pas")
        words.append(f"{left} : des personnes y sont inscrites.")
    if done.told:
        words.append(f"{plural(done.told, 'personne est prévenue', 'personnes sont prévenues')}.")
    return " ".join(words)


@view_config(route_name="exchange_open", request_method="POST", permission=Permission.PLAN_EXCHANGE)
def open_enrolments(context: ExchangeContext, request: Request) -> HTTPSeeOther:
    opened = request.service(Exchanges).open(context.event, following=request.query_string == WHOLE)
    words = "Les inscriptions sont ouvertes"
    request.flash("success", f"{words}." if opened == 1 else f"{words} pour {plural(opened, 'rencontre')}.")
    return to_event(request, ROOM, context.event)


@view_config(route_name="exchange_cancel", renderer="exchanges/cancel.pt", permission=Permission.PLAN_EXCHANGE)
def cancel(context: ExchangeContext, request: Request) -> dict[str, Any] | Response:
    event, service = context.event, request.service(Exchanges)
    schema = CancelSchema()
    if not service.following(event):
        del schema["scope"]
    form = request.create_form(schema, submit="Annuler la rencontre")

    def act(data: dict[str, Any]) -> Changed:
        return service.cancel(event, data["reason"], following=data.get("scope") == FOLLOWING)

    if done := form.handle(act):
        request.flash("success", cancelled_words(done.value))
        return to_event(request, ROOM, event)
    return {"form": form, "event": event, "about": named(event), "crumbs": crumbs(request, event, "Annuler")}


def cancelled_words(done: Changed) -> str:
    words = (
        "La rencontre est annulée." if done.sessions == 1 else f"{plural(done.sessions, 'rencontre')} sont annulées."
    )
    told = plural(done.told, "courriel est parti", "courriels sont partis")
    return f"{words} {told} aux personnes inscrites." if done.told else words


def crumbs(request: Request, event: ExchangeSession | None, here: str) -> Crumbs:
    """Where a page of this room stands."""
    return enrolling.crumbs(request, ROOM, event, here)
