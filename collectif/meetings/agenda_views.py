"""Pages about agendas: what organisations propose, and the points of one meeting."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_with_version
from ..errors import NotAllowed
from ..organisations.models import Organisation
from ..security.permissions import Permission
from . import queries
from .agenda import Agenda
from .models import AgendaItem
from .pages import answer, crumbs, form_page
from .resources import ItemContext, MeetingContext, ProposedContext
from .schemas import EditItemSchema, ItemSchema, PlaceSchema, ProposalSchema, ReasonSchema, own_choices
from .services import Meetings

AGENDA = "ordre-du-jour"


@view_config(route_name="agenda_proposals", renderer="meetings/proposals.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def proposals(request: Request) -> dict[str, Any]:
    return {
        "proposals": queries.waiting_proposals(request.db),
        "may_propose": bool(own_choices(request, Permission.PROPOSE_AGENDA)),
        "crumbs": crumbs(request),
    }


@view_config(route_name="agenda_propose", renderer="meetings/form.pt", permission=Permission.PROPOSE_AGENDA)
def propose(request: Request) -> dict[str, Any] | Response:
    form = request.create_form(ProposalSchema(), submit="Proposer ce point")
    service = request.service(Agenda)
    if form.handle(lambda data: service.propose(data, acting_for(request, data.get("organisation")).id)):
        request.flash("success", "Votre proposition est enregistrée. La coordination l'inscrira à un ordre du jour.")
        return HTTPSeeOther(request.route_path("agenda_proposals"))
    return form_page(request, form, "Proposer un point", "La coordination vous répondra.")


@view_config(route_name="proposal_place", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def place(context: ProposedContext, request: Request) -> dict[str, Any] | Response:
    form = request.create_form(PlaceSchema(), submit="Inscrire à l'ordre du jour").fill(
        {"minutes": context.item.minutes}
    )
    service = request.service(Agenda)
    by_id = {one.public_id: one for one in queries.meetings_before(request.db)}
    if done := form.handle(lambda data: service.place(context.item, by_id[data["meeting"]], data["minutes"])):
        return answer(request, done.value, "Le point est à l'ordre du jour.", AGENDA)
    return form_page(request, form, "Inscrire à l'ordre du jour", f"« {context.item.title} »")


@view_config(route_name="proposal_decline", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def decline(context: ProposedContext, request: Request) -> dict[str, Any] | Response:
    form = request.create_form(ReasonSchema(), submit="Ne pas l'inscrire")
    service = request.service(Agenda)
    if form.handle(lambda data: service.decline(context.item, data["reason"])):
        request.flash("success", "La proposition est écartée, avec votre explication.")
        return HTTPSeeOther(request.route_path("agenda_proposals"))
    return form_page(request, form, "Ne pas inscrire ce point", f"« {context.item.title} »")


@view_config(route_name="item_new", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def add(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    form = request.create_form(ItemSchema(), submit="Ajouter ce point")
    service = request.service(Agenda)
    if form.handle(lambda data: service.add(context.meeting, data)):
        return answer(request, context.meeting, "Le point est à l'ordre du jour.", AGENDA)
    return form_page(request, form, "Ajouter un point", f"« {context.meeting.title} »", context.meeting)


@view_config(route_name="item_edit", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def edit(context: ItemContext, request: Request) -> dict[str, Any] | Response:
    form, service = request.create_form(EditItemSchema()), request.service(Agenda)
    if edit_with_version(form, context.item, item_values, lambda data: service.edit(context.item, data)):
        return answer(request, context.meeting, "Le point est modifié.", AGENDA)
    return form_page(request, form, "Modifier ce point", f"« {context.item.title} »", context.meeting)


@view_config(route_name="item_up", permission=Permission.PREPARE_MEETING, request_method="POST")
def up(context: ItemContext, request: Request) -> Response:
    request.service(Agenda).move(context.item, -1)
    return answer(request, context.meeting, "Le point est monté.", context.item.public_id)


@view_config(route_name="item_down", permission=Permission.PREPARE_MEETING, request_method="POST")
def down(context: ItemContext, request: Request) -> Response:
    request.service(Agenda).move(context.item, 1)
    return answer(request, context.meeting, "Le point est descendu.", context.item.public_id)


@view_config(route_name="item_remove", permission=Permission.PREPARE_MEETING, request_method="POST")
def remove(context: ItemContext, request: Request) -> Response:
    request.service(Agenda).remove(context.item)
    return answer(request, context.meeting, "Le point n'est plus à l'ordre du jour.", AGENDA)


@view_config(route_name="item_approve", permission=Permission.PREPARE_MEETING, request_method="POST")
def approve(context: ItemContext, request: Request) -> Response:
    request.service(Meetings).approve(context.item)
    words = "Le compte rendu est approuvé : il ne change plus."
    return answer(request, context.meeting, words, context.item.public_id)


def acting_for(request: Request, slug: str | None) -> Organisation:
    """The organisation this person proposes for. :raises NotAllowed: none, or several and none was said."""
    own = [value for value, _ in own_choices(request, Permission.PROPOSE_AGENDA)]
    named = slug or (own[0] if len(own) == 1 else "")
    found = queries.organisation(request.db, named) if named in own else None
    if found is None:
        raise NotAllowed("Vous ne pouvez pas proposer de point pour cette organisation.")
    return found


def item_values(item: AgendaItem) -> dict[str, Any]:
    return {
        "title": item.title, "description": item.description, "minutes": item.minutes,
        "action": item.action.public_id if item.action else "",
    }  # fmt: skip
