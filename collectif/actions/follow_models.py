"""What follows the collective's decision about an action: milestones, indicators, closing report, photos."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from ..db import Base, PublicId, Versioned, now

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..library.models import StoredContent
    from ..organisations.models import Organisation
    from .models import Action

DECIMALS = 3
UNIT = 10**DECIMALS
LARGEST = Decimal(10) ** 12


class Exact(TypeDecorator[Decimal]):
    """A decimal number with three decimals, kept as a whole number of thousandths: exact on both engines."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> int | None:
        return None if value is None else int((value * UNIT).to_integral_value(ROUND_HALF_EVEN))

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        return None if value is None else Decimal(value) / UNIT


class ActionMilestone(PublicId, Versioned, Base):
    """One step of an action: what, before which day, done by which organisation. ``done_on`` is empty until it is."""

    __tablename__ = "action_milestones"
    __table_args__ = (
        Index("ix_action_milestones_action_id_position", "action_id", "position"),
        Index("ix_action_milestones_done_on_due_on", "done_on", "due_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(160))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    position: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    action: Mapped[Action] = relationship(back_populates="milestones")
    organisation: Mapped[Organisation] = relationship()


class ActionIndicator(PublicId, Versioned, Base):
    """One thing that is measured: from ``baseline`` to ``target``, in ``unit``.

    ``direction`` says which way is better, ``up`` or ``down``. ``published`` is the coordination's choice (rule 13).
    """

    __tablename__ = "action_indicators"
    __table_args__ = (
        CheckConstraint("direction in ('up', 'down')", name="direction"),
        CheckConstraint(
            "(direction = 'up' and target >= baseline) or (direction = 'down' and target <= baseline)", name="way"
        ),
        CheckConstraint("target_on >= baseline_on", name="dates"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(40))
    direction: Mapped[str] = mapped_column(String(4), default="up")
    baseline: Mapped[Decimal] = mapped_column(Exact)
    baseline_on: Mapped[date]
    target: Mapped[Decimal] = mapped_column(Exact)
    target_on: Mapped[date]
    published: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)
    action: Mapped[Action] = relationship(back_populates="indicators")
    measures: Mapped[list[ActionMeasure]] = relationship(
        back_populates="indicator", cascade="all, delete-orphan", order_by="(ActionMeasure.on_day, ActionMeasure.id)"
    )


class ActionMeasure(PublicId, Base):
    """One value on one day. Nothing is ever changed in it: a correction is another row, which ``replaces`` it.

    A correction without a value says that there is none for that day after all. ``replaces_id`` is unique: two people
    who correct the same value at once make one correction.
    """

    __tablename__ = "action_measures"
    __table_args__ = (
        CheckConstraint("value is not null or replaces_id is not null", name="value"),
        CheckConstraint("replaces_id is null or comment != ''", name="comment"),
        Index("ix_action_measures_indicator_id_on_day", "indicator_id", "on_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("action_indicators.id", ondelete="CASCADE"))
    on_day: Mapped[date]
    value: Mapped[Decimal | None] = mapped_column(Exact)
    comment: Mapped[str] = mapped_column(String(300), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("action_measures.id", ondelete="CASCADE"), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    indicator: Mapped[ActionIndicator] = relationship(back_populates="measures")
    account: Mapped[Account | None] = relationship()


class ActionReport(Base):
    """The closing report, beside the action's own ``results``. The cost, in euros, is public only when chosen."""

    __tablename__ = "action_reports"
    __table_args__ = (
        CheckConstraint("participants is null or participants >= 0", name="participants"),
        CheckConstraint("peers is null or peers >= 0", name="peers"),
        CheckConstraint("cost is null or cost >= 0", name="cost"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"), primary_key=True)
    participants: Mapped[int | None]
    peers: Mapped[int | None]
    partners: Mapped[str] = mapped_column(String(600), default="")
    cost: Mapped[Decimal | None] = mapped_column(Exact)
    cost_public: Mapped[bool] = mapped_column(default=False)
    learned: Mapped[str] = mapped_column(Text, default="")
    next_steps: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    action: Mapped[Action] = relationship(back_populates="report")


class ActionPhoto(PublicId, Versioned, Base):
    """One photo, without anything that came with the file. ``alt`` says what it shows, ``credit`` who took it.

    Whoever adds it attests that the people on it agreed. ``published_at`` is the first day it was public: its public
    address answers from then on, with 410 once it is no longer. A removed photo keeps this row, without its words and
    without its pictures.
    """

    __tablename__ = "action_photos"
    __table_args__ = (
        CheckConstraint("removed_at is not null or (alt != '' and credit != '' and agreed)", name="words"),
        CheckConstraint("not published or (removed_at is null and published_at is not null)", name="published"),
        Index("ix_action_photos_action_id_position", "action_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", ondelete="CASCADE"))
    position: Mapped[int]
    alt: Mapped[str] = mapped_column(String(300))
    credit: Mapped[str] = mapped_column(String(160))
    agreed: Mapped[bool] = mapped_column(default=False)
    published: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    action: Mapped[Action] = relationship(back_populates="photos")
    pictures: Mapped[list[ActionPicture]] = relationship(cascade="all, delete-orphan", order_by="ActionPicture.width")


class ActionPicture(Base):
    """One size of a photo, in pixels."""

    __tablename__ = "action_pictures"

    photo_id: Mapped[int] = mapped_column(ForeignKey("action_photos.id", ondelete="CASCADE"), primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    height: Mapped[int]
    content_id: Mapped[int] = mapped_column(ForeignKey("library_contents.id"), index=True)
    content: Mapped[StoredContent] = relationship()
