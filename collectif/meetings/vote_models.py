"""Votes of the collective and what follows from them: decisions and tasks. See docs/adr/0018-quorum-and-votes.md."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now
from .models import AgendaItem, Meeting, MeetingKind, RuleColumns, rule_constraints
from .vocabulary import CHOICES, MAJORITIES, METHODS, TASK_STATES, in_list

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..actions.models import Action
    from ..organisations.models import Organisation

VOTE_STATES = ("open", "closed", "void")


class Vote(PublicId, RuleColumns, Base):
    """One question put to the vote: in a meeting (``item_id``), or online until ``deadline``.

    ``secret`` cannot change: the roll of electors holds no choice for a secret vote (a composite key carries it).
    ``action_version``: the action as it was when the vote opened; another text is not what was voted. Once closed the
    counts are written here and the database refuses to change them. ``void``: given up before any result.
    """

    __tablename__ = "meeting_votes"
    __table_args__ = (
        *rule_constraints(),
        CheckConstraint(in_list("majority", MAJORITIES), name="majority"),
        CheckConstraint(in_list("method", METHODS), name="method"),
        CheckConstraint(in_list("state", VOTE_STATES), name="state"),
        CheckConstraint("secret = (method = 'secret')", name="secret"),
        CheckConstraint("(item_id is null) != (deadline is null)", name="place"),
        CheckConstraint("(action_id is null) = (action_version is null)", name="action"),
        CheckConstraint("state != 'closed' or (adopted is not null and closed_at is not null)", name="closed"),
        UniqueConstraint("id", "secret", name="uq_meeting_votes_secret"),
        Index("ix_meeting_votes_state_deadline", "state", "deadline"),
        Index("uq_meeting_votes_open_item", "item_id", unique=True, sqlite_where=text("state = 'open'"),
              postgresql_where=text("state = 'open'")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("meeting_kinds.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    question: Mapped[str] = mapped_column(String(400))
    method: Mapped[str] = mapped_column(String(20))
    secret: Mapped[bool] = mapped_column(default=False)
    majority: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), default="open")
    opened_at: Mapped[datetime] = mapped_column(default=now)
    deadline: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    quorum_words: Mapped[str] = mapped_column(String(600), default="")
    in_favour: Mapped[int] = mapped_column(default=0)
    against: Mapped[int] = mapped_column(default=0)
    abstentions: Mapped[int] = mapped_column(default=0)
    adopted: Mapped[bool | None]
    result_words: Mapped[str] = mapped_column(String(600), default="")
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    action_version: Mapped[int | None]
    fictional: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[MeetingKind] = relationship()
    item: Mapped[AgendaItem | None] = relationship()
    action: Mapped[Action | None] = relationship()
    electors: Mapped[list[VoteElector]] = relationship(back_populates="vote", cascade="all, delete-orphan")
    tallies: Mapped[list[VoteTally]] = relationship(cascade="all, delete-orphan")


class VoteElector(Base):
    """The roll of one vote: each organisation that has a voice, once (key), and whether it has been used.

    ``choice`` is written for a show of hands and an open online vote only; the database refuses one on the roll of a
    secret vote. ``holder_id``: the organisation that speaks for this one.
    """

    __tablename__ = "vote_electors"
    __table_args__ = (
        ForeignKeyConstraint(
            ["vote_id", "secret"], ["meeting_votes.id", "meeting_votes.secret"], ondelete="CASCADE",
            name="fk_vote_electors_vote",
        ),
        UniqueConstraint("vote_id", "organisation_id"),
        CheckConstraint(f"choice is null or {in_list('choice', CHOICES)}", name="choice"),
        CheckConstraint("not secret or choice is null", name="secret"),
        CheckConstraint("secret or (choice is null) = (not voted)", name="voted"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    vote_id: Mapped[int]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    secret: Mapped[bool]
    voted: Mapped[bool] = mapped_column(default=False)
    choice: Mapped[str | None] = mapped_column(String(20))
    vote: Mapped[Vote] = relationship(back_populates="electors")
    organisation: Mapped[Organisation] = relationship(foreign_keys=[organisation_id])
    holder: Mapped[Organisation | None] = relationship(foreign_keys=[holder_id])


class VoteTally(Base):
    """The ballot box of a secret vote: three counters, no row of any organisation, no order, no time.

    Each ballot rewrites the three counters together, so that not even the database's own marks tell which one grew.
    """

    __tablename__ = "vote_tallies"
    __table_args__ = (
        CheckConstraint(in_list("choice", CHOICES), name="choice"),
        CheckConstraint("ballots >= 0", name="ballots"),
    )

    vote_id: Mapped[int] = mapped_column(ForeignKey("meeting_votes.id", ondelete="CASCADE"), primary_key=True)
    choice: Mapped[str] = mapped_column(String(20), primary_key=True)
    ballots: Mapped[int] = mapped_column(default=0)


class Decision(PublicId, Base):
    """What the collective decided, with or without a vote, in a meeting or online. Its address tells the whole thread.

    ``number``: its rank in the year it was taken, for references (``2027-03``).
    """

    __tablename__ = "meeting_decisions"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    number: Mapped[int]
    text: Mapped[str] = mapped_column(String(1000))
    taken_on: Mapped[date]
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meetings.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    vote_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_votes.id"), unique=True)
    action_id: Mapped[int | None] = mapped_column(ForeignKey("actions.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    fictional: Mapped[bool] = mapped_column(default=False)
    meeting: Mapped[Meeting | None] = relationship()
    item: Mapped[AgendaItem | None] = relationship(foreign_keys=[item_id])
    vote: Mapped[Vote | None] = relationship()
    action: Mapped[Action | None] = relationship()
    tasks: Mapped[list[DecisionTask]] = relationship(
        back_populates="decision", cascade="all, delete-orphan", order_by="(DecisionTask.due_on, DecisionTask.id)"
    )


class ReturnedDecision(Base):
    """A decision that comes back on an agenda, once a meeting, because something of it is still to be done."""

    __tablename__ = "returned_decisions"
    __table_args__ = (UniqueConstraint("meeting_id", "decision_id"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_items.id", ondelete="CASCADE"), primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("meeting_decisions.id", ondelete="CASCADE"), index=True)
    decision: Mapped[Decision] = relationship()


class DecisionTask(PublicId, Versioned, Base):
    """Something to do after a decision: by whom, for which organisation, before when."""

    __tablename__ = "decision_tasks"
    __table_args__ = (
        CheckConstraint(in_list("state", TASK_STATES), name="state"),
        CheckConstraint("(state = 'open') = (ended_at is null)", name="ended_at"),
        Index("ix_decision_tasks_state_account_id", "state", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("meeting_decisions.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    due_on: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default="open")
    ended_at: Mapped[datetime | None]
    words: Mapped[str] = mapped_column(String(600), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    decision: Mapped[Decision] = relationship(back_populates="tasks")
    account: Mapped[Account | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
