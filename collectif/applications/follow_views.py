"""The candidate's pages after sending: where it stands, the thread, giving up, asking again."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..exports import document_response
from . import answers, limits, papers
from .acts import CANDIDATE
from .candidacy import Candidacy
from .models import Application
from .page import FollowPage
from .public_views import follow_path, keep_link_here, step_path
from .resources import LinkContext
from .schemas import MessageSchema


@view_config(route_name="candidacy_follow", renderer="applications/follow.pt", permission=NO_PERMISSION_REQUIRED)
def follow(context: LinkContext, request: Request) -> Any:
    """Where the application stands; a draft goes on where it was left. Sending the page writes in the thread."""
    if request.method == "POST":
        limits.count_saved(request)
    keep_link_here(request)
    application, token = context.application, context.token
    if application.state == "draft":
        return HTTPSeeOther(where_left(request, application, token))
    form = request.create_form(MessageSchema(), submit="Envoyer ce message", formid="message")
    if form.handle(lambda data: request.service(Candidacy).write(application, data["words"])):
        request.flash("success", "Votre message est envoyé.")
        return HTTPSeeOther(follow_path(request, token))
    note_reading(request, application)
    return {"form": form, "file": FollowPage(request, application, token)}


def where_left(request: Request, application: Application, token: str) -> str:
    """The first step that still needs an answer, or the summary."""
    missing = answers.missing(application)
    return step_path(request, token, missing[0][0]) if missing else request.route_path("candidacy_review", token=token)


def note_reading(request: Request, application: Application) -> None:
    if request.method == "GET":
        place = application.organisation.slug if application.organisation else ""
        request.journal.acting(CANDIDATE).record("applications.viewed", application, organisation=place)


@view_config(route_name="candidacy_withdraw", renderer="applications/withdraw.pt", permission=NO_PERMISSION_REQUIRED)
def withdraw(context: LinkContext, request: Request) -> Any:
    """Asks once, then it is done."""
    if request.method == "POST":
        limits.count_saved(request)
    keep_link_here(request)
    application, draft = context.application, context.application.state == "draft"
    if request.method == "POST":
        request.service(Candidacy).withdraw(application)
        if draft:
            request.flash("success", "Votre brouillon est effacé.")
            return HTTPSeeOther(request.route_path("candidacy_start"))
        request.flash("success", "Votre candidature est retirée.")
        return HTTPSeeOther(follow_path(request, context.token))
    return {"draft": draft, "file": FollowPage(request, application, context.token) if not draft else None,
            "back": follow_path(request, context.token)}  # fmt: skip


@view_config(route_name="candidacy_again", request_method="POST", permission=NO_PERMISSION_REQUIRED)
def again(context: LinkContext, request: Request) -> HTTPSeeOther:
    """A new candidature, in which nothing has to be written twice."""
    limits.count_start(request)
    token = request.service(Candidacy).again(context.application)
    request.flash("success", "Votre nouvelle candidature reprend vos réponses. Relisez chaque page, puis envoyez.")
    return HTTPSeeOther(follow_path(request, token))


@view_config(route_name="candidacy_copy", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def own_copy(context: LinkContext, request: Request) -> Response:
    """The application on paper, for its candidate."""
    note_reading(request, context.application)
    return document_response(papers.filled_form(request.db, context.application))
