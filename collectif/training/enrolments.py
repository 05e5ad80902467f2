"""Enrolling in a session, leaving it, answering an offer: every change of who has a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..journal import Recorder
from ..peers.models import Peer
from ..seats import GONE, Seating, lock_seats
from ..text import date_and_time, short_date, today
from ..tokens import Tokens, token_hash
from .letters import Letters
from .models import TrainingCertificate, TrainingEnrolment, TrainingSession
from .rules import begins_at
from .workflow import OPEN

MAY_ENROL = ("preparing", "active", "paused")
ALREADY = "Cette inscription existe déjà : rechargez la page."
NOT_OPEN = "Les inscriptions ne sont pas ouvertes."
BEGUN = "La session a commencé : la place ne peut plus être laissée. L'absence sera notée sur la feuille de présence."
FIRST_TRAINING = (
    "Cette session est un renouvellement : elle est pour les personnes qui ont déjà suivi la formation obligatoire."
)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
Taken = Seating[TrainingEnrolment]


class Enrolments:
    """Changes who has a place. Each act holds the session's lock, then settles what time and freed places have changed.

    :param tokens: makes the links of the offers; :param account_id: who acts, ``None`` for the site itself.
    """

    def __init__(self, session: Session, journal: Recorder, letters: Letters, tokens: Tokens, account_id: int | None):
        self._session = session
        self._journal = journal
        self._letters = letters
        self._tokens = tokens
        self._account_id = account_id

    def enrol(self, training: TrainingSession, peer: Peer) -> TrainingEnrolment:
        """Give ``peer`` a free place, or the end of the waiting list.

        :raises DomainError: enrolment is closed, this peer is already there, or may not come.
        """
        seating = self.open(training)
        self._check_open(training)
        self._check_peer(training, peer, seating.seats)
        enrolment = TrainingEnrolment(
            session=training, peer=peer, seat_count=training.capacity, enrolled_by_id=self._account_id
        )
        seating.join(enrolment)
        self._note_reminders(enrolment)
        self._session.add(enrolment)
        self._session.flush()
        waits = enrolment.state == "waiting"
        self._record("training.waiting" if waits else "training.enrolled", enrolment)
        self._letters.tell(peer, "training_waiting" if waits else "training_place", training)
        return enrolment

    def leave(self, enrolment: TrainingEnrolment) -> None:
        """Give up a place, an offer, or waiting; the place goes to the first who waits.

        :raises DomainError: the session has begun, or there is nothing to leave.
        """
        seating = self.open(enrolment.session)
        if has_begun(enrolment.session):
            raise DomainError(BEGUN)
        seating.leave(enrolment)
        self._session.flush()
        self._record("training.left", enrolment)
        self.settle(enrolment.session, seating)

    def accept(self, enrolment: TrainingEnrolment) -> None:
        """Take the place that is offered.

        :raises DomainError: it no longer is.
        """
        self.open(enrolment.session).accept(enrolment)
        self._note_reminders(enrolment)
        self._session.flush()
        self._record("training.accepted", enrolment)
        self._letters.tell(enrolment.peer, "training_place", enrolment.session)

    def open(self, training: TrainingSession) -> Taken:
        """The session's places, locked and settled: to look at them for writing."""
        seating = self.locked(training)
        self.settle(training, seating)
        return seating

    def locked(self, training: TrainingSession) -> Taken:
        """The session's places, as they stand: nobody else changes them until the transaction ends."""
        seats = lock_seats(self._session, training, TrainingEnrolment, TrainingEnrolment.session_id)
        return Seating(training.capacity, seats, begins_at(training.starts_on))

    def settle(self, training: TrainingSession, seating: Taken) -> int:
        """Offer to the next what nobody answered and what was freed. :returns: how many offers were made or ended."""
        if training.state != OPEN:
            return 0
        settled = seating.settle(self._session.flush)
        for enrolment in settled.lapsed:
            self._record("training.lapsed", enrolment)
            self._letters.tell(enrolment.peer, "training_lapsed", training)
        for enrolment in settled.offered:
            self._offer(enrolment)
        return len(settled.lapsed) + len(settled.offered)

    def resize(self, training: TrainingSession, capacity: int) -> None:
        """Change how many places there are; those that come go to whoever waits.

        :raises DomainError: more are taken.
        """
        seating = self.open(training)
        seating.renumber(capacity)
        self._session.flush()
        training.capacity = seating.capacity = capacity
        self._session.flush()
        self.settle(training, seating)

    def close(self, training: TrainingSession) -> None:
        """The session is held: who still waits, or never answered, is told that it is over."""
        for enrolment in self.locked(training).close():
            self._record("training.lapsed", enrolment)
            self._letters.tell(enrolment.peer, "training_closed", training)
        self._session.flush()

    def cancel(self, training: TrainingSession, reason: str) -> int:
        """The session does not take place: everyone is told why. :returns: how many people."""
        told = self.locked(training).cancel()
        for enrolment in told:
            self._letters.tell(enrolment.peer, "training_cancelled", training, reason=reason)
        self._session.flush()
        return len(told)

    def drop_ended(self, training: TrainingSession) -> int:
        """Free the places of those whose path has ended since. :returns: how many."""
        seating = self.locked(training)
        ended = [one for one in seating.seats if one.state not in GONE and one.peer.state == "ended"]
        for enrolment in ended:
            seating.leave(enrolment)
            self._record("training.left", enrolment)
        self._session.flush()
        return len(ended)

    def _offer(self, enrolment: TrainingEnrolment) -> None:
        token = self._tokens.new()
        enrolment.offer_hash = token_hash(token)
        self._record("training.offered", enrolment)
        until = date_and_time(enrolment.offered_until)  # type: ignore[arg-type]
        self._letters.tell(enrolment.peer, "training_offer", enrolment.session, token=token, until=until)

    def _record(self, act: str, enrolment: TrainingEnrolment) -> None:
        self._journal.record(act, enrolment, session=enrolment.session.public_id, peer=enrolment.peer.public_id)

    def _note_reminders(self, enrolment: TrainingEnrolment) -> None:
        """The confirmation stands for a reminder that would leave at once."""
        left = enrolment.session.starts_on - today()
        enrolment.reminded_week_on = today() if left <= WEEK else None
        enrolment.reminded_day_on = today() if left <= DAY else None

    def _check_open(self, training: TrainingSession) -> None:
        if training.state != OPEN:
            raise DomainError(NOT_OPEN)
        if training.enrol_until < today():
            raise DomainError(f"Les inscriptions sont closes depuis le {short_date(training.enrol_until)}.")

    def _check_peer(self, training: TrainingSession, peer: Peer, seats: Iterable[TrainingEnrolment]) -> None:
        if peer.state not in MAY_ENROL:
            raise DomainError("Le parcours de cette personne ne permet pas de s'inscrire.")
        if any(one.peer_id == peer.id and one.state not in GONE for one in seats):
            raise DomainError(ALREADY)
        if training.kind == "renewal" and not self._was_trained(peer):
            raise DomainError(FIRST_TRAINING)

    def _was_trained(self, peer: Peer) -> bool:
        return self._session.scalar(
            select(TrainingCertificate.id).where(TrainingCertificate.peer_id == peer.id).limit(1)
        ) is not None  # fmt: skip


def has_begun(training: TrainingSession) -> bool:
    return training.starts_on <= today()
