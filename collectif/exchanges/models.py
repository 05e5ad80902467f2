"""Exchange sessions between peers (« rencontres entre pairs »): their places, what was spoken of, what people felt."""

from __future__ import annotations

import secrets
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, synonym

from ..crypto import EncryptedText
from ..db import Base, now
from ..enrolling.models import AccessColumns, EnrolmentColumns, EventColumns, event_constraints
from ..seats import seat_constraints
from ..text import PARIS, clock

if TYPE_CHECKING:
    from ..accounts.models import Account
    from ..organisations.models import Organisation

LARGEST_KEY = 2**31 - 1


class ExchangeSeries(Base):
    """Sessions planned together, that come back every week, every other week, or every month."""

    __tablename__ = "exchange_series"
    __table_args__ = (CheckConstraint("rhythm in ('week', 'fortnight', 'month')", name="rhythm"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rhythm: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(default=now)


class ExchangeSession(EventColumns, Base):
    """One session: a day, from an hour to another in Seine-et-Marne, whatever the season.

    Without ``organisation`` it is the coordination's. ``audience`` says who may join; ``is_public`` shows the
    département's day on the public agenda. ``summary`` tells what was spoken of, without any name.
    """

    __tablename__ = "exchange_sessions"
    __table_args__ = (
        CheckConstraint("kind in ('peer_group', 'intervision', 'practice_analysis', 'departmental_day')", name="kind"),
        CheckConstraint("audience in ('collective', 'sponsored')", name="audience"),
        CheckConstraint("audience = 'collective' or organisation_id is not null", name="audience_organisation"),
        CheckConstraint("kind != 'departmental_day' or organisation_id is null", name="departmental_day"),
        CheckConstraint("not is_public or kind = 'departmental_day'", name="is_public"),
        CheckConstraint("ends > begins", name="hours"),
        *event_constraints("exchange_sessions"),
        Index("ix_exchange_sessions_state_starts_on", "state", "starts_on"),
        Index("ix_exchange_sessions_organisation_id_starts_on", "organisation_id", "starts_on"),
        Index("ix_exchange_sessions_series_id_starts_on", "series_id", "starts_on"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    audience: Mapped[str] = mapped_column(String(20), default="collective")
    is_public: Mapped[bool] = mapped_column(default=False)
    begins: Mapped[time]
    ends: Mapped[time]
    facilitator_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id", ondelete="SET NULL"), index=True)
    facilitator_words: Mapped[str] = mapped_column(String(160), default="")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("exchange_series.id"))
    summary: Mapped[str] = mapped_column(String(1000), default="")
    ends_on: Mapped[date] = synonym("starts_on")
    organisation: Mapped[Organisation | None] = relationship()
    facilitator: Mapped[Account | None] = relationship()
    series: Mapped[ExchangeSeries | None] = relationship()
    accesses: Mapped[list[ExchangeAccess]] = relationship(back_populates="session", cascade="all, delete-orphan")
    themes: Mapped[list[ExchangeTheme]] = relationship(cascade="all, delete-orphan")

    @property
    def begins_at(self) -> datetime:
        return datetime.combine(self.starts_on, self.begins, PARIS)

    @property
    def ends_at(self) -> datetime:
        return datetime.combine(self.starts_on, self.ends, PARIS)

    @property
    def hours(self) -> str:
        """``de 14 h à 16 h 30``."""
        return f"de {clock(self.begins)} à {clock(self.ends)}"


class ExchangeAccess(AccessColumns, Base):
    """One thing that makes a session accessible."""

    __tablename__ = "exchange_accesses"
    __table_args__ = (Index("ix_exchange_accesses_name_session_id", "name", "session_id"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("exchange_sessions.id", ondelete="CASCADE"), primary_key=True)
    session: Mapped[ExchangeSession] = relationship(back_populates="accesses")


class ExchangeTheme(Base):
    """One thing that was spoken of, from the closed list of the vocabulary."""

    __tablename__ = "exchange_themes"

    session_id: Mapped[int] = mapped_column(ForeignKey("exchange_sessions.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(30), primary_key=True)


class ExchangeSeat(EnrolmentColumns, Base):
    """One peer and one session, then whether they came.

    ``shows_first_name``: the others who have a place may read this peer's first name, which is their own choice.
    ``gave_feedback`` only says that they answered, once; nothing leads from what was answered to them.
    """

    __tablename__ = "exchange_seats"
    __table_args__ = (
        CheckConstraint(
            "state in ('waiting', 'offered', 'held', 'left', 'lapsed', 'cancelled', 'present', 'absent')", name="state"
        ),
        *seat_constraints("exchange_seats", "exchange_sessions", "session_id", "peer_id"),
        Index("ix_exchange_seats_peer_id_state", "peer_id", "state"),
        Index("ix_exchange_seats_state_offered_until", "state", "offered_until"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("exchange_sessions.id", ondelete="CASCADE"))
    shows_first_name: Mapped[bool] = mapped_column(default=False)
    gave_feedback: Mapped[bool] = mapped_column(default=False)
    session: Mapped[ExchangeSession] = relationship(foreign_keys=[session_id])


class ExchangeFace(Base):
    """How many people chose one of the three faces after a session: a number, never an answer of someone's."""

    __tablename__ = "exchange_faces"
    __table_args__ = (CheckConstraint("face in ('good', 'mixed', 'bad')", name="face"),)

    session_id: Mapped[int] = mapped_column(ForeignKey("exchange_sessions.id", ondelete="CASCADE"), primary_key=True)
    face: Mapped[str] = mapped_column(String(10), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)


def random_key() -> int:
    return secrets.randbelow(LARGEST_KEY) + 1


class ExchangeWords(Base):
    """What someone wrote after a session. Its key is drawn at random and it has no date: neither says who wrote it."""

    __tablename__ = "exchange_words"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=random_key)
    session_id: Mapped[int] = mapped_column(ForeignKey("exchange_sessions.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(EncryptedText())
