"""Meetings of the collective: their rules, who is invited and there, the agenda and the minutes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now
from .vocabulary import ANSWERED, ATTENDANCES, ORIGINS, SHARES, in_list

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..actions.models import Action
    from ..organisations.models import Organisation

RULES = ("notice_days", "quorum", "associations_minimum", "institutions_minimum", "peers_minimum", "proxy_limit")
STATES = ("prepared", "convened", "open", "closed", "approved", "cancelled")


class RuleColumns:
    """Rules of a meeting: ``notice_days`` whole days before it; ``quorum`` one of :data:`.vocabulary.SHARES`; the least
    number of associations, of institutions and of peers; ``proxy_limit`` proxies an organisation may hold (0: none)."""

    notice_days: Mapped[int] = mapped_column(default=15)
    quorum: Mapped[str] = mapped_column(String(20), default="half")
    associations_minimum: Mapped[int] = mapped_column(default=0)
    institutions_minimum: Mapped[int] = mapped_column(default=0)
    peers_minimum: Mapped[int] = mapped_column(default=0)
    proxy_limit: Mapped[int] = mapped_column(default=1)


def rule_constraints() -> tuple[CheckConstraint, ...]:
    minimums = "associations_minimum >= 0 and institutions_minimum >= 0 and peers_minimum >= 0"
    return (
        CheckConstraint(in_list("quorum", SHARES), name="quorum"),
        CheckConstraint(minimums, name="minimums"),
        CheckConstraint("notice_days >= 0 and proxy_limit >= 0", name="rules"),
    )


class MeetingKind(PublicId, Versioned, RuleColumns, Base):
    """A kind of meeting and its rules, which the coordination edits; a meeting keeps those of the day of its notice.

    ``whole``: every member of the pôle is invited, nobody chooses.
    """

    __tablename__ = "meeting_kinds"
    __table_args__ = rule_constraints()

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    label: Mapped[str] = mapped_column(String(80))
    whole: Mapped[bool] = mapped_column(default=False)


class Meeting(PublicId, Versioned, RuleColumns, Base):
    """One meeting. Its rules are those of its kind, copied when the notice leaves.

    ``late_reason``: why the notice left later than the rule says. ``peers_present`` is a number and nothing else:
    who the peers are is nobody's business here. ``approved_in_id``: the meeting that approved the minutes.
    ``relocated_at``: when its place, or how to join it, was last changed after its notice left.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        *rule_constraints(),
        CheckConstraint(in_list("state", STATES), name="state"),
        CheckConstraint("minutes between 15 and 1440", name="minutes"),
        CheckConstraint("peers_present >= 0", name="peers_present"),
        CheckConstraint("state in ('prepared', 'cancelled') or convened_at is not null", name="convened_at"),
        CheckConstraint("state in ('prepared', 'convened', 'cancelled') or opened_at is not null", name="opened_at"),
        CheckConstraint("state not in ('closed', 'approved') or closed_at is not null", name="closed_at"),
        CheckConstraint("state != 'approved' or approved_at is not null", name="approved_at"),
        CheckConstraint(
            "state != 'cancelled' or (cancelled_at is not null and cancellation_reason != '')", name="cancelled_at"
        ),
        Index("ix_meetings_state_starts_at", "state", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("meeting_kinds.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default="prepared")
    title: Mapped[str] = mapped_column(String(160))
    starts_at: Mapped[datetime] = mapped_column(index=True)
    minutes: Mapped[int] = mapped_column(default=120)
    place: Mapped[str] = mapped_column(String(300), default="")
    joining: Mapped[str] = mapped_column(String(600), default="")
    late_reason: Mapped[str] = mapped_column(String(600), default="")
    convened_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_in_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    relocated_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancellation_reason: Mapped[str] = mapped_column(String(600), default="", server_default="")
    peers_present: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    fictional: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[MeetingKind] = relationship()
    approved_in: Mapped[Meeting | None] = relationship(remote_side=[id], foreign_keys=[approved_in_id])
    participants: Mapped[list[MeetingParticipant]] = relationship(
        back_populates="meeting", cascade="all, delete-orphan"
    )
    items: Mapped[list[AgendaItem]] = relationship(
        back_populates="meeting", foreign_keys="AgendaItem.meeting_id", order_by="(AgendaItem.position, AgendaItem.id)"
    )
    errata: Mapped[list[MinutesErratum]] = relationship(order_by="MinutesErratum.id")
    postponements: Mapped[list[MeetingPostponement]] = relationship(
        order_by="MeetingPostponement.id", cascade="all, delete-orphan"
    )
    relocations: Mapped[list[MeetingRelocation]] = relationship(
        order_by="MeetingRelocation.id", cascade="all, delete-orphan"
    )


class MeetingPostponement(Base):
    """A convened meeting was given another day: when it was to be held, and why it was not. Never changed."""

    __tablename__ = "meeting_postponements"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    planned_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(600))
    at: Mapped[datetime] = mapped_column(default=now)


class MeetingRelocation(Base):
    """A convened meeting was given another place, or another way to join it, on the same day. Never changed.

    ``planned_place``: where it was to be held (``""`` at a distance); ``None`` when the place stayed. The link that no
    longer leads there is not kept.
    """

    __tablename__ = "meeting_relocations"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    planned_place: Mapped[str | None] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(600), default="")
    at: Mapped[datetime] = mapped_column(default=now)


