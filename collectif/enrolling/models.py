"""What every event with places is made of, and every place in one: the columns that rooms share."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from ..accounts.models import Account
from ..db import PublicId, Versioned, now
from ..peers.models import Peer
from ..seats import SeatColumns, event_constraint
from ..territory.models import Commune
from ..text import PARIS

MOST_PLACES = 500


class EventColumns(PublicId, Versioned):
    """Mixin of a model: something peers come to, on days and at a place, with so many places.

    Nobody may join after ``enrol_until``. ``joining`` says how to follow it from afar, to those who come only.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(20), default="planned")
    title: Mapped[str] = mapped_column(String(160))
    sort_title: Mapped[str] = mapped_column(String(200), index=True)
    description: Mapped[str] = mapped_column(String(2000), default="")
    remote: Mapped[bool] = mapped_column(default=False)
    place_name: Mapped[str] = mapped_column(String(160), default="")
    place_address: Mapped[str] = mapped_column(String(300), default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("communes.code"), index=True)
    joining: Mapped[str] = mapped_column(String(600), default="")
    capacity: Mapped[int]
    enrol_until: Mapped[date]
    starts_on: Mapped[date] = mapped_column(index=True)
    cancellation_reason: Mapped[str] = mapped_column(String(600), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    fictional: Mapped[bool] = mapped_column(default=False)

    if TYPE_CHECKING:
        # Rooms say what they are: a column, or another name of ``starts_on``; a table of their own.
        ends_on: Any
        accesses: Any
        kind: Any
        hours: Any

    @declared_attr
    def commune(cls) -> Mapped[Commune | None]:
        return relationship()

    @property
    def begins_at(self) -> datetime:
        """The instant from which it has begun: the first minute of its first day, in Seine-et-Marne."""
        return datetime.combine(self.starts_on, time.min, PARIS)

    @property
    def has_begun(self) -> bool:
        return self.begins_at <= now()


def event_constraints(table: str) -> tuple[Any, ...]:
    """What the database itself holds of an event."""
    return (
        CheckConstraint("state in ('planned', 'open', 'held', 'cancelled')", name="state"),
        CheckConstraint(f"capacity between 1 and {MOST_PLACES}", name="capacity"),
        CheckConstraint("enrol_until <= starts_on", name="enrol_until"),
        CheckConstraint("state != 'cancelled' or cancellation_reason != ''", name="cancellation_reason"),
        event_constraint(table),
    )


class AccessColumns:
    """Mixin of a model: one thing that makes an event accessible, from the closed list of the vocabulary."""

    name: Mapped[str] = mapped_column(String(30), primary_key=True)


class EnrolmentColumns(PublicId, SeatColumns):
    """Mixin of a model: one peer and one event, a place or a place in the waiting list (:mod:`collectif.seats`).

    ``reminded_week_on`` and ``reminded_day_on`` say when the reminders before the event left.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    peer_id: Mapped[int] = mapped_column(ForeignKey("peers.id", ondelete="CASCADE"))
    enrolled_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    reminded_week_on: Mapped[date | None]
    reminded_day_on: Mapped[date | None]

    if TYPE_CHECKING:
        session_id: Any
        session: Any

    @declared_attr
    def peer(cls) -> Mapped[Peer]:
        return relationship()

    @declared_attr
    def enrolled_by(cls) -> Mapped[Account | None]:
        return relationship()
