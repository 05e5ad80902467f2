"""The room as :mod:`collectif.enrolling` sees it, and who may know of a session."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, or_, select, true

from ..enrolling.queries import sponsored_by
from ..enrolling.rooms import Room
from ..peers.models import Peer, Sponsorship
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from .models import ExchangeSeat, ExchangeSession
from .vocabulary import COLLECTIVE, SPONSORED
from .workflow import SEAT_LIFE, SESSION_LIFE


def visible_to(identity: Identity) -> ColumnElement[bool]:
    """The sessions this person may know of: all of them for the coordination; else the collective's, those of the own
    association, those the person facilitates or ever asked to come to."""
    places = identity.organisations_for(Permission.PLAN_EXCHANGE)
    if places is None:
        return true()
    seen = [
        ExchangeSession.audience == COLLECTIVE,
        ExchangeSession.facilitator_id == identity.account_id,
        ExchangeSession.organisation_id.in_(places),
    ]
    if identity.has_role(Role.PEER):
        own = select(Sponsorship.organisation_id).join(Peer, Peer.id == Sponsorship.peer_id)
        sponsors = own.where(Peer.account_id == identity.account_id, Sponsorship.state == "active")
        asked = select(ExchangeSeat.session_id).join(Peer, Peer.id == ExchangeSeat.peer_id)
        mine = asked.where(Peer.account_id == identity.account_id)
        seen += [ExchangeSession.organisation_id.in_(sponsors), ExchangeSession.id.in_(mine)]
    return or_(*seen)


def sees(request: Request, event: ExchangeSession) -> bool:
    """Whether this person may know of this session. A visitor is answered by the permissions."""
    if request.identity is None or event.audience == COLLECTIVE:
        return True
    known = select(ExchangeSession.id).where(ExchangeSession.id == event.id, visible_to(request.identity))
    return request.db.scalar(known) is not None


def may_come(event: ExchangeSession, peers: Select[Any]) -> Select[Any]:
    """Only the peers whom the association sponsors today, when it says so."""
    if event.audience != SPONSORED or event.organisation_id is None:
        return peers
    return peers.where(Peer.id.in_(sponsored_by([event.organisation_id])))


ROOM = Room(
    name="exchange", title="Rencontres entre pairs", home="/intranet/rencontres", offers="/rencontres/offre",
    what="rencontre", one="rencontre", event=ExchangeSession, seat=ExchangeSeat, event_life=SESSION_LIFE,
    seat_life=SEAT_LIFE, view=Permission.VIEW_EXCHANGES, sees=sees, may_come=may_come,
)  # fmt: skip
