"""Peers to count, made in a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from collectif.text import sort_key
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
