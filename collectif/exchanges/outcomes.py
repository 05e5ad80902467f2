"""After a session: who was there, what was spoken of without naming anyone, what people felt without saying who."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import case, delete, select, update
from sqlalchemy.orm import Session, joinedload

from ..db import hold
from ..enrolling.workflow import HELD, OPEN
from ..errors import DomainError
from ..journal import Recorder
from ..text import date_and_time, today
from .models import ExchangeFace, ExchangeSeat, ExchangeSession, ExchangeTheme, ExchangeWords
from .names import check_no_name
from .seats import ExchangeSeats
from .vocabulary import FACES
from .workflow import SEAT_LIFE, SESSION_LIFE

NOTED = ("held", "present", "absent")
# How long people may say what they felt; what they said is read after that only.
FEEDBACK = timedelta(days=14)
# As long as what is known of people (collectif.privacy.retention): words may tell more than their author meant.
WORDS_KEPT = timedelta(days=730)
NEVER_HELD = "Cette rencontre n'a pas eu lieu : il n'y a rien à noter."
NO_LONGER = "Cette rencontre n'attend pas votre avis, ou vous l'avez déjà donné. Merci."


class Outcomes:
    """Attendance, themes, feedback. Never commits."""

    def __init__(self, session: Session, journal: Recorder, seats: ExchangeSeats):
        self._session = session
        self._journal = journal
        self._seats = seats

    def note(self, event: ExchangeSession, present: Mapping[str, bool]) -> int:
        """Keep who was there; whoever is not among them stays as they were. The session is held from the first time on.

        :param present: public id of a seat → whether its peer was there. :returns: how many were written.
        :raises DomainError: it has not begun, or never opened.
        """
        hold(self._session, event)
        self._check_begun(event)
        if event.state == OPEN:
            self._hold(event)
        noted = [seat for seat in people(self._session, event, fresh=True) if seat.public_id in present]
        for seat in noted:
            self._write(seat, "attend" if present[seat.public_id] else "miss")
        self._session.flush()
        self._journal.record("exchange.attendance_noted", event, people=len(noted))
        return len(noted)

    def tell(self, event: ExchangeSession, themes: Collection[str], summary: str) -> None:
        """Keep what was spoken of.

        :raises DomainError: it did not take place yet, or the words name someone who was enrolled.
        """
        hold(self._session, event)
        if event.state != HELD:
            raise DomainError("Notez d'abord les présences : la rencontre sera déclarée tenue.")
        check_no_name(summary, [seat.peer for seat in everyone(self._session, event)], "summary")
        kept = {one.name: one for one in event.themes}
        event.themes[:] = [kept.get(name) or ExchangeTheme(name=name) for name in sorted(themes)]
        event.summary = summary
        self._session.flush()
        self._journal.record("exchange.told", event)

    def answer(self, seat: ExchangeSeat, face: str, words: str) -> None:
        """Count a face, keep the words apart: from then on nothing says whose they are.

        :raises DomainError: this peer was not there, has answered already, or it is too late.
        """
        hold(self._session, seat.session)
        self._session.refresh(seat)
        if not awaits_feedback(seat):
            raise DomainError(NO_LONGER)
        seat.gave_feedback = True
        self._count(seat.session_id, face)
        if words:
            self._session.add(ExchangeWords(session_id=seat.session_id, text=words))
        self._session.flush()

    def forget_words(self) -> int:
        """Delete what was written after sessions of two years ago; the numbers stay. :returns: how many."""
        old = select(ExchangeSession.id).where(ExchangeSession.starts_on < today() - WORDS_KEPT)
        deleted = self._session.execute(delete(ExchangeWords).where(ExchangeWords.session_id.in_(old)))
        return deleted.rowcount  # type: ignore[attr-defined]

    def _check_begun(self, event: ExchangeSession) -> None:
        if event.state not in (OPEN, HELD):
            raise DomainError(NEVER_HELD)
        if not event.has_begun:
            raise DomainError(f"La rencontre commence {date_and_time(event.begins_at)} : revenez à ce moment-là.")

    def _hold(self, event: ExchangeSession) -> None:
        transition = SESSION_LIFE.move(event, "hold")
        self._session.flush()
        self._journal.record(transition.journal_tag, event)
        self._seats.close(event)

    def _write(self, seat: ExchangeSeat, move: str) -> None:
        if seat.state == SEAT_LIFE.transitions[move].target:
            return
        transition = SEAT_LIFE.move(seat, move)
        about = {"session": seat.session.public_id, "peer": seat.peer.public_id}
        self._journal.record(transition.journal_tag, seat, **about)

    def _count(self, session_id: int, face: str) -> None:
        """Every face has its row from the first answer on, and all are rewritten: no row tells which one grew."""
        known = set(self._session.scalars(select(ExchangeFace.face).where(ExchangeFace.session_id == session_id)))
        self._session.add_all(ExchangeFace(session_id=session_id, face=one) for one in FACES if one not in known)
        self._session.flush()
        one_more = case((ExchangeFace.face == face, 1), else_=0)
        counters = update(ExchangeFace).where(ExchangeFace.session_id == session_id)
        self._session.execute(counters.values(count=ExchangeFace.count + one_more))


def awaits_feedback(seat: ExchangeSeat | None) -> bool:
    """Whether this person was there, may still say what they felt, and has not yet."""
    if seat is None or seat.gave_feedback or seat.state not in ("held", "present"):
        return False
    event = seat.session
    return event.state in (OPEN, HELD) and event.has_begun and today() <= event.starts_on + FEEDBACK


def people(session: Session, event: ExchangeSession, *, fresh: bool = False) -> list[ExchangeSeat]:
    """Those who have a place, by name.

    :param fresh: read again what was already read before the session was locked.
    """
    found = _seats(session, event, fresh=fresh)
    return sorted([one for one in found if one.state in NOTED], key=lambda one: (one.peer.sort_name, one.id))


def everyone(session: Session, event: ExchangeSession) -> list[ExchangeSeat]:
    """Whoever ever asked for a place."""
    return _seats(session, event, fresh=False)


def _seats(session: Session, event: ExchangeSession, *, fresh: bool) -> list[ExchangeSeat]:
    asked = select(ExchangeSeat).where(ExchangeSeat.session_id == event.id).options(joinedload(ExchangeSeat.peer))
    return list(session.scalars(asked.execution_options(populate_existing=fresh)))
