"""What the end of personal data needs to remember: who was warned, and when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ..db import PUBLIC_ID_LENGTH, Base


class RetentionWarning(Base):
    """Someone's data ends soon, and they were told on ``warned_on`` (or had no address to be told at)."""

    __tablename__ = "retention_warnings"

    subject: Mapped[str] = mapped_column(String(20), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(PUBLIC_ID_LENGTH), primary_key=True)
    warned_on: Mapped[date]
