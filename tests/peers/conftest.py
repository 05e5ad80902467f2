"""People on rosters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from collectif.text import sort_key
from tests.support.gates import become


class Rosters:
    """Puts peers on the rosters of associations, straight in the database."""

    def __init__(self, database: Any):
        self._database = database

    def add(self, slug: str = "apf77", *, family_name: str = "Martin", given_name: str = "Alix", state: str = "active",
            families: tuple[str, ...] = (), details: dict[str, Any] | None = None, facets: dict[str, str] | None = None,
            started_on: date = date(2024, 3, 15), external_ref: str | None = None, **values: Any) -> str:  # fmt: skip
        """One peer more. :returns: their public id."""
        with self._database.transaction() as session:
            organisation = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
            key = sort_key(family_name, given_name)
            peer = Peer(family_name=family_name, given_name=given_name, sort_name=key, **values)
            peer.families = [PeerFamily(family=family) for family in families]
            sponsorship = Sponsorship(
                peer=peer, organisation=organisation, peer_sort_name=key, peer_state="preparing", started_on=started_on,
                details=details or {}, external_ref=external_ref,
            )  # fmt: skip
            sponsorship.facets = [SponsorshipFacet(name=name, value=value) for name, value in (facets or {}).items()]
            session.add(peer)
            become(session, peer, state)
            return peer.public_id

    def sponsor(self, public_id: str, slug: str, **values: Any) -> None:
        """A second association sponsors this peer."""
        with self._database.transaction() as session:
            peer = session.scalars(select(Peer).where(Peer.public_id == public_id)).one()
            organisation = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
            session.add(Sponsorship(
                peer=peer, organisation=organisation, peer_sort_name=peer.sort_name, peer_state=peer.state,
                started_on=date(2025, 1, 1), **values,
            ))  # fmt: skip

    def peer(self, public_id: str) -> dict[str, Any]:
        """What the database says of this peer now."""
        with self._database.transaction() as session:
            peer = session.scalars(select(Peer).where(Peer.public_id == public_id)).one()
            kept = {name: getattr(peer, name) for name in ("family_name", "email", "phone", "commune_code", "state")}
            return {
                **kept,
                "families": sorted(row.family for row in peer.families),
                "sponsorships": [
                    {"organisation": one.organisation.slug, "state": one.state, "details": one.details,
                     "copies": (one.peer_sort_name, one.peer_state), "ended_on": one.ended_on,
                     "facets": sorted((facet.name, facet.value) for facet in one.facets)}
                    for one in peer.sponsorships
                ],
            }  # fmt: skip


@pytest.fixture
def rosters(database: Any) -> Rosters:
    return Rosters(database)


@pytest.fixture
def journal_acts(database: Any) -> Any:
    """The acts the journal holds, oldest first."""
    from collectif.journal.models import JournalEntry

    def acts() -> list[str]:
        with database.transaction() as session:
            return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))

    return acts
