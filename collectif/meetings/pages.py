"""What every view of the room shares: the page of a form, the way back."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response

from .models import Meeting

Crumbs = list[tuple[str, str | None]]


def to_meeting(request: Request, meeting: Meeting) -> HTTPSeeOther:
    return HTTPSeeOther(request.route_path("meeting", meeting=meeting.public_id))


def answer(request: Request, meeting: Meeting, words: str, anchor: str = "") -> Response:
    """Say what was done, and go back to the meeting."""
    request.flash("success", words)
    return HTTPSeeOther(request.route_path("meeting", meeting=meeting.public_id, _anchor=anchor or None))


def crumbs(request: Request, meeting: Meeting | None = None) -> Crumbs:
    """The way from the list to here, without the page itself."""
    way: Crumbs = [("Réunions", request.route_path("meetings"))]
    if meeting is not None:
        way.append((meeting.title, request.route_path("meeting", meeting=meeting.public_id)))
    return way


def form_page(request: Request, form: Any, title: str, lead: str, meeting: Meeting | None = None) -> dict[str, Any]:
    """What ``meetings/form.pt`` shows."""
    way = crumbs(request, meeting)
    return {"form": form, "title": title, "lead": lead, "crumbs": [*way, (title, None)], "back": way[-1]}
