"""Documents of the collective: folders, versions, tags, and what they are tied to.

What a document contains is not in the database: :class:`StoredContent` names it in the storage (see
:mod:`.storage`) and holds the key that opens it.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..crypto import EncryptedText
from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation

AUDIENCES = ("organisation", "collective", "public")
AT_THE_TOP = text("parent_id is null")
INSIDE = text("parent_id is not null")


class Folder(PublicId, Base):
    """One folder of the one tree everybody shares; two of the same name never stand side by side."""

    __tablename__ = "library_folders"
    __table_args__ = (
        Index("uq_library_folders_inside", "parent_id", "sort_name", unique=True,
              sqlite_where=INSIDE, postgresql_where=INSIDE),
        Index("uq_library_folders_top", "sort_name", unique=True,
              sqlite_where=AT_THE_TOP, postgresql_where=AT_THE_TOP),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("library_folders.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(200))


class Document(PublicId, Versioned, Base):
    """A document of one organisation, for itself, for the collective or for everyone (``audience``).

    ``latest_number`` is the version its address serves. ``published_at`` is the first day it was public: from then on
    its public address answers, with 410 once it is removed or for fewer people (rule 14). A removed document keeps this
    row; what it contains goes after a delay. ``transcript`` is for those who cannot hear a recording.
    """

    __tablename__ = "library_documents"
    __table_args__ = (
        CheckConstraint(f"audience in {AUDIENCES}", name="audience"),
        CheckConstraint("removed_at is null or removal_reason != ''", name="removal_reason"),
        CheckConstraint("audience != 'public' or published_at is not null", name="published_at"),
        Index("ix_library_documents_audience_updated_at", "audience", "updated_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("library_folders.id"), index=True)
    audience: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(160))
    sort_title: Mapped[str] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(String(600), default="")
    transcript: Mapped[str] = mapped_column(Text, default="")
    latest_number: Mapped[int] = mapped_column(default=1)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, index=True)
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None] = mapped_column(index=True)
    removal_reason: Mapped[str] = mapped_column(String(400), default="")
    organisation: Mapped[Organisation] = relationship()
    folder: Mapped[Folder | None] = relationship()
    created_by: Mapped[Account | None] = relationship()
    versions: Mapped[list[DocumentVersion]] = relationship(
        back_populates="document", cascade="all, delete-orphan", order_by="DocumentVersion.number.desc()"
    )
    tags: Mapped[list[DocumentTag]] = relationship(cascade="all, delete-orphan", order_by="DocumentTag.sort_name")


class StoredContent(Base):
    """One content, kept once whatever the number of versions that hold it.

    :ivar sha256: digest of the content as it was sent; :ivar name: where the storage keeps it, never used twice;
    :ivar key: what opens it, in hexadecimal, itself encrypted with the keys of the application.
    """

    __tablename__ = "library_contents"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    size: Mapped[int]
    key: Mapped[str] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(default=now)


class DocumentVersion(Base):
    """One version: who added it, when, why, and the file as it was sent. ``size`` is in bytes.

    ``content`` is ``None`` once it was deleted, after the removal of the document.
    """

    __tablename__ = "library_versions"
    __table_args__ = (Index("uq_library_versions_number", "document_id", "number", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("library_documents.id", ondelete="CASCADE"))
    number: Mapped[int]
    content_id: Mapped[int | None] = mapped_column(ForeignKey("library_contents.id"), index=True)
    filename: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]
    scanned: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(String(400), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)
    document: Mapped[Document] = relationship(back_populates="versions")
    content: Mapped[StoredContent | None] = relationship()
    author: Mapped[Account | None] = relationship()


class DocumentTag(Base):
    """One tag of one document; ``sort_name`` is :func:`collectif.text.sort_key` of it."""

    __tablename__ = "library_tags"

    document_id: Mapped[int] = mapped_column(ForeignKey("library_documents.id", ondelete="CASCADE"), primary_key=True)
    sort_name: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    name: Mapped[str] = mapped_column(String(40))


class DocumentLink(Base):
    """A document tied to a thing of another room: ``kind`` is that thing's table."""

    __tablename__ = "library_links"
    __table_args__ = (Index("ix_library_links_thing", "kind", "public_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("library_documents.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), primary_key=True)
