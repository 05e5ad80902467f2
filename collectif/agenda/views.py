"""The agenda to read: the public's, and the one of whoever is signed in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..calendars import Event, events_of, public_events, sources
from ..http_cache import site_url
from ..security.permissions import Permission
from ..sharing import of_list
from ..territory.queries import sector_choices
from .page import MINE, AgendaPage, Question, kinds, next_after, rooms
from .window import Month, Window

ABOUT = "Les rencontres, les témoignages, les journées ouvertes à tous autour de la pair-aidance, en Seine-et-Marne."
FAR = timedelta(days=730)
"""How far an empty page looks for the next date."""


@view_config(route_name="agenda", renderer="agenda/public.pt", request_method="GET",
             permission=NO_PERMISSION_REQUIRED, public_page=True)  # fmt: skip
def public(request: Request) -> dict[str, Any]:
    """What anyone may come to."""
    answers = kinds(one for one in sources(request.registry) if one.public)
    page, nearest = show(request, Question("nature", "Nature", answers), own=False)
    address = site_url(request) + request.route_path("agenda_ics")
    sharing = of_list(request, "L'agenda du collectif", ABOUT)
    return {"page": page, "next": nearest, "address": address, "webcal": webcal(address), "sharing": sharing}


@view_config(route_name="intranet_agenda", renderer="agenda/intranet.pt", request_method="GET",
             permission=Permission.VIEW_AGENDA)  # fmt: skip
def intranet(request: Request) -> dict[str, Any]:
    """What this person may know of."""
    mine = Question(MINE, "Pour qui", [("oui", "Ce qui me concerne")])
    page, nearest = show(request, Question("nature", "Quoi", rooms(sources(request.registry))), mine, own=True)
    return {"page": page, "next": nearest}


def show(request: Request, *questions: Question, own: bool) -> tuple[AgendaPage, Month | None]:
    """The page that the address asks for; when nothing is on it, the month of the next date."""
    window = Window.read(request.GET)
    asked = (*questions, Question("secteur", "Secteur", sector_choices(request.db)))
    events = told(request, window.first, window.last, own=own)
    page = AgendaPage(window, events, asked, request.GET, request.script_name + request.path_info, request.script_name)
    if not page.is_empty:
        return page, None
    later = next_after(told(request, window.last, window.last + FAR, own=own), window.last)
    return page, Month.of(later.first_day) if later else None


def told(request: Request, first: date, last: date, *, own: bool) -> list[Event]:
    if own:
        return events_of(request.registry, request.db, request.identity, first, last)
    return public_events(request.registry, request.db, first, last)


def webcal(address: str) -> str:
    """The same address under the scheme that opens a diary."""
    return "webcal" + address[address.index(":") :]
