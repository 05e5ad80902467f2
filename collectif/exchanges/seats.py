"""Places at exchange sessions: what this room asks besides the rules of all places, what it writes, its pages."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from ..enrolling.letters import SeatLetters
from ..enrolling.services import SeatService
from ..enrolling.views import SeatViews
from ..errors import DomainError
from ..peers.models import Peer
from . import words
from .models import ExchangeSeat, ExchangeSession
from .room import ROOM

BEGUN = "La rencontre a commencé : les inscriptions sont closes."
NOT_SPONSORED = "Cette rencontre est réservée aux pair-aidants que l'association parraine."


class ExchangeSeats(SeatService[ExchangeSession, ExchangeSeat]):
    """Changes who has a place at an exchange session."""

    room = ROOM

    def check_peer(self, event: ExchangeSession, peer: Peer) -> None:
        """:raises DomainError: it has begun, or is for the peers of another association."""
        if event.has_begun:
            raise DomainError(BEGUN)
        allowed = self.room.may_come(event, select(Peer.id).where(Peer.id == peer.id))
        if self._session.scalar(allowed) is None:
            raise DomainError(NOT_SPONSORED)

    def show_first_name(self, seat: ExchangeSeat, shown: bool) -> None:
        """Let the others who come read this peer's first name, or no longer: their own choice, at any time."""
        seat.shows_first_name = shown
        self._session.flush()
        self._record("first_name", seat)


class ExchangeLetters(SeatLetters):
    """Letters about the places of exchange sessions."""

    room = ROOM


class ExchangeSeatViews(SeatViews):
    service_class = ExchangeSeats

    def facts(self) -> list[tuple[str, Any]]:
        return words.facts(self.event)
