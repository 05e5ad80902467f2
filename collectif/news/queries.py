"""Questions asked about news, from other rooms too, and who may read or change what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session, selectinload

from ..db import now
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import today
from .models import NewsDigest, NewsEdit, NewsItem, NewsSeen

MOST_PINNED = 5


def opens_news(identity: Identity) -> bool:
    return identity.organisations_for(Permission.VIEW_NEWS) is None


def for_collective(identity: Identity) -> bool:
    """Whether this person writes to the whole collective."""
    return identity.organisations_for(Permission.WRITE_NEWS) is None


def addressed_to(identity: Identity) -> ColumnElement[bool]:
    """News for the collective, and for this person's organisations."""
    if not opens_news(identity):
        return false()
    own = identity.own_organisations(Permission.VIEW_NEWS)
    return or_(NewsItem.organisation_id.is_(None), NewsItem.organisation_id.in_(own))


def is_addressed(identity: Identity, item: NewsItem) -> bool:
    """:func:`addressed_to`, for one piece of news."""
    if not opens_news(identity):
        return False
    return item.organisation_id is None or item.organisation_id in identity.own_organisations(Permission.VIEW_NEWS)


def writes(identity: Identity, item: NewsItem) -> bool:
    """Whether this person may change it: whoever writes to the same people."""
    if item.organisation_id is None:
        return for_collective(identity)
    return item.organisation_id in identity.own_organisations(Permission.WRITE_NEWS)


def written_by(identity: Identity) -> ColumnElement[bool]:
    """:func:`writes`, for lists."""
    own = NewsItem.organisation_id.in_(identity.own_organisations(Permission.WRITE_NEWS))
    return or_(own, NewsItem.organisation_id.is_(None)) if for_collective(identity) else own


def readable() -> ColumnElement[bool]:
    """Published by now, and not withdrawn."""
    return and_(NewsItem.publish_at <= now(), NewsItem.withdrawn_at.is_(None))


def is_readable(item: NewsItem) -> bool:
    return item.publish_at <= now() and item.withdrawn_at is None


def _unseen(account_id: int) -> ColumnElement[bool]:
    return ~select(NewsSeen.item_id).where(NewsSeen.item_id == NewsItem.id, NewsSeen.account_id == account_id).exists()


def unseen_count(session: Session, identity: Identity) -> int:
    """How many pieces of news this person has not opened."""
    counted = select(func.count()).select_from(NewsItem)
    mine = counted.where(readable(), addressed_to(identity), _unseen(identity.account_id))
    return session.scalar(mine) or 0


def latest(identity: Identity, limit: int) -> Select[Any]:
    """Asks for the last pieces of news for this person: ``(id, public_id, title, publish_at)``, the newest first."""
    asked: Any = select(NewsItem.id, NewsItem.public_id, NewsItem.title, NewsItem.publish_at)
    mine = asked.where(readable(), addressed_to(identity))
    return mine.order_by(NewsItem.publish_at.desc(), NewsItem.id.desc()).limit(limit)


def pinned(session: Session, identity: Identity) -> Sequence[NewsItem]:
    """The pieces of news that stand first today, the newest first."""
    statement = select(NewsItem).where(readable(), addressed_to(identity), NewsItem.pinned_until >= today())
    return session.scalars(statement.order_by(NewsItem.publish_at.desc(), NewsItem.id.desc()).limit(MOST_PINNED)).all()


def seen_among(session: Session, account_id: int, items: Sequence[NewsItem]) -> set[int]:
    """Ids of those of ``items`` that someone has opened."""
    ids = [item.id for item in items]
    return set(
        session.scalars(select(NewsSeen.item_id).where(NewsSeen.account_id == account_id, NewsSeen.item_id.in_(ids)))
    )


def find_item(session: Session, public_id: str, *, locked: bool = False) -> NewsItem | None:
    """One piece of news with its author and its history."""
    statement = (
        select(NewsItem)
        .where(NewsItem.public_id == public_id)
        .options(
            # Apart: the row alone is locked, when someone is about to change it.
            selectinload(NewsItem.organisation),
            selectinload(NewsItem.edits).joinedload(NewsEdit.account),
        )
    )
    return session.scalar(statement.with_for_update(of=NewsItem) if locked else statement)


def frequency_of(session: Session, account_id: int) -> str:
    """How often someone is told by mail: each week until they choose."""
    chosen = session.get(NewsDigest, account_id)
    return chosen.frequency if chosen else "weekly"
