"""Questions asked about peers, from other rooms too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from ..db import now
from ..organisations.models import Organisation
from .models import Peer, PendingImport, Sponsorship

# A file waits an hour at most between two steps of an import, sealed, for whoever sent it.
KEPT = timedelta(hours=1)


def file_of_account(session: Session, account_id: int) -> str | None:
    """The public id of the file of the peer who signs in with this account, the one still open first."""
    mine = select(Peer.public_id).where(Peer.account_id == account_id)
    return session.scalar(mine.order_by(Peer.state == "ended", Peer.id.desc()).limit(1))


def rosters(session: Session, organisation_ids: Collection[int] | None) -> Sequence[Any]:
    """Associations (``slug``, ``name``, ``count`` of peers sponsored today) by name; ``None`` means all of them."""
    sponsored = and_(Sponsorship.organisation_id == Organisation.id, Sponsorship.state == "active")
    statement = (
        select(Organisation.slug, Organisation.name, func.count(Sponsorship.id).label("count"))
        .outerjoin(Sponsorship, sponsored)
        .where(Organisation.kind == "association")
        .group_by(Organisation.id, Organisation.slug, Organisation.name, Organisation.sort_name)
        .order_by(Organisation.sort_name)
    )
    if organisation_ids is not None:
        statement = statement.where(Organisation.id.in_(organisation_ids))
    return session.execute(statement).all()


def find_pending(session: Session, public_id: str, organisation_id: int, account_id: int) -> PendingImport | None:
    """A file still waiting for this person and this association."""
    return session.scalars(
        select(PendingImport).where(
            PendingImport.public_id == public_id, PendingImport.organisation_id == organisation_id,
            PendingImport.account_id == account_id, PendingImport.created_at > now() - KEPT,
        )
    ).one_or_none()  # fmt: skip


def possible_sponsors(session: Session, peer_id: int) -> list[tuple[str, str]]:
    """``(slug, name)`` of the associations of the pôle that neither sponsor this peer nor have been asked, by name."""
    taken = select(Sponsorship.organisation_id).where(Sponsorship.peer_id == peer_id, Sponsorship.state != "ended")
    found = select(Organisation.slug, Organisation.name).where(
        Organisation.kind == "association", Organisation.hub_member, Organisation.id.not_in(taken)
    )
    return [(slug, name) for slug, name in session.execute(found.order_by(Organisation.sort_name))]