class MeetingParticipant(Base):
    """One organisation invited to one meeting: what it answered, and where it stands now.

    ``proxy_holder_id``: the participant of the same meeting that speaks for it, as answered or as noted in the room.
    ``reminded_week_on`` and ``reminded_day_on`` say when the reminders before the meeting left.
    """

    __tablename__ = "meeting_participants"
    __table_args__ = (
        UniqueConstraint("meeting_id", "organisation_id"),
        CheckConstraint(in_list("answer", ANSWERED), name="answer"),
        CheckConstraint(in_list("attendance", ATTENDANCES), name="attendance"),
        CheckConstraint("proxy_holder_id is null or proxy_holder_id != id", name="proxy"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    answer: Mapped[str] = mapped_column(String(20), default="")
    answered_at: Mapped[datetime | None]
    proxy_holder_id: Mapped[int | None] = mapped_column(
        ForeignKey("meeting_participants.id", ondelete="SET NULL"), index=True
    )
    attendance: Mapped[str] = mapped_column(String(20), default="expected")
    reminded_week_on: Mapped[date | None]
    reminded_day_on: Mapped[date | None]
    meeting: Mapped[Meeting] = relationship(back_populates="participants")
    organisation: Mapped[Organisation] = relationship()
    proxy_holder: Mapped[MeetingParticipant | None] = relationship(remote_side=[id])
    movements: Mapped[list[AttendanceMovement]] = relationship(
        back_populates="participant", cascade="all, delete-orphan", order_by="AttendanceMovement.id"
    )


class AttendanceMovement(Base):
    """One organisation came, left, was excused…: what the secretary noted, and when. Never changed."""

    __tablename__ = "attendance_movements"
    __table_args__ = (CheckConstraint(in_list("attendance", ATTENDANCES), name="attendance"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("meeting_participants.id", ondelete="CASCADE"), index=True)
    attendance: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(default=now)
    participant: Mapped[MeetingParticipant] = relationship(back_populates="movements")


class AgendaItem(PublicId, Versioned, Base):
    """One point of an agenda, or (without a meeting) a proposal that waits for one.

    ``origin`` says why it is there: added, proposed, left open by an earlier meeting (``from_item_id``, or a
    :class:`~collectif.meetings.vote_models.ReturnedDecision`), or the minutes of ``approves_id`` to approve.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        CheckConstraint(in_list("origin", ORIGINS), name="origin"),
        CheckConstraint("minutes between 1 and 480", name="minutes"),
        CheckConstraint("declined_reason = '' or meeting_id is null", name="declined"),
        UniqueConstraint("meeting_id", "from_item_id"),
        UniqueConstraint("meeting_id", "approves_id"),
        Index("ix_agenda_items_meeting_id_position", "meeting_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(default=0)
    origin: Mapped[str] = mapped_column(String(20), default="added")
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(String(2000), default="")
    minutes: Mapped[int] = mapped_column(default=15)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    from_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id", ondelete="SET NULL"), index=True)
    approves_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"), index=True)
    declined_reason: Mapped[str] = mapped_column(String(600), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    meeting: Mapped[Meeting | None] = relationship(back_populates="items", foreign_keys=[meeting_id])
    approves: Mapped[Meeting | None] = relationship(foreign_keys=[approves_id])
    organisation: Mapped[Organisation | None] = relationship()
    action: Mapped[Action | None] = relationship()
    from_item: Mapped[AgendaItem | None] = relationship(remote_side=[id])
    note: Mapped[MinutesNote | None] = relationship(back_populates="item", cascade="all, delete-orphan")


class MinutesNote(Versioned, Base):
    """What the minutes say of one point, in its last version. Locked with the meeting's approval."""

    __tablename__ = "minutes_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"), unique=True)
    text: Mapped[str] = mapped_column(Text, default="")
    item: Mapped[AgendaItem] = relationship(back_populates="note")
    revisions: Mapped[list[MinutesRevision]] = relationship(
        back_populates="note", cascade="all, delete-orphan", order_by="MinutesRevision.number"
    )


class MinutesRevision(Base):
    """One version of a note: every one is kept, so that nothing anyone wrote is lost. Never changed."""

    __tablename__ = "minutes_revisions"
    __table_args__ = (UniqueConstraint("note_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("minutes_notes.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    note: Mapped[MinutesNote] = relationship(back_populates="revisions")
    account: Mapped[Account | None] = relationship()


class MinutesErratum(Base):
    """A correction of approved minutes, printed after them. Never changed."""

    __tablename__ = "minutes_errata"

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id"), index=True)
    text: Mapped[str] = mapped_column(String(2000))
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
