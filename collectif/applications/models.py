"""Applications: what someone declares, the links by which they follow it, the thread and the history."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..crypto import EncryptedText
from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation
    from ..peers.models import Peer
    from ..territory.models import Commune

STATES = "'draft', 'submitted', 'incomplete', 'admissible', 'sponsored', 'accepted', 'refused', 'withdrawn', 'expired'"


class Application(PublicId, Versioned, Base):
    """Someone asks to become a peer (domain §6, « Candidature »; rule 3).

    What they say in their own words, and the disability families they lived, are encrypted. ``families``, ``modes`` and
    ``sectors`` are names joined by commas. No ``organisation_id``: the coordination says which association examines it.
    ``turn`` says who acts next: ``association``, ``coordination``, ``candidate``, ``path`` (the two other gates) or
    nobody; ``unanswered``: the candidate wrote last. ``last_action_at`` moves with each act of a person; reminders and
    expiry count from it. ``typed_in``: someone of the collective typed in what the person wrote on paper.
    """

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("engagement in ('', 'volunteer', 'employee')", name="engagement"),
        CheckConstraint("turn in ('', 'candidate', 'association', 'coordination', 'path')", name="turn"),
        CheckConstraint("state = 'draft' or submitted_at is not null", name="submitted_at"),
        CheckConstraint("state = 'draft' or informed_at is not null", name="informed_at"),
        CheckConstraint("state != 'refused' or refusal_code != ''", name="refusal_code"),
        Index("ix_applications_organisation_id_state", "organisation_id", "state"),
        Index("ix_applications_state_last_action_at", "state", "last_action_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default="draft")
    turn: Mapped[str] = mapped_column(String(20), default="candidate")
    unanswered: Mapped[bool] = mapped_column(default=False)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    given_name: Mapped[str] = mapped_column(String(80), default="")
    family_name: Mapped[str] = mapped_column(String(80), default="")
    sort_name: Mapped[str] = mapped_column(String(200), default="", index=True)
    email: Mapped[str] = mapped_column(String(200), default="", index=True)
    phone: Mapped[str] = mapped_column(String(40), default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    engagement: Mapped[str] = mapped_column(String(20), default="")
    families: Mapped[str] = mapped_column(EncryptedText, default="")
    lived_experience: Mapped[str] = mapped_column(EncryptedText, default="")
    own_path: Mapped[str] = mapped_column(EncryptedText, default="")
    peer_experience: Mapped[str] = mapped_column(EncryptedText, default="")
    motivation: Mapped[str] = mapped_column(EncryptedText, default="")
    availability: Mapped[str] = mapped_column(EncryptedText, default="")
    modes: Mapped[str] = mapped_column(String(80), default="")
    sectors: Mapped[str] = mapped_column(String(400), default="")
    mobility: Mapped[str] = mapped_column(EncryptedText, default="")
    adjustments: Mapped[str] = mapped_column(EncryptedText, default="")
    # Whether the question about the association was answered: « je ne sais pas » is an answer too.
    placed: Mapped[bool] = mapped_column(default=False)
    # Which wording of the information on data was read, and when.
    information_version: Mapped[str] = mapped_column(String(20), default="")
    informed_at: Mapped[datetime | None]
    typed_in: Mapped[bool] = mapped_column(default=False)
    typed_in_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    refusal_code: Mapped[str] = mapped_column(String(30), default="")
    refusal_words: Mapped[str] = mapped_column(EncryptedText, default="")
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("applications.id", ondelete="SET NULL"), index=True)
    peer_id: Mapped[int | None] = mapped_column(ForeignKey("peers.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    last_action_at: Mapped[datetime] = mapped_column(default=now, index=True)
    reminded_at: Mapped[datetime | None]
    fictional: Mapped[bool] = mapped_column(default=False)
    organisation: Mapped[Organisation | None] = relationship()
    commune: Mapped[Commune | None] = relationship()
    typed_in_by: Mapped[Account | None] = relationship()
    peer: Mapped[Peer | None] = relationship()
    links: Mapped[list[ApplicationLink]] = relationship(back_populates="application", cascade="all, delete-orphan")
    messages: Mapped[list[ApplicationMessage]] = relationship(
        back_populates="application", cascade="all, delete-orphan",
        order_by="(ApplicationMessage.at, ApplicationMessage.id)",
    )  # fmt: skip
    steps: Mapped[list[ApplicationStep]] = relationship(
        back_populates="application", cascade="all, delete-orphan", order_by="(ApplicationStep.at, ApplicationStep.id)"
    )


class ApplicationLink(Base):
    """One address by which the candidate follows the application; only the token's hash is kept."""

    __tablename__ = "application_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    application: Mapped[Application] = relationship(back_populates="links")


class ApplicationMessage(Base):
    """One message of the thread that the candidate, the association and the coordination share.

    ``author``: ``candidate``, ``association`` or ``coordination``.
    """

    __tablename__ = "application_messages"
    __table_args__ = (CheckConstraint("author in ('candidate', 'association', 'coordination')", name="author"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(20))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    words: Mapped[str] = mapped_column(EncryptedText)
    application: Mapped[Application] = relationship(back_populates="messages")
    account: Mapped[Account | None] = relationship()


class ApplicationStep(Base):
    """One step of an application's life: which, when, by whom, with which words.

    ``name`` is a move of :data:`~collectif.applications.workflow.WORKFLOW`, ``edit`` or ``remind``; ``actor`` is
    ``candidate``, ``association``, ``coordination`` or ``site``.
    """

    __tablename__ = "application_steps"
    __table_args__ = (CheckConstraint("actor in ('candidate', 'association', 'coordination', 'site')", name="actor"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(default=now)
    actor: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    words: Mapped[str] = mapped_column(EncryptedText, default="")
    application: Mapped[Application] = relationship(back_populates="steps")
    account: Mapped[Account | None] = relationship()
