"""The address at which one person's diary follows their calendar."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, now


class PersonalCalendar(Base):
    """One for an account at most. Only the hash of the address's token is kept; ``read_on`` is the last day on which
    a program asked for it, nothing says which."""

    __tablename__ = "personal_calendars"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    read_on: Mapped[date | None]
