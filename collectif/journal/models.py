"""The journal: one chained row per act, which the database itself refuses to change."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base


class JournalEntry(Base):
    """Who did what to what, when: identifiers only, no name and no word (retention: twelve months).

    ``digest`` is the HMAC-SHA-256 of the row and of the previous row's digest. ``seq`` has no hole.
    """

    __tablename__ = "journal_entries"
    __table_args__ = (
        Index("ix_journal_entries_object_kind_object_id", "object_kind", "object_id"),
        Index("ix_journal_entries_actor_at", "actor", "at"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(20))
    act: Mapped[str] = mapped_column(String(60), index=True)
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[str] = mapped_column(String(40))
    organisation: Mapped[str] = mapped_column(String(40), default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class JournalHead(Base):
    """Where the chain stands: its first kept row and its last, sealed together; one row only."""

    __tablename__ = "journal_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    first_seq: Mapped[int]
    first_previous: Mapped[str] = mapped_column(String(64))
    last_seq: Mapped[int]
    last_digest: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
