"""The candidate's pages before sending: the first question, the steps, the summary."""

from __future__ import annotations

from typing import Any

import deform
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import exception_view_config, view_config

from ..bodies import posted_text
from ..exports import document_response
from ..forms import Form
from ..sharing import of_page
from . import answers, limits, papers
from .candidacy import ALREADY_SENT, Candidacy
from .links import DeadApplicationLink
from .models import Application
from .questions import STEPS, Step, open_questions, step_at
from .resources import LinkContext
from .schemas import CONCERNED, Choices, LostLinkSchema, SendSchema, StartSchema, step_schema
from .vocabulary import INFORMATION
from .workflow import EDITABLE_STATES

LABELS = ["Début", *(step.label for step in STEPS), "Envoi"]
BACK = "back"
TO_REVIEW = "relire"
LINK_SENT = (
    "Si une candidature a cette adresse, un e-mail part dans la minute, avec un nouveau lien. Regardez aussi dans les "
    "courriers indésirables."
)

ABOUT = "Candidater en Seine-et-Marne, sans compte, à votre rythme, en ligne ou sur papier."


@view_config(route_name="candidacy_start", renderer="applications/start.pt", permission=NO_PERMISSION_REQUIRED)
def start(request: Request) -> Any:
    """Whoever is a relative, or not yet 18, is answered here: nothing is kept of it."""
    form = request.create_form(StartSchema(), submit="Continuer")
    done = form.handle(lambda data: begin(request, data))
    if done and done.value.get("token"):
        return HTTPSeeOther(step_path(request, done.value["token"], STEPS[0]))
    sharing = of_page(request, "Candidater pour devenir pair-aidant", ABOUT)
    return {"form": form, "labels": LABELS, "stopped": done.value["stopped"] if done else None, "sharing": sharing}


def begin(request: Request, data: dict[str, str]) -> dict[str, str]:
    """A draft's token, or why there is none."""
    if data["who"] != CONCERNED:
        return {"stopped": "relative"}
    if data["adult"] != "yes":
        return {"stopped": "minor"}
    limits.count_start(request)
    return {"token": request.service(Candidacy).start()}


@view_config(route_name="candidacy_step", renderer="applications/step.pt", permission=NO_PERMISSION_REQUIRED)
def step(context: LinkContext, request: Request) -> Any:
    asked = step_at(request.matchdict["step"])
    if asked is None:
        raise HTTPNotFound()
    count(request, asked)
    keep_link_here(request)
    application, token = context.application, context.token
    if application.state not in EDITABLE_STATES:
        request.flash("info", ALREADY_SENT)
        return HTTPSeeOther(follow_path(request, token))
    form, leaving = step_form(request, asked, application)
    save = request.service(Candidacy).save
    if done := form.handle(lambda data: save(application, token, data, leaving=leaving)):
        if done.value:
            request.flash("success", f"Votre lien est envoyé à {application.email}.")
        return HTTPSeeOther(next_path(request, token, asked, leaving=leaving))
    return {
        "form": form, "step": asked, "labels": LABELS, "current": STEPS.index(asked) + 2, "application": application,
        "link": request.route_url("candidacy_follow", token=token),
    }  # fmt: skip


def count(request: Request, asked: Step) -> None:
    """What is counted before the database is asked anything: pages sent, and mails they may cause."""
    if request.method != "POST":
        return
    limits.count_saved(request)
    if asked.slug == "joindre" and (email := posted_text(request, "email").strip().casefold()):
        limits.count_mail(request, email[:200])


def step_form(request: Request, asked: Step, application: Application) -> tuple[Form, bool]:
    """The form of a step, and whether the person is going back."""
    leaving = bool(posted_text(request, BACK))
    questions = open_questions(asked, placed=application.state != "draft")
    schema = step_schema(questions, Choices(request.db), lenient=leaving)
    form = request.create_form(schema, submit="Enregistrer" if comes_from_review(request) else "Continuer")
    if asked is not STEPS[0] and not comes_from_review(request):
        form.buttons.append(deform.Button(BACK, "Revenir en arrière", value=BACK))
    known = answers.read(application)
    return form.fill({one.name: known[one.name] for one in questions}), leaving


def comes_from_review(request: Request) -> bool:
    return request.GET.get("retour") == TO_REVIEW


def next_path(request: Request, token: str, asked: Step, *, leaving: bool) -> str:
    place = STEPS.index(asked) + (-1 if leaving else 1)
    if comes_from_review(request) or place >= len(STEPS):
        return request.route_path("candidacy_review", token=token)
    return step_path(request, token, STEPS[max(0, place)])


def step_path(request: Request, token: str, asked: Step, **query: str) -> str:
    return request.route_path("candidacy_step", token=token, step=asked.slug, _query=query)


def follow_path(request: Request, token: str) -> str:
    return request.route_path("candidacy_follow", token=token)


@view_config(route_name="candidacy_review", renderer="applications/review.pt", permission=NO_PERMISSION_REQUIRED)
def review(context: LinkContext, request: Request) -> Any:
    """Everything declared, before it is sent."""
    if request.method == "POST":
        limits.count_saved(request)
    keep_link_here(request)
    application, token = context.application, context.token
    if application.state not in EDITABLE_STATES:
        request.flash("info", ALREADY_SENT)
        return HTTPSeeOther(follow_path(request, token))
    again = application.state == "incomplete"
    form = request.create_form(SendSchema(), submit=f"{'Renvoyer' if again else 'Envoyer'} ma candidature")
    if form.handle(lambda data: request.service(Candidacy).send(application, token)):
        request.flash("success", "Votre candidature est envoyée. Merci. Gardez l'adresse de cette page.")
        return HTTPSeeOther(follow_path(request, token))
    return {
        "form": form, "labels": LABELS, "application": application, "information": INFORMATION, "again": again,
        "missing": [(label, step_path(request, token, one, retour=TO_REVIEW))
                    for one, label in answers.missing(application)],
        "told": [(one, facts, step_path(request, token, one, retour=TO_REVIEW))
                 for one, facts in answers.told(application, Choices(request.db))],
    }  # fmt: skip


@view_config(route_name="candidacy_lost", renderer="applications/lost.pt", permission=NO_PERMISSION_REQUIRED)
def lost(request: Request) -> Any:
    """The same answer whether an application has this address or not."""
    form = request.create_form(LostLinkSchema(), submit="Recevoir un lien")
    if form.handle(lambda data: ask_link(request, data["email"])):
        request.flash("info", LINK_SENT)
        return HTTPSeeOther(request.route_path("candidacy_start"))
    return {"form": form}


def ask_link(request: Request, email: str) -> None:
    limits.count_mail(request, email)
    request.service(Candidacy).send_links(email)


@view_config(route_name="candidacy_form", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def printed_form(request: Request) -> Response:
    """The form to print, made once an application and a list of associations."""
    kept: dict[Any, Any] = request.registry.setdefault("application_forms", {})
    key = tuple(Choices(request.db).of("organisation"))
    if key not in kept:
        kept.clear()
        kept[key] = papers.blank_form(request.db, request.route_url("candidacy_start"))
    return document_response(kept[key])


def keep_link_here(request: Request) -> None:
    """The address is a key: pages it leads to are not told it. Not « no-referrer », under which browsers send
    « Origin: null », which the check of the origin refuses."""
    request.response.headers["Referrer-Policy"] = "strict-origin"


@exception_view_config(DeadApplicationLink, renderer="applications/dead_link.pt")
def dead_link(error: DeadApplicationLink, request: Request) -> dict[str, Any]:
    request.response.status_int = 410
    return {}
