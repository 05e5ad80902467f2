"""What waits on someone about places, for the first page: offers to answer, for oneself or for a peer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from ..seats import OFFER
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import date_and_time
from .queries import offers_to, own_peer, sponsored_by
from .rooms import Room


@dataclass(frozen=True)
class Waiting:
    """One thing to do. ``route`` and ``values`` are those of its page."""

    kind: str
    title: str
    label: str
    route: str
    values: dict[str, str]
    since: datetime
    detail: str = ""


def offers_waiting(session: Session, identity: Identity, room: Room) -> Iterator[Waiting]:
    """Places offered to this peer, or to the peers this person enrols for an association."""
    if identity.has_role(Role.PEER):
        for row in offers_to(session, room, own_peer(identity.account_id)):
            until = f"Répondez avant le {date_and_time(row.offered_until)}."
            yield Waiting("Une place se libère pour vous", row.title, "Répondre", room.name,
                          {"public_id": row.public_id}, row.offered_until - OFFER, until)  # fmt: skip
    if places := identity.organisations_for(Permission.ENROL_PEER):
        for row in offers_to(session, room, sponsored_by(places)):
            until = f"Réponse avant le {date_and_time(row.offered_until)} : prévenez cette personne."
            yield Waiting("Une place se libère pour un pair de votre association", row.title,
                          f"Ouvrir la {room.one}", room.name, {"public_id": row.public_id},
                          row.offered_until - OFFER, until)  # fmt: skip
