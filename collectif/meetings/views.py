"""Pages about meetings before and around the session; the rules are in the services."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from ..editing import edit as edit_with_version
from ..errors import NotAllowed
from ..exports import export_response
from ..security.permissions import Permission
from ..text import local, plural
from . import listings, queries
from .attendance import Attendance
from .calendar import calendar_attachment
from .models import RULES, Meeting, MeetingKind, MeetingParticipant
from .page import MeetingPage
from .pages import answer, crumbs, form_page, to_meeting
from .resources import KindContext, MeetingContext
from .schemas import (
    AnswerSchema,
    ConveneSchema,
    EditMeetingSchema,
    NewMeetingSchema,
    RulesSchema,
    own_choices,
)
from .services import FACTS, Meetings, is_late, members
from .vocabulary import SHARES

NOT_INVITED = "Votre organisation n'est pas invitée à cette réunion."


@view_config(route_name="meetings", renderer="meetings/list.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def index(request: Request) -> dict[str, Any] | Response:
    kinds = queries.kinds(request.db)
    listing = replace(listings.MEETINGS, filters=(*listings.MEETINGS.filters, listings.kind_filter(request, kinds)))
    asked = {**listings.LATEST_FIRST, **request.GET}
    if "format" in request.GET:
        return export_response(request, listing.table(request.db, listings.statement(), asked))
    return {
        "page": listing.page(request.db, listings.statement(), asked),
        "may_propose": bool(own_choices(request, Permission.PROPOSE_AGENDA)),
    }


@view_config(route_name="meeting_new", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def new(request: Request) -> dict[str, Any] | Response:
    form = request.create_form(NewMeetingSchema(), submit="Préparer la réunion")
    form.fill({"organisations": hub(request)})
    if done := form.handle(request.service(Meetings).create):
        request.flash("success", "La réunion est en préparation. Complétez l'ordre du jour, puis convoquez.")
        return to_meeting(request, done.value)
    return form_page(request, form, "Préparer une réunion", "Rien ne part avant la convocation.")


@view_config(route_name="meeting", renderer="meetings/detail.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def detail(context: MeetingContext, request: Request) -> dict[str, Any]:
    return {"file": MeetingPage(request, context.meeting)}


@view_config(route_name="meeting_edit", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def edit(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Meetings)
    form = request.create_form(EditMeetingSchema())
    if edit_with_version(form, meeting, form_values, lambda data: service.edit(meeting, data)):
        return answer(request, meeting, "Vos changements sont enregistrés.")
    return form_page(request, form, "Modifier la réunion", meeting.title, meeting)


@view_config(route_name="meeting_calendar", permission=Permission.VIEW_MEETINGS, request_method="GET")
def calendar(context: MeetingContext, request: Request) -> Response:
    if context.meeting.convened_at is None:
        raise HTTPNotFound()
    settings = request.registry.settings["collectif.settings"]
    file = calendar_attachment(context.meeting, settings.base_url, settings.mail_sender)
    response = Response(file.content, content_type="text/calendar", charset="utf-8")
    response.content_disposition = 'attachment; filename="reunion.ics"'
    return response


@view_config(route_name="meeting_convene", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def convene(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Meetings)
    form = request.create_form(ConveneSchema(), submit="Envoyer la convocation")
    if form.handle(lambda data: service.convene(meeting, data["late_reason"])):
        return answer(request, meeting, "La convocation est partie.")
    notice = plural(meeting.kind.notice_days, "jour")
    late = " Aujourd'hui ce délai n'est plus tenu : dites pourquoi." if is_late(meeting) else ""
    lead = (
        f"« {meeting.title} » : {plural(len(meeting.participants), 'organisation invitée', 'organisations invitées')}, "
        f"{plural(len(meeting.items), 'point')}. Délai de convocation : {notice}.{late}"
    )
    return form_page(request, form, "Convoquer", lead, meeting)


@view_config(route_name="meeting_answer", renderer="meetings/form.pt", permission=Permission.ANSWER_MEETING)
def respond(context: MeetingContext, request: Request) -> dict[str, Any] | Response:
    meeting, service = context.meeting, request.service(Attendance)
    own = own_participants(request, meeting)
    form = request.create_form(AnswerSchema(), submit="Envoyer la réponse").fill(answered(own[0]))

    def act(data: dict[str, Any]) -> None:
        shown, form["planned_at"].cstruct = data["planned_at"], meeting.starts_at.isoformat()
        service.check_day(meeting, shown)
        service.answer(*chosen_answer(meeting, own, data))

    if form.handle(act):
        return answer(request, meeting, "Votre réponse est enregistrée. Vous pouvez la changer jusqu'à l'ouverture.")
    who = own[0].organisation.name if len(own) == 1 else "vos organisations"
    return form_page(request, form, "Répondre à la convocation", f"« {meeting.title} », pour {who}.", meeting)


@view_config(route_name="meeting_open", permission=Permission.PREPARE_MEETING, request_method="POST")
def open_session(context: MeetingContext, request: Request) -> Response:
    request.service(Meetings).open(context.meeting)
    request.flash("success", "La séance est ouverte. Notez les présences.")
    return HTTPSeeOther(request.route_path("meeting_attendance", meeting=context.meeting.public_id))


@view_config(route_name="meeting_close", permission=Permission.PREPARE_MEETING, request_method="POST")
def close_session(context: MeetingContext, request: Request) -> Response:
    request.service(Meetings).close(context.meeting)
    return answer(request, context.meeting, "La séance est close. Le compte rendu s'approuve à la prochaine réunion.")


@view_config(route_name="meeting_kinds", renderer="meetings/kinds.pt", permission=Permission.VIEW_MEETINGS,
             request_method="GET")  # fmt: skip
def kinds(request: Request) -> dict[str, Any]:
    return {"kinds": [(kind, rules_words(kind)) for kind in queries.kinds(request.db)], "crumbs": crumbs(request)}


@view_config(route_name="meeting_kind_edit", renderer="meetings/form.pt", permission=Permission.PREPARE_MEETING)
def kind_edit(context: KindContext, request: Request) -> dict[str, Any] | Response:
    kind, service = context.kind, request.service(Meetings)
    form = request.create_form(RulesSchema())
    if edit_with_version(form, kind, rule_values, lambda data: service.set_rules(kind, data)):
        request.flash("success", "Les règles sont enregistrées. Les réunions déjà convoquées gardent les leurs.")
        return HTTPSeeOther(request.route_path("meeting_kinds"))
    return form_page(request, form, f"Règles : {kind.label}", "Elles valent pour les prochaines convocations.")


def hub(request: Request) -> set[str]:
    """The slugs of the organisations of the pôle."""
    return {one.slug for one in queries.organisations(request.db, members(request.db))}


def form_values(meeting: Meeting) -> dict[str, Any]:
    values = {name: getattr(meeting, name) for name in FACTS}
    invited = {one.organisation.slug for one in meeting.participants}
    return {**values, "starts_at": local(meeting.starts_at), "organisations": invited}


def rule_values(kind: MeetingKind) -> dict[str, Any]:
    return {name: getattr(kind, name) for name in RULES}


def rules_words(kind: MeetingKind) -> list[tuple[str, str]]:
    """The rules as people read them."""
    proxies = plural(kind.proxy_limit, "procuration par organisation", "procurations par organisation")
    return [
        ("Invitées", "Toutes les organisations du pôle" if kind.whole else "Les organisations choisies"),
        ("Convocation", f"{plural(kind.notice_days, 'jour')} avant"),
        ("Quorum", SHARES[kind.quorum]),
        ("Associations", f"{kind.associations_minimum} au moins" if kind.associations_minimum else "Pas de minimum"),
        ("Institutions", f"{kind.institutions_minimum} au moins" if kind.institutions_minimum else "Pas de minimum"),
        ("Pairs", f"{kind.peers_minimum} au moins" if kind.peers_minimum else "Pas de minimum"),
        ("Procurations", proxies if kind.proxy_limit else "Aucune"),
    ]


def own_participants(request: Request, meeting: Meeting) -> list[MeetingParticipant]:
    """The organisations invited for which this person may answer. :raises NotAllowed: none."""
    own = dict(own_choices(request, Permission.ANSWER_MEETING))
    found = [one for one in meeting.participants if one.organisation.slug in own]
    if not found:
        raise NotAllowed(NOT_INVITED)
    return found


def answered(participant: MeetingParticipant) -> dict[str, Any]:
    """What this organisation has answered already."""
    holder = participant.proxy_holder
    return {
        "planned_at": participant.meeting.starts_at.isoformat(),
        "organisation": participant.organisation.slug,
        "holder": holder.organisation.slug if holder else "",
        **({"answer": participant.answer} if participant.answer else {}),
    }


def chosen_answer(
    meeting: Meeting, own: list[MeetingParticipant], data: dict[str, Any]
) -> tuple[MeetingParticipant, str, MeetingParticipant | None]:
    by_slug = {one.organisation.slug: one for one in meeting.participants}
    mine = by_slug[data["organisation"]] if "organisation" in data else own[0]
    return mine, data["answer"], by_slug.get(data.get("holder", ""))
