"""The agenda as files that diaries follow: everyone's, and each person's own at an address that is a key."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..accounts.doorstep import Doorstep
from ..accounts.throttle import Limit, Throttle, client_network
from ..calendars import calendar_file, events_of, public_events
from ..http_cache import content, keep, keep_open, site_url
from ..security.permissions import Permission
from ..text import today
from ..tokens import token_hash
from .feeds import DOORSTEP, PersonalCalendars, note_reading
from .views import webcal

MEDIA_TYPE = "text/calendar"
PAST, AHEAD = timedelta(days=365), timedelta(days=730)
P = Permission.VIEW_AGENDA
DEAD_ADDRESS = Limit("calendar-address", 60, timedelta(hours=1))
"""Addresses that open nothing, from one network: those that do are counted apart, one service may follow hundreds."""


@view_config(route_name="agenda_ics", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def public(request: Request) -> Response:
    """Public events of the past year and of the two years to come."""
    events = public_events(request.registry, request.db, today() - PAST, today() + AHEAD)
    file = calendar_file("Agenda du collectif pair-aidance 77", events, site_url(request))
    response = keep_open(content(file.encode(), MEDIA_TYPE))
    response.content_disposition = 'inline; filename="agenda.ics"'
    return response


@view_config(route_name="personal_calendar", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def personal(request: Request) -> Response:
    """What concerns the person whose address it is, as their rights are today. No session, and nothing of one."""
    reader = request.service(PersonalCalendars).reader(request.matchdict["token"])
    if reader is None:
        request.service(Throttle).attempt((DEAD_ADDRESS, client_network(request.remote_addr)))
        raise HTTPNotFound()
    doorstep: Doorstep = request.registry[DOORSTEP]
    doorstep.attempt(request.service(Throttle), token_hash(request.matchdict["token"]))
    found = events_of(request.registry, request.db, reader.identity, today() - PAST, today() + AHEAD)
    file = calendar_file("Mon agenda", [one for one in found if one.own], site_url(request), personal=True)
    note_reading(request.registry["database"], request, reader)
    return secret(keep(content(file.encode(), MEDIA_TYPE)))


def secret(response: Response) -> Response:
    """For one reader: no shared cache keeps it, no engine lists it, no other site learns the address."""
    response.cache_control = "private, no-cache"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@view_config(route_name="my_calendar", renderer="agenda/my_calendar.pt", request_method="GET", permission=P)
def mine(request: Request) -> dict[str, Any]:
    """Whether there is an address, since when, and when it was last read."""
    return {"calendar": request.service(PersonalCalendars).of(request.identity.account_id), "address": None}


@view_config(route_name="my_calendar", renderer="agenda/my_calendar.pt", request_method="POST", permission=P)
def renew(request: Request) -> dict[str, Any]:
    """A new address, shown by this answer and never again."""
    calendars = request.service(PersonalCalendars)
    token = calendars.renew(request.identity)
    address = site_url(request) + request.route_path("personal_calendar", token=token)
    return {"calendar": calendars.of(request.identity.account_id), "address": address, "webcal": webcal(address)}


@view_config(route_name="my_calendar_end", request_method="POST", permission=P)
def end(request: Request) -> HTTPSeeOther:
    request.service(PersonalCalendars).end(request.identity)
    request.flash("success", "L'adresse de votre calendrier ne marche plus. Retirez-le aussi de votre agenda.")
    return HTTPSeeOther(request.route_path("my_calendar"))
