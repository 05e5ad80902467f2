"""Sessions of the mandatory training, who is enrolled in them, who was there, and the certificates they lead to."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import PUBLIC_ID_ALPHABET, Base, PublicId, now
from ..enrolling.models import AccessColumns, EnrolmentColumns, EventColumns, event_constraints
from ..seats import seat_constraints

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..peers.models import Peer

NUMBER_SIGNS = 8

training_trainers = Table(
    "training_trainers",
    Base.metadata,
    Column("session_id", ForeignKey("training_sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class TrainingSession(EventColumns, Base):
    """One session of the training that the collective proposes (seed 001).

    « Complète » is no state of its own: it is an open session whose places are all taken. ``starts_on`` and ``ends_on``
    are those of its half-days.
    """

    __tablename__ = "training_sessions"
    __table_args__ = (
        CheckConstraint("kind in ('initial', 'renewal')", name="kind"),
        CheckConstraint("ends_on >= starts_on", name="dates"),
        *event_constraints("training_sessions"),
        Index("ix_training_sessions_state_starts_on", "state", "starts_on"),
    )

    kind: Mapped[str] = mapped_column(String(20), default="initial")
    hours: Mapped[str] = mapped_column(String(160), default="")
    ends_on: Mapped[date]
    trainers: Mapped[list[Account]] = relationship(secondary=training_trainers, order_by="Account.sort_name")
    half_days: Mapped[list[TrainingHalfDay]] = relationship(
        back_populates="session", cascade="all, delete-orphan",
        order_by="(TrainingHalfDay.day, TrainingHalfDay.part.desc())",
    )  # fmt: skip
    accesses: Mapped[list[TrainingAccess]] = relationship(back_populates="session", cascade="all, delete-orphan")


class TrainingHalfDay(Base):
    """One half-day of a session: its day, ``morning`` or ``afternoon``, and the module it belongs to, by name."""

    __tablename__ = "training_half_days"
    __table_args__ = (
        CheckConstraint("part in ('morning', 'afternoon')", name="part"),
        UniqueConstraint("session_id", "day", "part"),
        UniqueConstraint("id", "session_id", name="uq_training_half_days_session"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"))
    day: Mapped[date]
    part: Mapped[str] = mapped_column(String(10))
    module: Mapped[str] = mapped_column(String(160))
    required: Mapped[bool] = mapped_column(default=True)
    session: Mapped[TrainingSession] = relationship(back_populates="half_days")


class TrainingAccess(AccessColumns, Base):
    """One thing that makes a session accessible."""

    __tablename__ = "training_accesses"
    __table_args__ = (Index("ix_training_accesses_name_session_id", "name", "session_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"), primary_key=True)
    session: Mapped[TrainingSession] = relationship(back_populates="accesses")


class TrainingEnrolment(EnrolmentColumns, Base):
    """One peer and one session, then the result.

    ``validation_reason`` is written when the coordination validates someone who was not there each required half-day.
    """

    __tablename__ = "training_enrolments"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'offered', 'held', 'left', 'lapsed', 'cancelled', 'validated', 'absent')",
            name="state",
        ),
        *seat_constraints("training_enrolments", "training_sessions", "session_id", "peer_id"),
        UniqueConstraint("id", "session_id", "peer_id", name="uq_training_enrolments_attendance"),
        Index("ix_training_enrolments_peer_id_state", "peer_id", "state"),
        Index("ix_training_enrolments_state_offered_until", "state", "offered_until"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"))
    validation_reason: Mapped[str] = mapped_column(String(600), default="")
    session: Mapped[TrainingSession] = relationship(foreign_keys=[session_id])
    attendances: Mapped[list[TrainingAttendance]] = relationship(
        back_populates="enrolment", cascade="all, delete-orphan"
    )


class TrainingAttendance(Base):
    """Whether one enrolled peer was there one half-day; nothing is written until someone has noted it."""

    __tablename__ = "training_attendances"
    __table_args__ = (
        # Of the same session, and of the peer that the enrolment says.
        ForeignKeyConstraint(
            ["enrolment_id", "session_id", "peer_id"],
            ["training_enrolments.id", "training_enrolments.session_id", "training_enrolments.peer_id"],
            ondelete="CASCADE", name="fk_training_attendances_enrolment",
        ),
        ForeignKeyConstraint(
            ["half_day_id", "session_id"], ["training_half_days.id", "training_half_days.session_id"],
            name="fk_training_attendances_half_day",
        ),
    )  # fmt: skip

    enrolment_id: Mapped[int] = mapped_column(primary_key=True)
    half_day_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    session_id: Mapped[int]
    peer_id: Mapped[int] = mapped_column(index=True)
    present: Mapped[bool]
    noted_at: Mapped[datetime] = mapped_column(default=now)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    enrolment: Mapped[TrainingEnrolment] = relationship(back_populates="attendances")


def new_certificate_number() -> str:
    """``ABCD-2345``: signs that do not look alike, drawn at random, so that it says nothing of how many there are."""
    signs = [secrets.choice(PUBLIC_ID_ALPHABET).upper() for _ in range(NUMBER_SIGNS)]
    return "".join(signs[: NUMBER_SIGNS // 2]) + "-" + "".join(signs[NUMBER_SIGNS // 2 :])


class TrainingCertificate(PublicId, Base):
    """The mandatory training of one peer is validated (gate 2 of rule 1), until ``valid_until`` when there is an end.

    A certificate that has ended stops new matches only; one that is revoked no longer counts at all.
    """

    __tablename__ = "training_certificates"
    __table_args__ = (
        CheckConstraint("valid_until is null or valid_until >= validated_on", name="dates"),
        Index("ix_training_certificates_peer_id_revoked_at", "peer_id", "revoked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"))
    enrolment_id: Mapped[int | None] = mapped_column(
        ForeignKey("training_enrolments.id", ondelete="SET NULL"), unique=True
    )
    number: Mapped[str] = mapped_column(String(20), unique=True, default=new_certificate_number)
    validated_on: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]
    revocation_reason: Mapped[str] = mapped_column(String(600), default="")
    peer: Mapped[Peer] = relationship()
    enrolment: Mapped[TrainingEnrolment | None] = relationship()


class TrainingNotice(Base):
    """A reminder about the end of a certificate has left: ``days`` before it, once each."""

    __tablename__ = "training_notices"

    certificate_id: Mapped[int] = mapped_column(
        ForeignKey("training_certificates.id", ondelete="CASCADE"), primary_key=True
    )
    days: Mapped[int] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(default=now)
