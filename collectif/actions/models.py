"""Actions of the collective, from an idea to the public site."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation
    from ..territory.models import Commune
    from .follow_models import ActionIndicator, ActionMilestone, ActionPhoto, ActionReport

ONCE_PUBLIC = "('published', 'running', 'reviewed', 'withdrawn')"
DECIDED = "('validated', 'published', 'running', 'reviewed', 'withdrawn')"

action_organisations = Table(
    "action_organisations",
    Base.metadata,
    Column("action_id", ForeignKey("actions.id", ondelete="CASCADE"), primary_key=True),
    Column("organisation_id", ForeignKey("organisations.id"), primary_key=True, index=True),
)


class Action(PublicId, Versioned, Base):
    """What the collective does (seed 000: it validates actions and makes them known).

    ``proposed_by`` may never validate (rule 13). ``slug`` and ``published_at`` are given at the first publication and
    never change: before it there is no public address at all. An action withdrawn from the public keeps them and
    its ``withdrawal_reason``, so that its address can answer 410 with it (rule 14).
    """

    __tablename__ = "actions"
    __table_args__ = (
        CheckConstraint("axis between 1 and 4", name="axis"),
        CheckConstraint("ends_on is null or starts_on is null or ends_on >= starts_on", name="dates"),
        CheckConstraint(
            "validated_by_id is null or validated_by_id != proposed_by_id", name="proposer_does_not_validate"
        ),
        CheckConstraint(f"state not in {DECIDED} or decided_on is not null", name="decided_on"),
        CheckConstraint(f"state not in {ONCE_PUBLIC} or published_at is not null", name="published_at"),
        CheckConstraint(f"state not in {ONCE_PUBLIC} or slug is not null", name="slug"),
        CheckConstraint("state != 'withdrawn' or withdrawal_reason != ''", name="withdrawal_reason"),
        Index("ix_actions_state_updated_at", "state", "updated_at"),
        Index("ix_actions_state_starts_on", "state", "starts_on"),
        Index("ix_actions_state_axis", "state", "axis"),
        Index("ix_actions_state_published_at", "state", "published_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str | None] = mapped_column(String(100), unique=True)
    state: Mapped[str] = mapped_column(String(20), default="idea")
    title: Mapped[str] = mapped_column(String(160))
    sort_title: Mapped[str] = mapped_column(String(200), index=True)
    summary: Mapped[str] = mapped_column(String(400), default="")
    plain_summary: Mapped[str] = mapped_column(String(400), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(30))
    axis: Mapped[int] = mapped_column(default=3)
    audience: Mapped[str] = mapped_column(String(200), default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    results: Mapped[str] = mapped_column(Text, default="")
    proposing_organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    validated_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_on: Mapped[date | None]
    decision_reference: Mapped[str] = mapped_column(String(160), default="")
    published_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(String(400), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    fictional: Mapped[bool] = mapped_column(default=False)
    commune: Mapped[Commune | None] = relationship()
    proposing_organisation: Mapped[Organisation] = relationship()
    proposed_by: Mapped[Account | None] = relationship(foreign_keys=[proposed_by_id])
    organisations: Mapped[list[Organisation]] = relationship(secondary=action_organisations)
    steps: Mapped[list[ActionStep]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="(ActionStep.at, ActionStep.id)"
    )
    milestones: Mapped[list[ActionMilestone]] = relationship(
        back_populates="action", cascade="all, delete-orphan",
        order_by="(ActionMilestone.position, ActionMilestone.id)",
    )  # fmt: skip
    indicators: Mapped[list[ActionIndicator]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="ActionIndicator.id"
    )
    report: Mapped[ActionReport | None] = relationship(back_populates="action", cascade="all, delete-orphan")
    photos: Mapped[list[ActionPhoto]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="(ActionPhoto.position, ActionPhoto.id)"
    )


class ActionStep(Base):
    """One step of an action's life: which, when, by whom, with which words.

    ``name`` is ``create``, ``edit`` or the name of a move of :data:`~collectif.actions.workflow.WORKFLOW`.
    """

    __tablename__ = "action_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(30))
    at: Mapped[datetime] = mapped_column(default=now)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    comment: Mapped[str] = mapped_column(String(1000), default="")
    action: Mapped[Action] = relationship(back_populates="steps")
    account: Mapped[Account | None] = relationship()
