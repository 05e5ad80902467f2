"""Pages that postpone, move or cancel a meeting."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit
from ..security.permissions import Permission
from ..text import date_and_time, local, plural
from .changes import MOVED, WHERE, Changes
from .models import Meeting
from .pages import answer, form_page
from .resources import MeetingContext
from .schemas import CancelSchema, PostponeSchema, RelocateSchema

P = Permission.PREPARE_MEETING


@view_config(route_name="meeting_postpone", renderer="meetings/form.pt", permission=P)
def postpone(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Changes)
    form = request.create_form(PostponeSchema(), submit="Reporter la réunion").fill(facts(meeting))
    if form.handle(lambda data: service.postpone(meeting, data)):
        return answer(request, meeting, "La réunion est reportée. Toutes les organisations invitées sont prévenues.")
    lead = (
        f"« {meeting.title} », prévue {date_and_time(meeting.starts_at)}. Les organisations invitées reçoivent la "
        f"nouvelle date et répondent à nouveau. Délai de convocation : {plural(meeting.notice_days, 'jour')}."
    )
    return form_page(request, form, "Reporter la réunion", lead, meeting)


@view_config(route_name="meeting_relocate", renderer="meetings/form.pt", permission=P)
def relocate(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Changes)
    form = request.create_form(RelocateSchema(), submit="Changer et prévenir")
    if edit(form, meeting, announced_place, lambda data: service.relocate(meeting, data)):
        return answer(request, meeting, "C'est changé. Toutes les organisations invitées sont prévenues.")
    lead = (
        f"« {meeting.title} », {date_and_time(meeting.starts_at)} : le jour et l'heure ne changent pas, les réponses "
        "restent valables. Les organisations invitées reçoivent le nouveau lieu ou le nouveau lien."
    )
    return form_page(request, form, "Changer le lieu ou le lien", lead, meeting)


@view_config(route_name="meeting_cancel", renderer="meetings/form.pt", permission=P)
def cancel(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Changes)
    form = request.create_form(CancelSchema(), submit="Annuler la réunion")
    told = " Toutes les organisations invitées seront prévenues." if meeting.state == "convened" else ""
    if form.handle(lambda data: service.cancel(meeting, data["reason"])):
        return answer(request, meeting, "La réunion est annulée. Ses points attendent une autre réunion.")
    lead = f"« {meeting.title} ». Ses points redeviennent des propositions.{told} On ne revient pas en arrière."
    return form_page(request, form, "Annuler la réunion", lead, meeting)


def announced_place(meeting: Meeting) -> dict[str, Any]:
    return {name: getattr(meeting, name) for name in WHERE}


def facts(meeting: Meeting) -> dict[str, Any]:
    return {**{name: getattr(meeting, name) for name in MOVED}, "starts_at": local(meeting.starts_at)}
