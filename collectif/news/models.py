"""News of the collective and of its organisations, and who has read them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation

FREQUENCIES = ("daily", "weekly", "never")


class NewsItem(PublicId, Versioned, Base):
    """One piece of news, for one organisation's people or, without organisation, for the whole collective.

    It is read from ``publish_at`` on, stands first until ``pinned_until`` (included), and no more once
    withdrawn.
    ``body`` is plain text: paragraphs between empty lines.
    """

    __tablename__ = "news_items"
    __table_args__ = (
        CheckConstraint("withdrawn_at is null or withdrawal_reason != ''", name="withdrawal_reason"),
        Index("ix_news_items_organisation_id_publish_at", "organisation_id", "publish_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    title: Mapped[str] = mapped_column(String(160))
    sort_title: Mapped[str] = mapped_column(String(200), index=True)
    body: Mapped[str] = mapped_column(Text)
    publish_at: Mapped[datetime] = mapped_column(index=True)
    pinned_until: Mapped[date | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(400), default="")
    organisation: Mapped[Organisation | None] = relationship()
    created_by: Mapped[Account | None] = relationship()
    edits: Mapped[list[NewsEdit]] = relationship(
        back_populates="item", cascade="all, delete-orphan", order_by="(NewsEdit.at, NewsEdit.id)"
    )


class NewsEdit(Base):
    """What a piece of news said before someone changed it."""

    __tablename__ = "news_edits"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("news_items.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(Text)
    item: Mapped[NewsItem] = relationship(back_populates="edits")
    account: Mapped[Account | None] = relationship()


class NewsSeen(Base):
    """Someone opened a piece of news."""

    __tablename__ = "news_seen"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("news_items.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime] = mapped_column(default=now)


class NewsDigest(Base):
    """How often someone wants to be told of what is new by mail, and up to when they were."""

    __tablename__ = "news_digests"
    __table_args__ = (CheckConstraint(f"frequency in {FREQUENCIES}", name="frequency"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    frequency: Mapped[str] = mapped_column(String(10), default="weekly")
    told_up_to: Mapped[datetime | None]
