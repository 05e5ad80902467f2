"""Planning exchange sessions, one or a whole series, changing them, and moving them along their life."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..db import hold
from ..enrolling.workflow import OPEN, PLANNED
from ..errors import DomainError
from ..journal import Recorder
from ..seats import GONE
from ..text import sort_key, today
from .models import ExchangeAccess, ExchangeSeat, ExchangeSeries, ExchangeSession
from .recurrence import occurrences
from .seats import ExchangeSeats
from .vocabulary import COLLECTIVE, DAY, ONCE, SPONSORED
from .workflow import SESSION_LIFE

FACTS = ("title", "kind", "description", "remote", "place_name", "place_address", "commune_code", "joining", "begins",
         "ends", "facilitator_words")  # fmt: skip
# What people who come have already noted somewhere: they are told when it changes.
TOLD = ("starts_on", "begins", "ends", "remote", "place_name", "place_address", "commune_code", "joining")
EDITABLE = (PLANNED, OPEN)
OVER = "Cette rencontre est tenue ou annulée : elle ne se modifie plus."
BEGUN = "La rencontre a commencé : notez plutôt qui était là."
PAST = "Choisissez un jour à venir."
NOT_YOURS = "Une journée départementale est organisée par la coordination."
NO_ASSOCIATION = "La coordination ouvre ses rencontres à tous les pair-aidants."
Data = Mapping[str, Any]


@dataclass(frozen=True)
class Changed:
    """How many sessions an act touched; ``left`` are those of the series that stay as they are; ``told``: people."""

    sessions: int
    left: int = 0
    told: int = 0


class Exchanges:
    """Writes exchange sessions. Never commits.

    Data are those of :class:`~.schemas.ExchangeSchema`; a question that was not asked is not among them.
    """

    def __init__(self, session: Session, journal: Recorder, seats: ExchangeSeats):
        self._session = session
        self._journal = journal
        self._seats = seats

    def plan(self, data: Data, organisation_id: int | None) -> list[ExchangeSession]:
        """A new session, or a whole series of them, which nobody may join yet.

        :param organisation_id: the association that organises it, nothing for the coordination.
        :raises DomainError: its days or its audience do not go together.
        """
        check_day(data["starts_on"])
        days, series = [data["starts_on"]], None
        if data["rhythm"] != ONCE:
            days = occurrences(data["starts_on"], data["rhythm"], times=data["times"], until=data["until"],
                               skip_holidays=data["skip_holidays"])  # fmt: skip
            series = ExchangeSeries(rhythm=data["rhythm"])
        return [self._new(data, day, organisation_id, series) for day in days]

    def edit(self, event: ExchangeSession, data: Data, *, following: bool = False) -> Changed:
        """Change a session, and tell those who come when it is somewhere else or at another time.

        :param following: the same for those that follow in the series, moved by as many days. Where someone is already
            registered nothing changes: these people chose a day.
        :raises DomainError: it is over, its facts do not go together, or more places are taken than it would have.
        """
        self.check_editable(event)
        after = self.following(event) if following else []
        shift = data["starts_on"] - event.starts_on
        told = self._change(event, data, data["starts_on"])
        free = self._without_people(after)
        for one in free:
            self._change(one, data, one.starts_on + shift)
        return Changed(1 + len(free), len(after) - len(free), told)

    def check_editable(self, event: ExchangeSession) -> None:
        """:raises DomainError: the session is over."""
        if event.state not in EDITABLE:
            raise DomainError(OVER)
        if event.has_begun:
            raise DomainError(BEGUN)

    def open(self, event: ExchangeSession, *, following: bool = False) -> int:
        """Let peers enrol, in this session or in it and those that follow. :returns: how many sessions opened.

        :raises DomainError: the last day to enrol is over.
        """
        if event.enrol_until < today():
            raise DomainError("Le dernier jour pour s'inscrire est passé : modifiez la rencontre d'abord.")
        after = [one for one in self.following(event) if one.state == PLANNED] if following else []
        for one in (event, *after):
            hold(self._session, one)
            self._move(one, "open")
        return 1 + len(after)

    def cancel(self, event: ExchangeSession, reason: str, *, following: bool = False) -> Changed:
        """It will not take place, and everyone enrolled is told why.

        :param following: neither will those that follow in the series.
        :raises DomainError: it has begun.
        """
        after = self.following(event) if following else []
        if event.state == OPEN and event.has_begun:
            raise DomainError(BEGUN)
        gone = (event, *after)
        for one in gone:
            hold(self._session, one)
            one.cancellation_reason = reason
            self._move(one, "cancel")
        return Changed(len(gone), told=self._seats.cancel(gone, reason))

    def following(self, event: ExchangeSession) -> Sequence[ExchangeSession]:
        """The sessions of its series that come after it and may still change."""
        if event.series_id is None:
            return []
        later = select(ExchangeSession).where(
            ExchangeSession.series_id == event.series_id, ExchangeSession.starts_on > event.starts_on,
            ExchangeSession.state.in_(EDITABLE),
        )  # fmt: skip
        return self._session.scalars(later.order_by(ExchangeSession.starts_on, ExchangeSession.id)).all()

    def _new(
        self, data: Data, day: date, organisation_id: int | None, series: ExchangeSeries | None
    ) -> ExchangeSession:
        event = ExchangeSession(capacity=data["capacity"], organisation_id=organisation_id, series=series)
        self._write(event, data, day)
        self._session.add(event)
        self._session.flush()
        self._journal.record("exchange.planned", event)
        return event

    def _change(self, event: ExchangeSession, data: Data, day: date) -> int:
        self._seats.resize(event, data["capacity"])
        before = [getattr(event, name) for name in TOLD]
        if day != event.starts_on:
            check_day(day)
        self._write(event, data, day)
        self._session.flush()
        self._journal.record("exchange.changed", event)
        moved = event.state == OPEN and [getattr(event, name) for name in TOLD] != before
        return self._seats.tell_change(event) if moved else 0

    def _move(self, event: ExchangeSession, name: str) -> None:
        transition = SESSION_LIFE.move(event, name)
        self._session.flush()
        self._journal.record(transition.journal_tag, event)

    def _write(self, event: ExchangeSession, data: Data, day: date) -> None:
        check_organiser(event.organisation_id, data)
        for name in FACTS:
            setattr(event, name, data[name])
        event.sort_title = sort_key(event.title)
        event.starts_on, event.enrol_until = day, day - timedelta(days=data["enrol_days"])
        event.audience = data.get("audience", COLLECTIVE)
        event.is_public = event.kind == DAY and data.get("is_public", False)
        event.facilitator_id = self._account(data["facilitator"])
        self._write_accesses(event, data["accesses"])

    def _account(self, public_id: str) -> int | None:
        return self._session.scalar(select(Account.id).where(Account.public_id == public_id)) if public_id else None

    def _write_accesses(self, event: ExchangeSession, names: Iterable[str]) -> None:
        kept = {one.name: one for one in event.accesses}
        event.accesses[:] = [kept.get(name) or ExchangeAccess(name=name) for name in sorted(names)]

    def _without_people(self, events: Sequence[ExchangeSession]) -> list[ExchangeSession]:
        """Those where nobody has or awaits a place; locked, so that it stays so."""
        for one in events:
            hold(self._session, one)
        ids = [one.id for one in events]
        live = select(ExchangeSeat.session_id).where(
            ExchangeSeat.session_id.in_(ids), ExchangeSeat.state.not_in(GONE)
        )  # fmt: skip
        taken = set(self._session.scalars(live)) if ids else set()
        return [one for one in events if one.id not in taken]


def check_day(day: date) -> None:
    """:raises DomainError: the day is over."""
    if day < today():
        raise DomainError(PAST, "starts_on")


def check_organiser(organisation_id: int | None, data: Data) -> None:
    """:raises DomainError: an association organises the département's day, or the coordination for one's peers only."""
    if organisation_id is not None and data["kind"] == DAY:
        raise DomainError(NOT_YOURS, "kind")
    if organisation_id is None and data.get("audience") == SPONSORED:
        raise DomainError(NO_ASSOCIATION, "audience")
