"""Peers, exchange sessions and actions to count, made in a few words."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from collectif.actions.follow_models import ActionReport
from collectif.actions.models import Action
from collectif.exchanges.models import ExchangeSeat, ExchangeSession
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from collectif.seats import WITHOUT_PLACE
from collectif.text import slugify, sort_key
from tests.support.gates import become

LONG_AGO = date(2020, 6, 1)


def organisation(session: Session, slug: str) -> Organisation:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def sponsor(session: Session, slug: str, *, started: date = LONG_AGO, ended: date | None = None, number: int = 0,
            families: tuple[str, ...] = (), facets: dict[str, str] | None = None, state: str = "active",
            **values: Any) -> Sponsorship:  # fmt: skip
    """One peer sponsored by the association ``slug``."""
    name = sort_key("Fictif", str(number))
    peer = Peer(given_name=str(number), family_name="Fictif", sort_name=name, fictional=True, **values)
    peer.families = [PeerFamily(family=family) for family in families]
    session.add(peer)
    session.flush()
    sponsorship = Sponsorship(
        peer=peer, peer_sort_name=name, peer_state=peer.state, organisation=organisation(session, slug),
        state="ended" if ended else "active", started_on=started, ended_on=ended,
        facets=[SponsorshipFacet(name=key, value=value) for key, value in (facets or {}).items()],
    )  # fmt: skip
    session.add(sponsorship)
    become(session, peer, "paused" if ended and state == "active" else state)
    return sponsorship


def sponsor_many(session: Session, slug: str, count: int, **values: Any) -> None:
    for number in range(count):
        sponsor(session, slug, number=number, **values)


def meet(session: Session, day: date, kind: str = "peer_group", organiser: str | None = None, state: str = "held",
         seats: dict[str, list[Sponsorship]] | None = None) -> None:  # fmt: skip
    """An exchange session. :param seats: state of a place → the peers who have one in that state."""
    event = ExchangeSession(
        title="Groupe", sort_title="groupe", kind=kind, state=state, starts_on=day, begins=time(14), ends=time(16),
        enrol_until=day, capacity=60, place_name="Maison", cancellation_reason="Neige" if state == "cancelled" else "",
        organisation=organisation(session, organiser) if organiser else None,
    )  # fmt: skip
    session.add(event)
    session.flush()
    numbers = iter(range(1, event.capacity + 1))
    for name, people in (seats or {}).items():
        session.add_all(
            ExchangeSeat(session_id=event.id, peer_id=one.peer.id, state=name, seat_count=event.capacity,
                         seat_number=None if name in WITHOUT_PLACE else next(numbers))
            for one in people
        )  # fmt: skip
    session.flush()


def act(session: Session, slug: str, state: str, starts_on: date, *partners: str, kind: str = "group",
        participants: int | None = None, peers: int | None = None) -> None:  # fmt: skip
    """An action that ``slug`` proposes. With numbers, it has a closing report, public or not."""
    title = f"Action {session.scalar(select(func.count(Action.id)))}"
    action = Action(
        title=title, sort_title=sort_key(title), slug=slugify(title), state=state, kind=kind, starts_on=starts_on,
        proposing_organisation=organisation(session, slug), decided_on=LONG_AGO, withdrawal_reason="Salle fermée",
        published_at=datetime(2024, 1, 1, tzinfo=UTC), organisations=[organisation(session, one) for one in partners],
    )  # fmt: skip
    if participants is not None or peers is not None:
        action.report = ActionReport(participants=participants, peers=peers)
    session.add(action)
    session.flush()
