"""Pages of the intranet about applications: thin, the rules are in the service."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_versioned
from ..exports import document_response, export_response
from ..security.permissions import Permission
from . import answers, papers
from .listings import ApplicationsList
from .models import Application
from .moves import MOVE_PAGES, VersionedForm
from .page import ApplicationPage
from .resources import ApplicationContext, DeskContext
from .schemas import DOES_NOT_KNOW, Choice, Choices, MessageSchema, association_choices, grouped, paper_schema
from .services import Applications
from .vocabulary import UNKNOWN
from .workflow import WORKFLOW

EVERYONE = 0
"""Stands for every association where a list that was read is noted, once a quarter of an hour for each session."""


@view_config(route_name="applications", renderer="applications/list.pt", permission=Permission.VIEW_APPLICATIONS,
             request_method="GET")  # fmt: skip
def index(context: DeskContext, request: Request) -> dict[str, Any]:
    page = ApplicationsList(request).page()
    if request.registry["application_readings"].is_first(request.identity.session_id, EVERYONE):
        request.journal.record("applications.listed", ("applications", "all"))
    return {"page": page}


@view_config(route_name="applications", request_param="format", permission=Permission.VIEW_APPLICATIONS,
             request_method="GET")  # fmt: skip
def export(context: DeskContext, request: Request) -> Response:
    response = export_response(request, ApplicationsList(request).table())
    request.journal.record("applications.exported", ("applications", "all"), format=request.GET["format"])
    return response


@view_config(route_name="application_enter", renderer="applications/enter.pt", permission=Permission.ENTER_APPLICATION)
def enter(context: DeskContext, request: Request) -> Any:
    """What someone wrote on paper, typed in."""
    choices = Choices(request.db, addressees(request))
    form = request.create_form(paper_schema(choices), submit="Enregistrer cette candidature")
    if done := form.handle(request.service(Applications).enter):
        request.flash("success", "La candidature est enregistrée, marquée comme saisie par vous.")
        return to_file(request, done.value)
    return {"form": form}


def addressees(request: Request) -> list[Choice]:
    """The associations this person may type in for: their own; any, or none yet, for the coordination."""
    places = request.identity.organisations_for(Permission.ENTER_APPLICATION)
    if places is None:
        return [*association_choices(request.db), (UNKNOWN, DOES_NOT_KNOW)]
    own = {one.organisation_slug: one.organisation_name for one in request.identity.mandates
           if one.organisation_id in places}  # fmt: skip
    return [(slug, name or slug) for slug, name in own.items() if slug]


@view_config(route_name="application_file", renderer="applications/file.pt", permission=Permission.VIEW_APPLICATIONS)
def show(context: ApplicationContext, request: Request) -> Any:
    """The whole file; sending the page writes in the thread."""
    application = context.application
    form = request.create_form(MessageSchema(), submit="Envoyer ce message", formid="message")
    if form.handle(lambda data: request.service(Applications).reply(application, data["words"])):
        request.flash("success", "Votre message est envoyé.")
        return to_file(request, application)
    if request.method == "GET":
        note(request, "applications.viewed", application)
    return {"form": form, "file": ApplicationPage(request, application)}


@view_config(route_name="application_print", permission=Permission.VIEW_APPLICATIONS, request_method="GET")
def printed(context: ApplicationContext, request: Request) -> Response:
    note(request, "applications.printed", context.application)
    return document_response(papers.filled_form(request.db, context.application))


@view_config(route_name="application_edit", renderer="applications/edit.pt", permission=Permission.ENTER_APPLICATION)
def edit(context: ApplicationContext, request: Request) -> Any:
    """Corrects what was typed in from paper."""
    service, application = request.service(Applications), context.application
    service.check_editable(application)
    form = request.create_form(paper_schema(Choices(request.db), version=True))
    if edit_versioned(form, application, values, lambda data: service.edit(application, data)):
        request.flash("success", "Vos changements sont enregistrés.")
        return to_file(request, application)
    return {"form": form, "file": ApplicationPage(request, application)}


def values(application: Application) -> dict[str, Any]:
    return grouped(answers.read(application))


def move(name: str) -> Callable[[ApplicationContext, Request], Any]:
    """The view of one move: what will happen, what it asks, one button."""
    transition, words = WORKFLOW.transitions[name], MOVE_PAGES[name]

    def view(context: ApplicationContext, request: Request) -> Any:
        service, application = request.service(Applications), context.application
        service.check(application, name)
        form = request.create_form(words.schema(request), submit=transition.label)
        if VersionedForm(form, application).handle(lambda data: service.act(application, name, data)):
            request.flash("success", words.done)
            return to_file(request, application)
        return {"form": form, "file": ApplicationPage(request, application), "transition": transition, "words": words}

    return view


def note(request: Request, act: str, application: Application) -> None:
    place = application.organisation.slug if application.organisation else ""
    request.journal.record(act, application, organisation=place)


def to_file(request: Request, application: Application) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("application_file", public_id=application.public_id))


def add_moves(config: Configurator) -> None:
    """One route and one view a move, each with its own permission."""
    for name, words in MOVE_PAGES.items():
        route = f"application_{name}"
        path = f"/intranet/candidatures/{{public_id}}/{words.path}"
        config.add_route(route, path, factory=ApplicationContext.from_request)
        permission = WORKFLOW.transitions[name].permission
        config.add_view(move(name), route_name=route, renderer="applications/move.pt", permission=permission)
