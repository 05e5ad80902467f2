"""Enrolling in an event, leaving it, answering an offer: every change of who has a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..journal import Recorder
from ..peers.models import Peer
from ..seats import GONE, Seating, lock_seats
from ..text import date_and_time, short_date, today
from ..tokens import Tokens, token_hash
from .letters import SeatLetters
from .models import EnrolmentColumns, EventColumns
from .rooms import Room
from .workflow import OPEN

MAY_ENROL = ("preparing", "active", "paused")
ALREADY = "Cette inscription existe déjà : rechargez la page."
NOT_OPEN = "Les inscriptions ne sont pas ouvertes."
BEGUN = "La {} a commencé : la place ne peut plus être laissée. L'absence sera notée sur la feuille de présence."
WEEK, DAY = timedelta(days=7), timedelta(days=1)
E = TypeVar("E", bound=EventColumns)
S = TypeVar("S", bound=EnrolmentColumns)


class SeatService(Generic[E, S]):
    """Changes who has a place. Each act holds the event's lock, then settles what time and freed places have changed.

    A room gives its ``room``, and its own rules in :meth:`check_peer`.

    :param tokens: makes the links of the offers; :param account_id: who acts, ``None`` for the site itself.
    """

    room: Room

    def __init__(
        self, session: Session, journal: Recorder, letters: SeatLetters, tokens: Tokens, account_id: int | None
    ):
        self._session = session
        self._journal = journal
        self._letters = letters
        self._tokens = tokens
        self._account_id = account_id

    def check_peer(self, event: E, peer: Peer) -> None:
        """:raises DomainError: this peer may not come to this event, in words."""

    def enrol(self, event: E, peer: Peer) -> S:
        """Give ``peer`` a free place, or the end of the waiting list.

        :raises DomainError: enrolment is closed, this peer is already there, or may not come.
        """
        seating = self.open(event)
        self._check_open(event)
        self._check_peer(event, peer, seating.seats)
        enrolment = self._new_seat(event, peer)
        seating.join(enrolment)
        self._note_reminders(enrolment)
        self._session.add(enrolment)
        self._session.flush()
        waits = enrolment.state == "waiting"
        self._record("waiting" if waits else "enrolled", enrolment)
        self._letters.tell(peer, "seat_waiting" if waits else "seat_place", event)
        return enrolment

    def leave(self, enrolment: S) -> None:
        """Give up a place, an offer, or waiting; the place goes to the first who waits.

        :raises DomainError: the event has begun, or there is nothing to leave.
        """
        seating = self.open(enrolment.session)
        if enrolment.session.has_begun:
            raise DomainError(BEGUN.format(self.room.one))
        seating.leave(enrolment)
        self._session.flush()
        self._record("left", enrolment)
        self.settle(enrolment.session, seating)

    def accept(self, enrolment: S) -> None:
        """Take the place that is offered.

        :raises DomainError: it no longer is.
        """
        self.open(enrolment.session).accept(enrolment)
        self._note_reminders(enrolment)
        self._session.flush()
        self._record("accepted", enrolment)
        self._letters.tell(enrolment.peer, "seat_place", enrolment.session)

    def open(self, event: E) -> Seating[S]:
        """The event's places, locked and settled: to look at them for writing."""
        seating = self.locked(event)
        self.settle(event, seating)
        return seating

    def locked(self, event: E) -> Seating[S]:
        """The event's places, as they stand: nobody else changes them until the transaction ends."""
        seat: Any = self.room.seat
        return Seating(event.capacity, lock_seats(self._session, event, seat, seat.session_id), event.begins_at)

    def settle(self, event: E, seating: Seating[S]) -> int:
        """Offer to the next what nobody answered and what was freed. :returns: how many offers were made or ended."""
        if event.state != OPEN:
            return 0
        settled = seating.settle(self._session.flush)
        for enrolment in settled.lapsed:
            self._record("lapsed", enrolment)
            self._letters.tell(enrolment.peer, "seat_lapsed", event)
        for enrolment in settled.offered:
            self._offer(enrolment)
        return len(settled.lapsed) + len(settled.offered)

    def settle_all(self) -> int:
        """Free the places of those whose path has ended, take back the offers nobody answered, offer what is free.

        :returns: how many places changed hands.
        """
        events: Any = self.room.event
        coming = select(events).where(events.state == OPEN, events.ends_on >= today())
        done = 0
        for event in self._session.scalars(coming.order_by(events.id)).all():
            done += self.drop_ended(event)
            done += self.settle(event, self.locked(event))
        return done

    def resize(self, event: E, capacity: int) -> None:
        """Change how many places there are; those that come go to whoever waits.

        :raises DomainError: more are taken.
        """
        seating = self.open(event)
        seating.renumber(capacity)
        self._session.flush()
        event.capacity = seating.capacity = capacity
        self._session.flush()
        self.settle(event, seating)

    def close(self, event: E) -> None:
        """The event is held: who still waits, or never answered, is told that it is over."""
        for enrolment in self.locked(event).close():
            self._record("lapsed", enrolment)
            self._letters.tell(enrolment.peer, "seat_closed", event)
        self._session.flush()

    def cancel(self, events: Iterable[E], reason: str) -> int:
        """The events do not take place: everyone is told why, once for all of theirs. :returns: how many people."""
        told: dict[int, list[S]] = {}
        for event in events:
            for enrolment in self.locked(event).cancel():
                told.setdefault(enrolment.peer_id, []).append(enrolment)
        for seats in told.values():
            self._letters.tell_cancelled(seats[0].peer, [one.session for one in seats], reason)
        self._session.flush()
        return len(told)

    def tell_change(self, event: E) -> int:
        """It is somewhere else, or at another time: whoever comes or waits is told. :returns: how many people."""
        seats: Any = self.room.seat
        coming = select(seats).where(seats.session_id == event.id, seats.state.not_in(GONE))
        told = self._session.scalars(coming.order_by(seats.id)).all()
        for enrolment in told:
            self._note_reminders(enrolment)
            self._letters.tell(enrolment.peer, "seat_changed", event)
        return len(told)

    def drop_ended(self, event: E) -> int:
        """Free the places of those whose path has ended since. :returns: how many."""
        seating = self.locked(event)
        ended = [one for one in seating.seats if one.state not in GONE and one.peer.state == "ended"]
        for enrolment in ended:
            seating.leave(enrolment)
            self._record("left", enrolment)
        self._session.flush()
        return len(ended)

    def _new_seat(self, event: E, peer: Peer) -> S:
        seat: Any = self.room.seat
        return seat(session=event, peer=peer, seat_count=event.capacity, enrolled_by_id=self._account_id)

    def _offer(self, enrolment: S) -> None:
        token = self._tokens.new()
        enrolment.offer_hash = token_hash(token)
        self._record("offered", enrolment)
        until = date_and_time(enrolment.offered_until)  # type: ignore[arg-type]
        self._letters.tell(enrolment.peer, "seat_offer", enrolment.session, token=token, until=until)

    def _record(self, act: str, enrolment: S) -> None:
        about = {"session": enrolment.session.public_id, "peer": enrolment.peer.public_id}
        self._journal.record(f"{self.room.name}.{act}", enrolment, **about)

    def _note_reminders(self, enrolment: S) -> None:
        """The letter that leaves now stands for a reminder that would leave at once."""
        left = enrolment.session.starts_on - today()
        enrolment.reminded_week_on = today() if left <= WEEK else None
        enrolment.reminded_day_on = today() if left <= DAY else None

    def _check_open(self, event: E) -> None:
        if event.state != OPEN:
            raise DomainError(NOT_OPEN)
        if event.enrol_until < today():
            raise DomainError(f"Les inscriptions sont closes depuis le {short_date(event.enrol_until)}.")

    def _check_peer(self, event: E, peer: Peer, seats: Iterable[S]) -> None:
        if peer.state not in MAY_ENROL:
            raise DomainError("Le parcours de cette personne ne permet pas de s'inscrire.")
        if any(one.peer_id == peer.id and one.state not in GONE for one in seats):
            raise DomainError(ALREADY)
        self.check_peer(event, peer)
