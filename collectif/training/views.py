"""Sessions of training: the list, one session, planning and changing it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import MEANWHILE, SAVE_AGAIN
from ..enrolling import views as enrolling
from ..enrolling.views import Crumbs, to_event
from ..errors import DomainError
from ..exports import export_response
from ..forms import Form
from ..security.permissions import Permission
from ..text import plural
from . import own
from .listing import sessions
from .models import TrainingSession
from .page import SessionPage
from .queries import trainer_choices
from .resources import SessionContext
from .room import ROOM
from .schemas import CancelSchema, EditSessionSchema, SessionSchema, session_schema, session_values
from .services import Trainings

OPENED = "Les inscriptions sont ouvertes."
DECLARED = "La session est tenue. Notez les présences qui manquent, puis enregistrez les résultats."


@view_config(route_name="trainings", renderer="training/list.pt", permission=Permission.VIEW_TRAININGS,
             request_method="GET")  # fmt: skip
def coming(request: Request) -> dict[str, Any] | Response:
    return _list(request, past=False)


@view_config(route_name="trainings_past", renderer="training/list.pt", permission=Permission.VIEW_TRAININGS,
             request_method="GET")  # fmt: skip
def past(request: Request) -> dict[str, Any] | Response:
    return _list(request, past=True)


def _list(request: Request, *, past: bool) -> dict[str, Any] | Response:
    listing, statement = sessions(request, past=past)
    if "format" in request.GET:
        return export_response(request, listing.table(request.db, statement, request.GET))
    page = listing.page(request.db, statement, request.GET)
    return {"page": page, "past": past, "own": None if past else own.trainings_of(request), "room": ROOM}


@view_config(route_name="training_new", renderer="enrolling/form.pt", permission=Permission.PLAN_TRAINING)
def plan(request: Request) -> dict[str, Any] | Response:
    schema = session_schema(SessionSchema(), trainer_choices(request.db))
    form = request.create_form(schema, submit="Enregistrer la session")
    if done := form.handle(request.service(Trainings).plan):
        request.flash("success", "La session est prévue. Relisez-la, puis ouvrez les inscriptions.")
        return to_event(request, ROOM, done.value)
    return {"form": form, "title": "Prévoir une session", "crumbs": crumbs(request, None, "Prévoir une session")}


@view_config(route_name="training", renderer="training/page.pt", permission=Permission.VIEW_TRAININGS,
             request_method="GET")  # fmt: skip
def show(context: SessionContext, request: Request) -> dict[str, Any]:
    file = SessionPage(request, context.training)
    file.note_reading()
    return {"file": file, "training": context.training, "room": ROOM}


@view_config(route_name="training_edit", renderer="enrolling/form.pt", permission=Permission.PLAN_TRAINING)
def edit(context: SessionContext, request: Request) -> dict[str, Any] | Response:
    training, service = context.training, request.service(Trainings)
    service.check_editable(training)
    chosen = {one.public_id: one.display_name for one in training.trainers}
    schema = session_schema(EditSessionSchema(), [*({**chosen, **dict(trainer_choices(request.db))}).items()])
    form = request.create_form(schema).fill(session_values(training))
    if form.handle(lambda data: service.edit(training, _checked(form, training, data))):
        request.flash("success", "La session est modifiée.")
        return to_event(request, ROOM, training)
    return {"form": form, "title": "Modifier la session", "crumbs": crumbs(request, training, "Modifier")}


def _checked(form: Form, training: TrainingSession, data: dict[str, Any]) -> dict[str, Any]:
    """:raises DomainError: someone saved another version since the page was opened; sending again confirms."""
    if data.pop("version") != str(training.version):
        form["version"].cstruct = str(training.version)
        raise DomainError(f"{MEANWHILE} {SAVE_AGAIN}")
    return data


@view_config(route_name="training_open", request_method="POST", permission=Permission.PLAN_TRAINING)
def open_enrolments(context: SessionContext, request: Request) -> HTTPSeeOther:
    request.service(Trainings).open(context.training)
    request.flash("success", OPENED)
    return to_event(request, ROOM, context.training)


@view_config(route_name="training_hold", request_method="POST", permission=Permission.PLAN_TRAINING)
def hold(context: SessionContext, request: Request) -> HTTPSeeOther:
    request.service(Trainings).hold(context.training)
    request.flash("success", DECLARED)
    return HTTPSeeOther(request.route_path("training_results", public_id=context.training.public_id))


@view_config(route_name="training_cancel", renderer="training/cancel.pt", permission=Permission.PLAN_TRAINING)
def cancel(context: SessionContext, request: Request) -> dict[str, Any] | Response:
    training = context.training
    form = request.create_form(CancelSchema(), submit="Annuler la session")
    if done := form.handle(lambda data: request.service(Trainings).cancel(training, data["reason"])):
        told = plural(done.value, "personne est prévenue", "personnes sont prévenues")
        request.flash("success", f"La session est annulée. {told}." if done.value else "La session est annulée.")
        return to_event(request, ROOM, training)
    return {"form": form, "training": training, "file": SessionPage(request, training),
            "crumbs": crumbs(request, training, "Annuler")}  # fmt: skip


def crumbs(request: Request, training: TrainingSession | None, here: str) -> Crumbs:
    """Where a page of this room stands."""
    return enrolling.crumbs(request, ROOM, training, here)
