"""Versions of the public pages' texts, and who approved a text in plain language."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..crypto import EncryptedText
from ..db import Base, PublicId, Versioned, now
from .pages import LONGEST_TITLE
from .words import Words

if TYPE_CHECKING:
    from ..accounts.models import Account

STATES = ("draft", "current", "superseded")


class SiteText(Base):
    """One version of a page's texts. The founding text is not stored: it is version 0.

    ``page`` is the page's route. ``plain_hash`` is the fingerprint of the text in plain language, once published.
    ``based_on``: the number of the version whose words it began with.
    """

    __tablename__ = "site_texts"
    __table_args__ = (
        CheckConstraint(f"state in {STATES}", name="state"),
        CheckConstraint("state = 'draft' or (published_at is not null and plain_hash is not null)", name="published"),
        UniqueConstraint("page", "number"),
        Index("uq_site_texts_current", "page", unique=True, sqlite_where=text("state = 'current'"),
              postgresql_where=text("state = 'current'")),
        Index("uq_site_texts_draft", "page", unique=True, sqlite_where=text("state = 'draft'"),
              postgresql_where=text("state = 'draft'")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(20), default="draft")
    based_on: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(400), default="")
    plain_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_by: Mapped[Account | None] = relationship(foreign_keys=[created_by_id])
    published_by: Mapped[Account | None] = relationship(foreign_keys=[published_by_id])
    blocks: Mapped[list[SiteTextBlock]] = relationship(
        back_populates="text", cascade="all, delete-orphan", order_by="SiteTextBlock.id"
    )


class SiteTextBlock(Versioned, Base):
    """The words of one block of a version, in both languages.

    ``to_revisit``: its standard text has changed since its plain twin was last looked at.
    """

    __tablename__ = "site_text_blocks"
    __table_args__ = (UniqueConstraint("text_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("site_texts.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    standard: Mapped[str] = mapped_column(Text, default="")
    plain_title: Mapped[str] = mapped_column(String(LONGEST_TITLE), default="")
    plain: Mapped[str] = mapped_column(Text, default="")
    to_revisit: Mapped[bool] = mapped_column(default=False)
    text: Mapped[SiteText] = relationship(back_populates="blocks")

    @property
    def words(self) -> Words:
        return Words(self.title, self.standard, self.plain_title, self.plain)


class TextApproval(PublicId, Base):
    """A concerned person has read a text in plain language and approves it: the text of this ``plain_hash``, no other.

    ``reader_name`` is sealed; there is none any more once erased. ``named``: the reader agrees to be named on
    the public page.
    """

    __tablename__ = "site_text_approvals"
    __table_args__ = (
        Index("uq_site_text_approvals_standing", "page", "plain_hash", unique=True,
              sqlite_where=text("withdrawn_at is null"), postgresql_where=text("withdrawn_at is null")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(40))
    plain_hash: Mapped[str] = mapped_column(String(64))
    reader_name: Mapped[str | None] = mapped_column(EncryptedText)
    named: Mapped[bool] = mapped_column(default=False)
    approved_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=now, index=True)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    withdrawn_at: Mapped[datetime | None]
    recorded_by: Mapped[Account | None] = relationship()
