"""Documents tied to exchange sessions: what the library asks of this room."""

from __future__ import annotations

from pyramid.request import Request

from ..enrolling.queries import find_event
from ..library.links import Linkable
from ..security.identity import Identity
from ..security.permissions import Permission
from .models import ExchangeSession
from .room import ROOM, sees

KIND = "exchange_sessions"


def linked_exchange(request: Request, public_id: str) -> Linkable | None:
    """The session, for whoever may know of it."""
    identity = request.identity
    if identity is None or identity.organisations_for(Permission.VIEW_EXCHANGES) is not None:
        return None
    event = find_event(request.db, ROOM, public_id)
    if event is None or not sees(request, event):
        return None
    return Linkable(event.title, "exchange", {"public_id": public_id}, may_tie(identity, event))


def may_tie(identity: Identity, event: ExchangeSession) -> bool:
    """Whoever organises it, and adds documents."""
    own = identity.organisations_for(Permission.PLAN_EXCHANGE)
    return own is None or event.organisation_id in own
