"""The index of search: one row for each thing and each audience that may find it.

The words themselves are kept beside, in the table ``search_words`` of each engine (:mod:`.ddl`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base

# Pages and organisations have no age: they come before what is dated.
AGELESS = 10_000_000_000


class SearchEntry(Base):
    """What one audience finds of one thing (see :class:`~collectif.search.entries.Entry`).

    ``kind`` and ``thing_id`` name the thing; ``audience`` is ``public``, a permission, or ``room`` for the lists of its
    own room only. ``newness`` orders: seconds since 1970, or :data:`AGELESS`. ``plain``, if anything, is shown instead
    of ``text`` to whoever reads plain language. ``digest`` says whether anything changed.
    """

    __tablename__ = "search_entries"
    __table_args__ = (
        Index("uq_search_entries_thing", "kind", "thing_id", "audience", unique=True),
        Index("ix_search_entries_audience", "audience", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    audience: Mapped[str] = mapped_column(String(30))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    hidden_from: Mapped[str] = mapped_column(String(30), default="")
    visible_from: Mapped[datetime | None]
    newness: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    plain: Mapped[str] = mapped_column(Text, default="", server_default="")
    route: Mapped[str] = mapped_column(String(40))
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))


def age_of(newness: int) -> datetime | None:
    """The instant behind ``newness``; ``None`` for what has no age."""
    return None if newness == AGELESS else datetime.fromtimestamp(newness, UTC)
