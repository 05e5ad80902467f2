"""What waits on someone about exchange sessions, for the first page. A fixed number of questions for each role."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from ..db import now
from ..enrolling.waiting import Waiting, offers_waiting
from ..enrolling.workflow import HELD, OPEN
from ..peers.models import Peer
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import local, long_date, today
from .models import ExchangeSeat, ExchangeSession
from .outcomes import FEEDBACK
from .room import ROOM


def waiting_on(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Everything that waits on this person about exchange sessions, in no order."""
    if identity.organisations_for(Permission.VIEW_EXCHANGES) is not None:
        return
    yield from offers_waiting(session, identity, ROOM)
    yield from _to_note(session, identity)
    if identity.has_role(Role.PEER):
        yield from _to_answer(session, identity)


def _to_note(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Sessions of theirs that are over, and where someone's attendance is missing."""
    asked = select(ExchangeSession).where(_is_over(), _is_missing(), _runs(identity))
    for event in session.scalars(asked.order_by(ExchangeSession.starts_on, ExchangeSession.id)):
        yield Waiting("Présences à noter", event.title, "Noter les présences", "exchange_attendance",
                      {"public_id": event.public_id}, event.ends_at,
                      f"Rencontre du {long_date(event.starts_on)}")  # fmt: skip


def _to_answer(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Sessions this peer came to and may still say a word of: nobody else tells them that they may."""
    asked = (
        select(ExchangeSession)
        .join(ExchangeSeat, ExchangeSeat.session_id == ExchangeSession.id)
        .join(Peer, Peer.id == ExchangeSeat.peer_id)
        .where(Peer.account_id == identity.account_id, ExchangeSeat.state == "present", ~ExchangeSeat.gave_feedback)
        .where(ExchangeSession.state == HELD, ExchangeSession.starts_on >= today() - FEEDBACK)
    )
    for event in session.scalars(asked.order_by(ExchangeSession.starts_on, ExchangeSession.id)):
        yield Waiting("Votre avis, si vous voulez", event.title, "Donner mon avis", "exchange_feedback",
                      {"public_id": event.public_id}, event.ends_at,
                      f"Jusqu'au {long_date(event.starts_on + FEEDBACK)}, sans votre nom.")  # fmt: skip


def _runs(identity: Identity) -> ColumnElement[bool]:
    """Those this person facilitates; those the own association organises; for the coordination, its own that nobody
    facilitates from an account."""
    places = identity.organisations_for(Permission.PLAN_EXCHANGE)
    facilitates = ExchangeSession.facilitator_id == identity.account_id
    if places is None:
        alone = and_(ExchangeSession.organisation_id.is_(None), ExchangeSession.facilitator_id.is_(None))
        return or_(facilitates, alone)
    return or_(facilitates, ExchangeSession.organisation_id.in_(places))


def _is_over() -> ColumnElement[bool]:
    same_day = and_(ExchangeSession.starts_on == today(), ExchangeSession.ends <= local(now()).time())
    return or_(ExchangeSession.starts_on < today(), same_day)


def _is_missing() -> ColumnElement[bool]:
    """Still open; or held, and someone's place is not noted."""
    unnoted = select(ExchangeSeat.id).where(ExchangeSeat.session_id == ExchangeSession.id, ExchangeSeat.state == "held")
    return or_(ExchangeSession.state == OPEN, and_(ExchangeSession.state == HELD, unnoted.exists()))
