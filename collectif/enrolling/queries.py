"""Questions about events with places and who is in them; each room asks them of its own tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload

from ..db import now
from ..peers.models import Peer, Sponsorship
from ..seats import GONE, WITHOUT_PLACE
from ..text import today
from .models import EnrolmentColumns, EventColumns
from .rooms import Room
from .services import MAY_ENROL
from .workflow import OPEN


def find_event(session: Session, room: Room, public_id: str) -> Any:
    """The event, or nothing; its pages load what they show of it."""
    return session.scalars(select(room.event).where(room.event.public_id == public_id)).one_or_none()


def find_enrolment(session: Session, room: Room, *condition: Any) -> Any:
    """One enrolment, its event and its peer, with the associations that sponsor the peer; or nothing."""
    seats: Any = room.seat
    peer = joinedload(seats.peer, innerjoin=True)
    return session.scalars(
        select(seats)
        .where(*condition)
        .options(joinedload(seats.session, innerjoin=True), peer.joinedload(Peer.account))
        .options(peer.selectinload(Peer.sponsorships))
    ).one_or_none()


def peer_of_account(session: Session, account_id: int) -> Peer | None:
    """The peer who signs in with this account."""
    return session.scalars(select(Peer).where(Peer.account_id == account_id).limit(1)).first()


def own_peer(account_id: int) -> Select[int]:
    """The id of the same, within another question."""
    return select(Peer.id).where(Peer.account_id == account_id).limit(1)


def peer_by_public_id(session: Session, public_id: str) -> Peer | None:
    return session.scalars(select(Peer).where(Peer.public_id == public_id)).one_or_none()


def current_enrolment(session: Session, room: Room, event: EventColumns, peer_id: int) -> Any:
    """This peer's last enrolment in an event, given up or not; or nothing."""
    seats: Any = room.seat
    mine = select(seats).where(seats.session_id == event.id, seats.peer_id == peer_id)
    return session.scalars(mine.order_by(seats.id.desc()).limit(1)).first()


def rank(session: Session, enrolment: EnrolmentColumns) -> int:
    """The place of ``enrolment`` in the waiting list, from 1."""
    e: Any = type(enrolment)
    before = or_(e.asked_at < enrolment.asked_at, and_(e.asked_at == enrolment.asked_at, e.id <= enrolment.id))
    count = select(func.count(e.id)).where(e.session_id == enrolment.session_id, e.state == "waiting", before)
    return session.scalar(count) or 0


@dataclass(frozen=True)
class Counts:
    """How many people: with a place (offers included), waiting."""

    taken: int
    waiting: int


def counts(session: Session, room: Room, event: EventColumns) -> Counts:
    e: Any = room.seat
    asked = select(func.count(e.seat_number), func.count(e.id).filter(e.state == "waiting"))
    taken, waiting = session.execute(asked.where(e.session_id == event.id)).one()
    return Counts(taken, waiting)


def enrolled(
    session: Session, room: Room, event: EventColumns, organisation_ids: Collection[int] | None, *, with_place: bool,
    options: Sequence[Any] = (),
) -> list[tuple[Any, bool]]:  # fmt: skip
    """Who holds, is offered or awaits a place, in the order they asked, and whether an association of these sponsors
    them (``None`` means all associations).

    :param with_place: those who hold a place too, whoever sponsors them. :param options: what else to load of a seat.
    """
    seats: Any = room.seat
    own = true() if organisation_ids is None else seats.peer_id.in_(sponsored_by(organisation_ids))
    places = seats.state.not_in((*WITHOUT_PLACE, "offered"))
    asked = (
        select(seats, own)
        .where(seats.session_id == event.id, seats.state.not_in(GONE))
        .where(or_(own, places) if with_place else own)
        .options(joinedload(seats.peer, innerjoin=True), joinedload(seats.enrolled_by), *options)
        .order_by(seats.asked_at, seats.id)
    )
    return [(enrolment, bool(is_own)) for enrolment, is_own in session.execute(asked)]


def sponsored_by(organisation_ids: Collection[int]) -> Any:
    """Ids of the peers whom these associations sponsor today."""
    return select(Sponsorship.peer_id).where(
        Sponsorship.organisation_id.in_(organisation_ids), Sponsorship.state == "active"
    )


def to_enrol(
    session: Session, room: Room, event: EventColumns, organisation_ids: Collection[int] | None
) -> Sequence[Any]:
    """Peers who may still be enrolled: ``(public_id, given_name, family_name)`` by name."""
    seats: Any = room.seat
    there = select(seats.peer_id).where(seats.session_id == event.id, seats.state.not_in(GONE))
    names: tuple[Any, ...] = (Peer.public_id, Peer.given_name, Peer.family_name)
    asked = select(*names).where(Peer.state.in_(MAY_ENROL), Peer.id.not_in(there))
    if organisation_ids is not None:
        asked = asked.where(Peer.id.in_(sponsored_by(organisation_ids)))
    return session.execute(room.may_come(event, asked).order_by(Peer.sort_name, Peer.id)).all()


def own_enrolments(session: Session, room: Room, peer_id: int, *, past: bool | None = None) -> Sequence[Any]:
    """A peer's enrolments with their events; those they gave up are left out.

    :param past: only those of past events, the last one first; or of events to come, the next one first; or all.
    """
    seats: Any = room.seat
    events: Any = room.event
    asked = (
        select(seats)
        .join(seats.session)
        .where(seats.peer_id == peer_id, seats.state != "left")
        .options(joinedload(seats.session, innerjoin=True))
    )
    if past is not None:
        over = events.ends_on < today()
        asked = asked.where(over if past else ~over)
    if past is False:
        return session.scalars(asked.order_by(events.starts_on, seats.id)).all()
    return session.scalars(asked.order_by(events.starts_on.desc(), seats.id.desc())).all()


def offers_to(session: Session, room: Room, peer_ids: Any) -> Iterator[Any]:
    """Places offered and not answered yet: ``(public_id, title, offered_until)``, the oldest first.

    :param peer_ids: what ``in_`` takes: ids, or a query of them.
    """
    e: Any = room.seat
    s: Any = room.event
    asked = (
        select(s.public_id, s.title, e.offered_until)
        .join(s, s.id == e.session_id)
        .where(e.state == "offered", e.offered_until > now(), s.state == OPEN, e.peer_id.in_(peer_ids))
        .order_by(e.id)
    )
    yield from session.execute(asked)
