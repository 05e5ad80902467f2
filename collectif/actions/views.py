"""Pages of the intranet about actions: thin, the rules are in the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..exports import export_response
from ..security.permissions import Permission
from .boards import tabs
from .closing import report_values
from .editing import VersionedForm, form_values
from .listings import IntranetList
from .models import Action
from .moves import MOVE_PAGES
from .page import ActionPage
from .resources import ActionContext
from .schemas import EditSchema, NewActionSchema, acting_choices
from .services import ActionService
from .workflow import WORKFLOW


@view_config(route_name="intranet_actions", renderer="actions/list.pt", permission=Permission.VIEW_ACTIONS,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any] | Response:
    actions = IntranetList(request)
    if "format" in request.GET:
        return export_response(request, actions.table())
    return {
        "page": actions.page(), "sees_files": actions.sees_files, "may_propose": bool(acting_choices(request)),
        "tabs": tabs(request, "intranet_actions"),
    }  # fmt: skip


@view_config(route_name="intranet_action_new", renderer="actions/new.pt", permission=Permission.PROPOSE_ACTION)
def new(request: Request) -> dict[str, Any] | Response:
    form = request.create_form(NewActionSchema(), submit="Enregistrer l'idée")
    if done := form.handle(request.service(ActionService).create):
        request.flash("success", "L'idée est enregistrée. Quand elle est complète, proposez-la.")
        return to_action(request, done.value)
    return {"form": form}


@view_config(route_name="intranet_action", renderer="actions/detail.pt", permission=Permission.VIEW_ACTION_FILES,
             request_method="GET")  # fmt: skip
def detail(context: ActionContext, request: Request) -> dict[str, Any]:
    return {"file": ActionPage(request, context.action)}


@view_config(route_name="intranet_action_edit", renderer="actions/edit.pt", permission=Permission.EDIT_ACTION)
def edit(context: ActionContext, request: Request) -> dict[str, Any] | Response:
    service, action = request.service(ActionService), context.action
    service.check_editable(action)
    editing = VersionedForm(request.create_form(EditSchema()).fill(form_values(action)), action)
    if editing.handle(lambda data: service.edit(action, data)):
        request.flash("success", "Vos changements sont enregistrés.")
        return to_action(request, action)
    return {"form": editing.form, "action": action, "saved": editing.differences}


def move(name: str) -> Callable[[ActionContext, Request], dict[str, Any] | Response]:
    """The view of one move: what will happen, what it asks, one button."""
    transition, words = WORKFLOW.transitions[name], MOVE_PAGES[name]

    def view(context: ActionContext, request: Request) -> dict[str, Any] | Response:
        service, action = request.service(ActionService), context.action
        service.check(action, name)
        form = request.create_form(words.schema(), submit=transition.label)
        form.fill({"version": action.version, **report_values(action)})
        if VersionedForm(form, action).handle(lambda data: service.act(action, name, data)):
            request.flash("success", words.done)
            return to_action(request, action)
        return {"form": form, "action": action, "transition": transition, "words": words}

    return view


def to_action(request: Request, action: Action) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("intranet_action", public_id=action.public_id))


def add_moves(config: Configurator) -> None:
    """One route and one view a move, each with its own permission."""
    for name, words in MOVE_PAGES.items():
        route = f"intranet_action_{name}"
        config.add_route(route, f"/intranet/actions/{{public_id}}/{words.path}", factory=ActionContext.from_request)
        permission = WORKFLOW.transitions[name].permission
        config.add_view(move(name), route_name=route, renderer="actions/move.pt", permission=permission)
