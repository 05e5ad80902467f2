"""Peers, the associations that sponsor them, and what each association keeps about them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation
    from ..territory.models import Commune

NOT_ENDED = text("state != 'ended'")


class Peer(PublicId, Versioned, Base):
    """A pair-aidant (seed 001). ``capacity`` is the number of accompaniments accepted at a time.

    ``sort_name`` is :func:`collectif.text.sort_key` of family name then given name.
    """

    __tablename__ = "peers"
    __table_args__ = (
        CheckConstraint("engagement in ('volunteer', 'employee')", name="engagement"),
        CheckConstraint("state in ('preparing', 'active', 'paused', 'suspended', 'ended')", name="state"),
        CheckConstraint("capacity between 0 and 20", name="capacity"),
        # What the roster sorts and filters by is copied to the sponsorship by the database itself.
        UniqueConstraint("id", "sort_name", "state", name="uq_peers_roster_copy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    given_name: Mapped[str] = mapped_column(String(80))
    family_name: Mapped[str] = mapped_column(String(80))
    sort_name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    engagement: Mapped[str] = mapped_column(String(20), default="volunteer")
    state: Mapped[str] = mapped_column(String(20), default="preparing")
    capacity: Mapped[int] = mapped_column(default=3)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_contact_on: Mapped[date | None] = mapped_column(index=True)
    fictional: Mapped[bool] = mapped_column(default=False)
    account: Mapped[Account | None] = relationship()
    commune: Mapped[Commune | None] = relationship()
    families: Mapped[list[PeerFamily]] = relationship(back_populates="peer", cascade="all, delete-orphan")
    sponsorships: Mapped[list[Sponsorship]] = relationship(
        back_populates="peer", cascade="all, delete-orphan", foreign_keys="Sponsorship.peer_id"
    )


class PeerFamily(Base):
    """A disability family the peer declares to have lived (CASF L. 114): never a diagnosis."""

    __tablename__ = "peer_families"
    __table_args__ = (Index("ix_peer_families_family_peer_id", "family", "peer_id"),)

    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True)
    family: Mapped[str] = mapped_column(String(30), primary_key=True)
    peer: Mapped[Peer] = relationship(back_populates="families")


class Sponsorship(PublicId, Versioned, Base):
    """The tie between a peer and an association: it makes the association's roster.

    ``details`` holds the fields of that association's plugin; no other association reads them.
    ``peer_sort_name`` and ``peer_state`` are copies kept true by the database (composite foreign key, ON UPDATE
    CASCADE), so that one index serves the roster's order and its main filter.
    """

    __tablename__ = "sponsorships"
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'active', 'ended')", name="state"),
        CheckConstraint("ended_on is null or ended_on >= started_on", name="dates"),
        ForeignKeyConstraint(
            ["peer_id", "peer_sort_name", "peer_state"],
            ["peers.id", "peers.sort_name", "peers.state"],
            onupdate="CASCADE",
            ondelete="CASCADE",
            name="fk_sponsorships_roster_copy",
        ),
        Index("uq_sponsorships_current", "organisation_id", "peer_id", unique=True,
              sqlite_where=NOT_ENDED, postgresql_where=NOT_ENDED),
        Index("ix_sponsorships_roster", "organisation_id", "state", "peer_sort_name", "peer_id"),
        Index("ix_sponsorships_roster_state", "organisation_id", "state", "peer_state", "peer_sort_name", "peer_id"),
        Index("ix_sponsorships_since", "organisation_id", "state", "started_on", "peer_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    peer_sort_name: Mapped[str] = mapped_column(String(200))
    peer_state: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    state: Mapped[str] = mapped_column(String(20), default="active")
    external_ref: Mapped[str | None] = mapped_column(String(60))
    started_on: Mapped[date]
    ended_on: Mapped[date | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    peer: Mapped[Peer] = relationship(back_populates="sponsorships", foreign_keys=[peer_id])
    organisation: Mapped[Organisation] = relationship()
    facets: Mapped[list[SponsorshipFacet]] = relationship(back_populates="sponsorship", cascade="all, delete-orphan")


class SponsorshipFacet(Base):
    """One value of a filterable plugin field, in a row that an index can find."""

    __tablename__ = "sponsorship_facets"
    __table_args__ = (Index("ix_sponsorship_facets_name_value", "name", "value", "sponsorship_id"),)

    sponsorship_id: Mapped[int] = mapped_column(ForeignKey("sponsorships.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    sponsorship: Mapped[Sponsorship] = relationship(back_populates="facets")


class ImportMapping(Base):
    """The columns of an association's file, as the referent paired them with fields the last time."""

    __tablename__ = "import_mappings"

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True)
    format_name: Mapped[str] = mapped_column(String(60), primary_key=True)
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    saved_at: Mapped[datetime] = mapped_column(default=now)


class PendingImport(PublicId, Base):
    """A file sent for a dry run, kept encrypted until it is imported or an hour has passed."""

    __tablename__ = "pending_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    filename: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes]
    columns: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    format_name: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)
