"""Pages about decisions: the thread from the agenda to the results, and what is left to do."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..security.permissions import Permission
from ..text import short_date, today
from . import queries
from .decisions import Decisions, number
from .pages import crumbs, form_page
from .resources import ActionThreadContext, DecisionContext, ItemContext, TaskContext
from .thread import Thread, of_action, of_decision
from .vocabulary import TASK_STATES
from .vote_schemas import DecisionSchema, EndTaskSchema, TaskSchema


@view_config(route_name="decisions", renderer="meetings/decisions.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any]:
    rows = [(number(one), one, len([task for task in one.tasks if task.state == "open"]))
            for one in queries.latest_decisions(request.db)]  # fmt: skip
    return {"decisions": rows, "crumbs": crumbs(request)}


@view_config(route_name="item_decide", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def decide(context: ItemContext, request: Request) -> dict[str, Any] | Response:
    form = request.create_form(DecisionSchema(), submit="Enregistrer la décision")
    service = request.service(Decisions)
    if done := form.handle(lambda data: service.decide(context.item, data["text"])):
        request.flash("success", "La décision est enregistrée. Dites qui en fait quoi.")
        return HTTPSeeOther(request.route_path("decision", decision=done.value.public_id))
    return form_page(request, form, "Noter une décision", f"« {context.item.title} »", context.meeting)


@view_config(route_name="decision", renderer="meetings/decision.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def detail(context: DecisionContext, request: Request) -> dict[str, Any]:
    decision = context.decision
    tasks = [
        (task, TASK_STATES[task.state], task.account.display_name if task.account else "Personne effacée",
         task.state == "open" and task.due_on < today())
        for task in decision.tasks
    ]  # fmt: skip
    return {
        "decision": decision, "number": number(decision), "thread": Thread(request, of_decision(request.db, decision)),
        "tasks": tasks, "crumbs": crumbs(request, decision.meeting),
    }  # fmt: skip


@view_config(route_name="task_add", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def add_task(context: DecisionContext, request: Request) -> dict[str, Any] | Response:
    decision, service = context.decision, request.service(Decisions)
    form = request.create_form(TaskSchema(), submit="Ajouter")
    page = request.route_path("decision", decision=decision.public_id)
    if form.handle(lambda data: service.add_task(decision, data, page)):
        request.flash("success", "C'est noté. La personne reçoit un courrier, et le retrouve sur son accueil.")
        return HTTPSeeOther(page)
    return form_page(request, form, "Dire qui fait quoi", f"Décision {number(decision)} : {decision.text}",
                     decision.meeting)  # fmt: skip


@view_config(route_name="task_end", renderer="meetings/form.pt", permission=Permission.FOLLOW_UP)
def end_task(context: TaskContext, request: Request) -> dict[str, Any] | Response:
    task, service = context.task, request.service(Decisions)
    form = request.create_form(EndTaskSchema())
    if form.handle(lambda data: service.end_task(task, data["state"], data["words"])):
        request.flash("success", "C'est enregistré.")
        return HTTPSeeOther(request.route_path("decision", decision=task.decision.public_id))
    lead = f"« {task.title} », avant le {short_date(task.due_on)}."
    return form_page(request, form, "Où en est-ce ?", lead, task.decision.meeting)


@view_config(route_name="action_thread", renderer="meetings/thread.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def thread(context: ActionThreadContext, request: Request) -> dict[str, Any]:
    return {"action": context.action, "thread": Thread(request, of_action(request.db, context.action))}
