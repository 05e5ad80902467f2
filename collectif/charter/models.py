"""The charter's versions, who signed them, and the chain of evidence that nobody can rewrite.

What proves is in two places. :class:`CharterEntry` is the chain: no personal data, never changed, never deleted.
:class:`CharterProof` holds, sealed, the words each entry vouches for by their hash: it goes when the person is erased,
and the chain stays whole. See docs/adr/0017-charter-evidence.md.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..crypto import EncryptedText
from ..db import Base, PublicId, Versioned, now
from ..text import today

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation
    from ..peers.models import Peer

Item = dict[str, Any]


class CharterVersion(Versioned, Base):
    """One version of the charter. Once published, the database refuses to change its words.

    ``items`` are ``{"name", "standard", "plain"}`` in order: ``name`` never changes from one version to the next, so
    that differences can be told item by item. ``accepted``: a signature of it still opens the gate. The founding text
    has no ``published_at``: it is older than the site.
    """

    __tablename__ = "charter_versions"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'current', 'superseded')", name="state"),
        CheckConstraint("state = 'draft' or text_hash is not null", name="text_hash"),
        CheckConstraint("state != 'draft' or not accepted", name="accepted"),
        CheckConstraint("state != 'current' or accepted", name="current_accepted"),
        CheckConstraint("state = 'draft' or number = 1 or published_at is not null", name="published_at"),
        Index("uq_charter_versions_current", "state", unique=True, sqlite_where=text("state = 'current'"),
              postgresql_where=text("state = 'current'")),
        Index("uq_charter_versions_draft", "state", unique=True, sqlite_where=text("state = 'draft'"),
              postgresql_where=text("state = 'draft'")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    accepted: Mapped[bool] = mapped_column(default=False)
    sign_before: Mapped[date | None]
    title: Mapped[str] = mapped_column(String(160))
    preamble: Mapped[str] = mapped_column(Text, default="")
    plain_preamble: Mapped[str] = mapped_column(Text, default="")
    items: Mapped[list[Item]] = mapped_column(JSON, default=list)
    change_note: Mapped[str] = mapped_column(String(600), default="")
    text_hash: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(default=now)
    published_at: Mapped[datetime | None]


class CharterSignature(PublicId, Base):
    """One person's signature of one version.

    ``signed_on`` is the day on the paper, or the day itself; ``recorded_at`` when the site learnt it. A new signature
    makes an earlier one ``replaced`` once it is countersigned. The ``…_seq`` lead to the chain's entries about it.
    """

    __tablename__ = "charter_signatures"
    __table_args__ = (
        CheckConstraint("state in ('signed', 'replaced', 'revoked')", name="state"),
        CheckConstraint("kind in ('in_person', 'paper')", name="kind"),
        CheckConstraint("variant in ('standard', 'plain')", name="variant"),
        Index("uq_charter_signatures_signed", "peer_id", "version_id", unique=True,
              sqlite_where=text("state = 'signed'"), postgresql_where=text("state = 'signed'")),
        Index("ix_charter_signatures_version_id_state", "version_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_versions.id"))
    state: Mapped[str] = mapped_column(String(20), default="signed")
    kind: Mapped[str] = mapped_column(String(20), default="in_person")
    variant: Mapped[str] = mapped_column(String(20), default="standard")
    signed_on: Mapped[date] = mapped_column(default=today)
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    witness_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    witness_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    countersigned_at: Mapped[datetime | None]
    countersigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    revoked_at: Mapped[datetime | None]
    revocation_reason: Mapped[str] = mapped_column(String(400), default="")
    signed_seq: Mapped[int | None] = mapped_column(ForeignKey("charter_entries.seq"), unique=True)
    countersigned_seq: Mapped[int | None] = mapped_column(ForeignKey("charter_entries.seq"), unique=True)
    revoked_seq: Mapped[int | None] = mapped_column(ForeignKey("charter_entries.seq"), unique=True)
    peer: Mapped[Peer] = relationship()
    version: Mapped[CharterVersion] = relationship()
    witness: Mapped[Account | None] = relationship(foreign_keys=[witness_id])
    witness_organisation: Mapped[Organisation | None] = relationship()


class CharterEntry(Base):
    """One link of the chain: an act, without the person. The database refuses any change.

    ``record_hash`` is that of the :class:`CharterProof`; ``digest`` that of this entry and of the one before, which
    ``signature`` (Ed25519) signs with the key ``key_id``. ``previous`` is unique: the chain cannot fork.
    """

    __tablename__ = "charter_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    version_number: Mapped[int]
    text_hash: Mapped[str] = mapped_column(String(64))
    record_hash: Mapped[str] = mapped_column(String(64))
    key_id: Mapped[str] = mapped_column(String(16))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    signature: Mapped[str] = mapped_column(String(128))


class CharterProof(Base):
    """Who an entry of the chain is about: canonical JSON with its own random salt, sealed, deleted with the person."""

    __tablename__ = "charter_proofs"

    seq: Mapped[int] = mapped_column(ForeignKey("charter_entries.seq"), primary_key=True, autoincrement=False)
    signature_id: Mapped[int] = mapped_column(ForeignKey("charter_signatures.id", ondelete="CASCADE"), index=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    record: Mapped[str] = mapped_column(EncryptedText)


class CharterHead(Base):
    """Where the chain stands; one row, which whoever adds an entry locks."""

    __tablename__ = "charter_head"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last_seq: Mapped[int]
    last_digest: Mapped[str] = mapped_column(String(64))


class CharterReminder(Base):
    """A reminder that was sent: each one leaves once."""

    __tablename__ = "charter_reminders"

    version_id: Mapped[int] = mapped_column(ForeignKey("charter_versions.id", ondelete="CASCADE"), primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True, index=True)
    days: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime] = mapped_column(default=now)
