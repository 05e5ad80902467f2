"""A peer's own places, as lines."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from ..peers.models import Peer
from ..text import capitalised
from ..workflow import Status
from .queries import own_enrolments
from .rooms import Room
from .words import enrolment_status, enrolment_words, period


@dataclass(frozen=True)
class SeatLine:
    """One enrolment of the peer, as a line."""

    public_id: str
    title: str
    dates: str
    status: Status
    words: str


def seats_of(session: Session, room: Room, peer: Peer, *, past: bool | None = None) -> list[SeatLine]:
    """What this peer has followed and will follow in this room; only one of both when ``past`` says which."""
    found = []
    for one in own_enrolments(session, room, peer.id, past=past):
        event = one.session
        dates = ", ".join(filter(None, [capitalised(period(event.starts_on, event.ends_on)), event.hours]))
        found.append(SeatLine(event.public_id, event.title, dates, enrolment_status(room, one), enrolment_words(one)))
    return found
