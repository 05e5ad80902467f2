"""The names of a roster, for the pages of its association's plugin."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..extensions.store import RosterNames
from ..organisations.models import Organisation
from .models import Peer, Sponsorship


class NamesOfRoster(RosterNames):
    """Who an association sponsors today, and nobody else."""

    def __init__(self, session: Session):
        self._session = session

    def of(self, association: str) -> Mapping[str, str]:
        statement = (
            select(Peer.public_id, Peer.given_name, Peer.family_name)
            .join(Peer.sponsorships)
            .join(Sponsorship.organisation)
            .where(Organisation.slug == association, Sponsorship.state == "active")
            .order_by(Sponsorship.peer_sort_name)
        )
        return {public_id: f"{given} {family}" for public_id, given, family in self._session.execute(statement)}
