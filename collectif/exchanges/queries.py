"""Questions about exchange sessions, from other rooms too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..enrolling.workflow import HELD
from ..peers.models import Peer
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import today
from .models import ExchangeSeat, ExchangeSession
from .room import visible_to

FACILITATORS = (Role.PEER, Role.TRAINER, Role.STRUCTURE_REFERENT, Role.COORDINATOR)


def facilitator_choices(session: Session, organisation_ids: Collection[int] | None) -> list[tuple[str, str]]:
    """Who may facilitate (public id, name): people of these associations; of any of them for ``None``."""
    holds = select(Mandate.account_id).where(Mandate.role.in_(FACILITATORS), in_force(today()))
    if organisation_ids is not None:
        holds = holds.where(Mandate.organisation_id.in_(organisation_ids))
    asked = select(Account.public_id, Account.display_name).where(Account.id.in_(holds), Account.closed_at.is_(None))
    return [(row.public_id, row.display_name) for row in session.execute(asked.order_by(Account.sort_name))]


def first_names(session: Session, event: ExchangeSession) -> Sequence[str]:
    """First names of those who have a place and chose to show it to the others."""
    asked = select(Peer.given_name).join(ExchangeSeat, ExchangeSeat.peer_id == Peer.id)
    shown = asked.where(
        ExchangeSeat.session_id == event.id, ExchangeSeat.shows_first_name, ExchangeSeat.state.in_(("held", "present"))
    )
    return session.scalars(shown.order_by(Peer.given_name, Peer.id)).all()


def series_of(session: Session, event: ExchangeSession, identity: Identity) -> Sequence[Any]:
    """``(public_id, starts_on, state)`` of the series of ``event``, as far as this person may know, in order."""
    if event.series_id is None:
        return []
    asked = select(ExchangeSession.public_id, ExchangeSession.starts_on, ExchangeSession.state)
    same = asked.where(ExchangeSession.series_id == event.series_id, visible_to(identity))
    return session.execute(same.order_by(ExchangeSession.starts_on, ExchangeSession.id)).all()


def followed(session: Session, peer_id: int) -> Sequence[ExchangeSession]:
    """The sessions this peer came to, the first one first: what their passport counts."""
    came = select(ExchangeSeat.session_id).where(ExchangeSeat.peer_id == peer_id, ExchangeSeat.state == "present")
    asked = select(ExchangeSession).where(ExchangeSession.id.in_(came))
    return session.scalars(asked.order_by(ExchangeSession.starts_on, ExchangeSession.id)).all()


def concerns(identity: Identity) -> ColumnElement[bool]:
    """The sessions that take this person's time: those they have a place in, facilitate, or organise."""
    account, places = identity.account_id, identity.organisations_for(Permission.PLAN_EXCHANGE)
    comes = select(ExchangeSeat.session_id).join(Peer, Peer.id == ExchangeSeat.peer_id)
    held = comes.where(Peer.account_id == account, ExchangeSeat.state.in_(("held", "present", "absent", "cancelled")))
    organised = (
        ExchangeSession.organisation_id.is_(None) if places is None else ExchangeSession.organisation_id.in_(places)
    )
    return or_(ExchangeSession.id.in_(held), ExchangeSession.facilitator_id == account, organised)


@dataclass(frozen=True)
class Figures:
    """What those who organise count: sessions held in a year, and how many times someone came."""

    sessions: int
    participations: int


def figures(session: Session, year: int, organisation_ids: Collection[int] | None = None) -> Figures:
    """:param organisation_ids: the associations that organised them; ``None`` counts the whole collective's."""
    came = select(func.count(ExchangeSeat.id)).where(
        ExchangeSeat.session_id == ExchangeSession.id, ExchangeSeat.state == "present"
    )
    total = func.coalesce(func.sum(came.correlate(ExchangeSession).scalar_subquery()), 0)
    asked = select(func.count(ExchangeSession.id), total).where(*in_year(year, organisation_ids))
    return Figures(*session.execute(asked).one())


def in_year(year: int, organisation_ids: Collection[int] | None) -> tuple[ColumnElement[bool], ...]:
    """Sessions held in a year by these associations, or by anyone."""
    held = (ExchangeSession.state == HELD, ExchangeSession.starts_on.between(date(year, 1, 1), date(year, 12, 31)))
    own = () if organisation_ids is None else (ExchangeSession.organisation_id.in_(organisation_ids),)
    return (*held, *own)


def years(session: Session, organisation_ids: Collection[int] | None) -> list[int]:
    """The years that may be counted, the present one first."""
    first = select(func.min(ExchangeSession.starts_on)).where(ExchangeSession.state == HELD)
    if organisation_ids is not None:
        first = first.where(ExchangeSession.organisation_id.in_(organisation_ids))
    started = session.scalar(first)
    return list(range(today().year, (started.year if started else today().year) - 1, -1))
