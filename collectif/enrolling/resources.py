"""What pages about places are about: an event, one's own place in it, someone's enrolment, an offer."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ..peers.models import Peer
from ..security.acl import acl
from ..security.permissions import Permission
from ..tokens import Tokens, token_hash
from . import queries
from .rooms import Room
from .words import ENDED_OFFER, enrolment_status


def event_of(request: Request, room: Room) -> Any:
    """The event of the address. :raises HTTPNotFound: there is none, or none that this person may know of."""
    found = queries.find_event(request.db, room, request.matchdict["public_id"])
    if found is None or not room.sees(request, found):
        raise HTTPNotFound()
    return found


class EnrolContext:
    """One event, for whoever enrols the peers of an association."""

    __parent__ = None
    __name__ = None

    def __init__(self, room: Room, request: Request):
        self.room = room
        self.event = event_of(request, room)
        self.organisation_ids = request.identity.organisations_for(Permission.ENROL_PEER)
        self.__acl__ = acl(self.organisation_ids or ())


class OwnSeatContext:
    """One event and the file of the peer who asks: their own place, and nobody else's."""

    __parent__ = None
    __name__ = None

    def __init__(self, room: Room, request: Request):
        self.room = room
        self.event = event_of(request, room)
        self._request = request
        found = queries.peer_of_account(request.db, request.identity.account_id)
        self.__acl__ = acl(account_id=request.identity.account_id if found else None)
        self._peer = found

    @property
    def peer(self) -> Peer:
        """:raises HTTPNotFound: no peer's file goes with this account."""
        if self._peer is None:
            raise HTTPNotFound()
        return self._peer

    @property
    def enrolment(self) -> Any:
        """The peer's own last enrolment. :raises HTTPNotFound: there is none."""
        found = queries.current_enrolment(self._request.db, self.room, self.event, self.peer.id)
        if found is None:
            raise HTTPNotFound()
        return found


class EnrolmentContext:
    """Someone's enrolment: the associations that sponsor them, and the coordination."""

    __parent__ = None
    __name__ = None

    def __init__(self, room: Room, request: Request):
        seats: Any = room.seat
        found = queries.find_enrolment(
            request.db, room, seats.public_id == request.matchdict["enrolment"],
            seats.session.has(room.event.public_id == request.matchdict["public_id"]),
        )  # fmt: skip
        if found is None or not room.sees(request, found.session):
            raise HTTPNotFound()
        self.room = room
        self.enrolment = found
        self.event = found.session
        self.__acl__ = acl(sponsors_of(found.peer))


class OfferContext:
    """The enrolment that a link is about; public, for whoever holds the link."""

    __parent__ = None
    __name__ = None

    def __init__(self, room: Room, request: Request):
        token = request.matchdict["token"]
        tokens: Tokens = request.registry[f"{room.name}_tokens"]
        made = tokens.made(token)
        found = queries.find_enrolment(request.db, room, room.seat.offer_hash == token_hash(token)) if made else None
        if found is None:
            raise HTTPNotFound()
        self.room = room
        self.enrolment = found
        self.event = found.session

    @property
    def is_offered(self) -> bool:
        offered = self.enrolment.state == "offered"
        return offered and enrolment_status(self.room, self.enrolment) is not ENDED_OFFER

    @property
    def is_held(self) -> bool:
        return self.enrolment.state == "held" and not self.event.has_begun


def sponsors_of(peer: Peer) -> list[int]:
    return [one.organisation_id for one in peer.sponsorships if one.state == "active"]
