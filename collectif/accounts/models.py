"""People who sign in, what they are mandated for, their sessions and their single-use links."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..organisations.models import Organisation

# A session ends by itself after this long without a page, and after this long whatever happens.
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)


class Account(PublicId, Versioned, Base):
    """Someone who may sign in. ``email`` is stored in lower case; no password until the invitation is accepted."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(200), unique=True)
    display_name: Mapped[str] = mapped_column(String(160))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_sign_in_at: Mapped[datetime | None]
    fictional: Mapped[bool] = mapped_column(default=False)
    mandates: Mapped[list[Mandate]] = relationship(back_populates="account", cascade="all, delete-orphan")
    sessions: Mapped[list[SignInSession]] = relationship(back_populates="account", cascade="all, delete-orphan")


class Mandate(PublicId, Base):
    """A role held for an organisation between two dates, both included; ``None`` has no end.

    Technical roles (admin, auditor) are held for no organisation.
    """

    __tablename__ = "mandates"
    __table_args__ = (
        CheckConstraint("ends_on is null or ends_on >= starts_on", name="dates"),
        Index("ix_mandates_organisation_id_role", "organisation_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[str] = mapped_column(String(30))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    account: Mapped[Account] = relationship(back_populates="mandates")
    organisation: Mapped[Organisation | None] = relationship()


class SignInSession(PublicId, Base):
    """One browser signed in. Only the SHA-256 of its random token is kept."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime] = mapped_column(default=now)
    ended_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship(back_populates="sessions")


class SingleUseLink(Base):
    """A link sent by mail that works once and not for long: invitation or password reset."""

    __tablename__ = "single_use_links"
    __table_args__ = (CheckConstraint("purpose in ('invitation', 'reset')", name="purpose"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class ThrottleHit(Base):
    """Attempts counted in one window of time, by key; shared by every process."""

    __tablename__ = "throttle_hits"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
