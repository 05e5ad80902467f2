"""Documents tied to meetings: what the library asks of this room."""

from __future__ import annotations

from pyramid.request import Request

from ..library.links import Linkable
from ..security.permissions import Permission
from . import queries
from .models import Meeting

KIND = "meetings"


def linked_meeting(request: Request, public_id: str) -> Linkable | None:
    """The meeting, for whoever follows the collective's meetings."""
    identity = request.identity
    if identity is None or identity.organisations_for(Permission.VIEW_MEETINGS) is not None:
        return None
    meeting = queries.meeting(request.db, public_id)
    if meeting is None:
        return None
    return Linkable(meeting.title, "meeting", {"meeting": public_id}, may_tie(request, meeting))


def may_tie(request: Request, meeting: Meeting) -> bool:
    """The coordination, and whoever adds documents for an organisation invited."""
    own = request.identity.organisations_for(Permission.ADD_DOCUMENT)
    return own is None or any(one.organisation_id in own for one in meeting.participants)
