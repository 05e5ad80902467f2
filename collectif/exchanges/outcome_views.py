"""After a session: attendance, what was spoken of, what people felt; and one's own first name, shown or not."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..bodies import posted_text
from ..enrolling.page import Tick, note_reading
from ..enrolling.resources import OwnSeatContext
from ..enrolling.views import presences, to_event
from ..enrolling.words import full_name, named
from ..security.permissions import Permission
from ..text import plural
from .outcomes import Outcomes, awaits_feedback, people
from .resources import ExchangeContext
from .room import ROOM
from .schemas import AccountSchema, FeedbackSchema
from .seats import ExchangeSeats
from .views import crumbs

HERE = {"present": True, "absent": False}
TOLD = "C'est enregistré, sans nom."
THANKS = "Merci. Votre avis est compté, et rien ne dit qu'il vient de vous."
SHOWN = "Les autres personnes inscrites peuvent lire votre prénom."
HIDDEN = "Votre prénom n'est plus affiché."


@view_config(route_name="exchange_attendance", renderer="exchanges/attendance.pt", permission=Permission.KEEP_EXCHANGE)
def attendance(context: ExchangeContext, request: Request) -> dict[str, Any] | Response:
    event, there = context.event, people(request.db, context.event)
    if request.method == "POST":
        noted = request.service(Outcomes).note(event, presences(request, there))
        request.flash("success", f"C'est noté pour {plural(noted, 'personne')}. La rencontre est tenue.")
        return to_event(request, ROOM, event)
    if there:
        note_reading(request, ROOM, event)
    ticks = [Tick(one.public_id, full_name(one.peer), HERE.get(one.state), closed=False) for one in there]
    return {"event": event, "about": named(event), "ticks": ticks, "crumbs": crumbs(request, event, "Présences")}


@view_config(route_name="exchange_account", renderer="enrolling/form.pt", permission=Permission.KEEP_EXCHANGE)
def account(context: ExchangeContext, request: Request) -> dict[str, Any] | Response:
    event = context.event
    form = request.create_form(AccountSchema())
    form.fill({"themes": {one.name for one in event.themes}, "summary": event.summary})
    if form.handle(lambda data: request.service(Outcomes).tell(event, data["themes"], data["summary"])):
        request.flash("success", TOLD)
        return to_event(request, ROOM, event)
    return {"form": form, "title": "Ce dont on a parlé", "lead": named(event),
            "crumbs": crumbs(request, event, "Ce dont on a parlé")}  # fmt: skip


@view_config(route_name="exchange_feedback", renderer="exchanges/feedback.pt", permission=Permission.ENROL_SELF)
def feedback(context: OwnSeatContext, request: Request) -> dict[str, Any] | Response:
    event, seat = context.event, context.enrolment
    form = request.create_form(FeedbackSchema(), submit="Donner mon avis")
    if form.handle(lambda data: request.service(Outcomes).answer(seat, data["face"], data["words"])):
        request.flash("success", THANKS)
        return to_event(request, ROOM, event)
    return {
        "form": form,
        "event": event,
        "about": named(event),
        "awaits": awaits_feedback(seat),
        "crumbs": crumbs(request, event, "Votre avis"),
    }


@view_config(route_name="exchange_first_name", request_method="POST", permission=Permission.ENROL_SELF)
def first_name(context: OwnSeatContext, request: Request) -> HTTPSeeOther:
    seat, shown = context.enrolment, posted_text(request, "shown") == "oui"
    if seat.state not in ("held", "present"):
        raise HTTPNotFound()
    request.service(ExchangeSeats).show_first_name(seat, shown)
    request.flash("success", SHOWN if shown else HIDDEN)
    return to_event(request, ROOM, context.event)
