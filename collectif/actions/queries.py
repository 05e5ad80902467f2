"""Questions asked about actions, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from .models import Action

LATEST = (
    select(Action.slug, Action.title, Action.summary, Action.published_at.label("published_on"))
    .where(Action.state == "published")
    .order_by(Action.published_at.desc(), Action.id.desc())
)


def latest_published(session: Session, limit: int = 3) -> Sequence[Any]:
    """The actions published last, for the home page."""
    return session.execute(LATEST.limit(limit)).all()
