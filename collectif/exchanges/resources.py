"""What pages about exchange sessions are about, besides places."""

from __future__ import annotations

from functools import partial

from pyramid.request import Request

from ..enrolling.resources import OwnSeatContext, event_of
from ..security.acl import acl
from ..security.permissions import Permission
from .models import ExchangeSession
from .room import ROOM


class OrganiseContext:
    """Sessions to plan: whoever may for one association at least, and the coordination."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        places = request.identity.organisations_for(Permission.PLAN_EXCHANGE) if request.identity else ()
        self.organisation_ids = places
        self.__acl__ = acl(places or ())


class ExchangeContext:
    """One session: whoever may know of it; the association that organises it and the person who facilitates it act."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        self.event: ExchangeSession = event_of(request, ROOM)
        organisation, facilitator = self.event.organisation_id, self.event.facilitator_id
        self.__acl__ = acl([organisation] if organisation else [], facilitator)


OwnExchangeContext = partial(OwnSeatContext, ROOM)
"""One session and one's own place in it."""
