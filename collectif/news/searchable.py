"""What people find of news: those it is addressed to, from the moment it is read."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import Entry, searchable
from ..security.permissions import Permission
from .models import NewsItem

COLUMNS = (
    NewsItem.id,
    NewsItem.public_id,
    NewsItem.title,
    NewsItem.body,
    NewsItem.publish_at,
    NewsItem.organisation_id,
)


@searchable("news", NewsItem, labels=("Nouvelle", "Nouvelles"))
def news(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    for row in session.execute(select(*COLUMNS).where(wanted, NewsItem.withdrawn_at.is_(None))):
        yield Entry(
            row.id, Permission.VIEW_NEWS, row.title, row.body, "news_item", {"public_id": row.public_id},
            row.publish_at, organisation_id=row.organisation_id, visible_from=row.publish_at,
        )  # fmt: skip
