"""What is kept of a peer's path besides the state they are in: terms, requests, pauses, searches, cards."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..accounts.models import Account
from ..crypto import EncryptedText
from ..db import Base, PublicId, now
from ..organisations.models import Organisation
from .models import Peer, Sponsorship

IN_USE = text("revoked_at is null")


class SponsorshipTerms(Base):
    """What an association attested and promised when it became a peer's sponsor (seed 001).

    ``commitments`` are names of :data:`.commitments.COMMITMENTS`; those that are missing are explained in
    ``explanation``. ``conditions`` are the association's own, by name, with the words that were attested.
    A sponsorship that has none (imported, added by hand) opens no gate until its referent attests.
    """

    __tablename__ = "sponsorship_terms"
    __table_args__ = (CheckConstraint("attests_experience and attests_path", name="attested"),)

    sponsorship_id: Mapped[int] = mapped_column(ForeignKey("sponsorships.id", ondelete="CASCADE"), primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    met_on: Mapped[date]
    attests_experience: Mapped[bool]
    attests_path: Mapped[bool]
    commitments: Mapped[list[str]] = mapped_column(JSON, default=list)
    explanation: Mapped[str] = mapped_column(Text, default="")
    employer: Mapped[bool] = mapped_column(default=False)
    referent_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    conditions: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    attested_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    attested_at: Mapped[datetime] = mapped_column(default=now)
    sponsorship: Mapped[Sponsorship] = relationship()
    referent: Mapped[Account | None] = relationship(foreign_keys=[referent_id])
    substitute: Mapped[Account | None] = relationship(foreign_keys=[substitute_id])


class SponsorshipRequest(Base):
    """An association was asked to sponsor a peer, by the peer or by the coordination; its answer, when there is one."""

    __tablename__ = "sponsorship_requests"
    __table_args__ = (
        CheckConstraint("origin in ('peer', 'coordination')", name="origin"),
        CheckConstraint("answer in ('accepted', 'declined', 'withdrawn')", name="answer"),
        CheckConstraint("(answer is null) = (answered_at is null)", name="answered"),
    )

    sponsorship_id: Mapped[int] = mapped_column(ForeignKey("sponsorships.id", ondelete="CASCADE"), primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    origin: Mapped[str] = mapped_column(String(20))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    answer: Mapped[str | None] = mapped_column(String(20))
    answered_at: Mapped[datetime | None]
    sponsorship: Mapped[Sponsorship] = relationship()


class SponsorSearch(Base):
    """A peer nobody sponsors any more looks for another association (domain rule 2), until ``deadline``.

    ``interim_referent_id`` follows their accompaniments meanwhile. The row goes when an association says yes.
    """

    __tablename__ = "sponsor_searches"

    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True)
    left_organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    since: Mapped[datetime] = mapped_column(default=now)
    deadline: Mapped[date] = mapped_column(index=True)
    interim_referent_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    reminded_at: Mapped[datetime | None]
    peer: Mapped[Peer] = relationship()
    left_organisation: Mapped[Organisation | None] = relationship()
    interim_referent: Mapped[Account | None] = relationship()


class PeerPause(Base):
    """Why a paused peer is paused; a pause one wishes for oneself needs no reason and has no deadline."""

    __tablename__ = "peer_pauses"
    __table_args__ = (
        CheckConstraint("reason in ('own_wish', 'association', 'seeking_sponsor', 'charter', 'lifted')", name="reason"),
    )

    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime] = mapped_column(default=now)
    deadline: Mapped[date | None]


class PeerStep(Base):
    """One move along a peer's life: when, by whom, for what coded reason, with what words (sealed)."""

    __tablename__ = "peer_steps"
    __table_args__ = (Index("ix_peer_steps_peer_id_at", "peer_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(String(30), default="")
    words: Mapped[str] = mapped_column(EncryptedText, default="")
    peer: Mapped[Peer] = relationship()


class PeerCard(PublicId, Base):
    """The card a peer shows: a printed link that says only whether they are active. One in use at a time.

    The link's token is kept sealed, to print the same card again; ``token_hash`` finds it.
    """

    __tablename__ = "peer_cards"
    __table_args__ = (
        Index("uq_peer_cards_in_use", "peer_id", unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(EncryptedText)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
    peer: Mapped[Peer] = relationship()
