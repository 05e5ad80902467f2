"""Pages of the session: presences noted live, notes of each point, minutes."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..bodies import posted_text
from ..editing import edit as edit_with_version
from ..errors import DomainError
from ..exports import document_response
from ..security.permissions import Permission
from ..text import date_and_time, printable
from . import minutes as papers
from .attendance import Attendance
from .minutes import Minutes, minutes_pdf
from .models import MinutesNote
from .page import MeetingPage, RoomPage
from .pages import answer, crumbs, form_page
from .resources import ItemContext, MeetingContext, PresenceContext
from .schemas import ErratumSchema, NoteSchema, PeersSchema
from .services import Meetings


@view_config(route_name="meeting_attendance", renderer="meetings/attendance.pt",
             permission=Permission.PREPARE_MEETING, request_method="GET")  # fmt: skip
def attendance(context: MeetingContext, request: Request) -> dict[str, Any]:
    return {"room": RoomPage(request, context.meeting), "crumbs": crumbs(request, context.meeting)}


@view_config(route_name="meeting_presence", permission=Permission.PREPARE_MEETING, request_method="POST")
def presence(context: PresenceContext, request: Request) -> Response:
    """One button of the live page; what is refused is said on that page, at the same place."""
    one = context.participant
    by_slug = {other.organisation.slug: other for other in context.meeting.participants}
    name = posted_text(request, "attendance")
    try:
        request.service(Attendance).note(one, name, by_slug.get(posted_text(request, "holder")))
        request.flash("success", f"{one.organisation.short_name} : {papers.attendance_words(one).lower()}.")
    except DomainError as error:
        request.tm.doom()
        request.flash("error", error.message)
    return back_to_room(request, context, f"org-{one.organisation.slug}")


@view_config(route_name="meeting_peers", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def peers(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Attendance)
    form = request.create_form(PeersSchema()).fill({"peers": meeting.peers_present})
    if form.handle(lambda data: service.count_peers(meeting, data["peers"])):
        return back_to_room(request, context, "quorum")
    return form_page(request, form, "Compter les pairs présents", f"« {meeting.title} »", meeting)


@view_config(route_name="item_note", renderer="meetings/note.pt", permission=Permission.PREPARE_MEETING)
def note(context: ItemContext, request: Request) -> dict[str, Any] | Response:
    service, item = request.service(Minutes), context.item
    written = service.note_of(item)
    form = request.create_form(NoteSchema())
    if edit_with_version(form, written, note_values, lambda data: service.write(written, printable(data["text"]))):
        return answer(request, context.meeting, "Le compte rendu de ce point est enregistré.", item.public_id)
    page = form_page(request, form, f"Compte rendu : {item.title}", f"« {context.meeting.title} »", context.meeting)
    return {**page, "item": item, "revisions": len(written.revisions)}


@view_config(route_name="item_history", renderer="meetings/history.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def history(context: ItemContext, request: Request) -> dict[str, Any]:
    revisions = context.item.note.revisions if context.item.note else []
    told = [
        (f"Version {one.number}, {date_and_time(one.at)}", one.text,
         one.account.display_name if one.account else "Personne effacée")
        for one in reversed(revisions)
    ]  # fmt: skip
    return {"item": context.item, "revisions": told, "crumbs": crumbs(request, context.meeting)}


@view_config(route_name="meeting_minutes", renderer="meetings/minutes.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def minutes(context: MeetingContext, request: Request) -> dict[str, Any]:
    return {"file": MeetingPage(request, context.meeting), "crumbs": crumbs(request, context.meeting)}


@view_config(route_name="meeting_minutes_pdf", permission=Permission.VIEW_MEETINGS, request_method="GET")
def minutes_file(context: MeetingContext, request: Request) -> Response:
    return document_response(minutes_pdf(request.db, context.meeting))


@view_config(route_name="meeting_erratum", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def erratum(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Meetings)
    form = request.create_form(ErratumSchema(), submit="Ajouter la correction")
    if form.handle(lambda data: service.correct(meeting, data["text"], request.identity.account_id)):
        request.flash("success", "La correction est ajoutée au compte rendu.")
        return HTTPSeeOther(request.route_path("meeting_minutes", meeting=meeting.public_id))
    lead = "Le compte rendu approuvé ne change pas : la correction s'y ajoute."
    return form_page(request, form, "Corriger le compte rendu", lead, meeting)


def note_values(written: MinutesNote) -> dict[str, Any]:
    return {"text": written.text}


def back_to_room(request: Request, context: MeetingContext, anchor: str) -> Response:
    return HTTPSeeOther(request.route_path("meeting_attendance", meeting=context.meeting.public_id, _anchor=anchor))
