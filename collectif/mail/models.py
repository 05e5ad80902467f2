"""The outbox: a mail is written in the transaction that decides it, and leaves after the commit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from ..crypto import EncryptedText
from ..db import Base, PublicId, now


class OutgoingMail(PublicId, Base):
    """One mail to one person. Address, subject and body are encrypted; the row goes once the mail has left."""

    __tablename__ = "outgoing_mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str] = mapped_column(EncryptedText)
    subject: Mapped[str] = mapped_column(EncryptedText)
    body: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(default=now)
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(default=now, index=True)
    last_error: Mapped[str] = mapped_column(String(80), default="")


class OutgoingAttachment(Base):
    """The one file a mail may carry: text (a calendar file), encrypted, gone with the mail."""

    __tablename__ = "outgoing_attachments"

    mail_id: Mapped[int] = mapped_column(ForeignKey("outgoing_mails.id", ondelete="CASCADE"), primary_key=True)
    filename: Mapped[str] = mapped_column(String(80))
    subtype: Mapped[str] = mapped_column(String(20))
    method: Mapped[str] = mapped_column(String(10), default="", server_default="")
    content: Mapped[str] = mapped_column(EncryptedText)
