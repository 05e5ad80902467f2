"""What waits on someone about trainings: for the first page. A fixed number of questions for each role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ..enrolling.queries import own_peer
from ..enrolling.waiting import Waiting, offers_waiting
from ..peers.models import Peer
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import PARIS, plural, short_date, today
from .models import (
    TrainingAttendance,
    TrainingEnrolment,
    TrainingHalfDay,
    TrainingSession,
    training_trainers,
)
from .queries import last_certificate
from .room import ROOM
from .workflow import HELD, OPEN

RENEWAL = timedelta(days=90)
UNTIL = "Elle compte jusqu'au"
NO_LONGER = "Vos accompagnements continuent ; les nouvelles mises en relation attendent le renouvellement."


def waiting_on(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Everything that waits on this person about trainings, in no order."""
    if identity.has_role(Role.PEER):
        yield from _renewal(session, identity)
    if identity.has_role(Role.TRAINER):
        yield from _to_note(session, identity)
    yield from offers_waiting(session, identity, ROOM)
    if identity.organisations_for(Permission.PLAN_TRAINING) is None:
        yield from _to_conclude(session)


def _renewal(session: Session, identity: Identity) -> Iterator[Waiting]:
    peer = own_peer(identity.account_id).where(Peer.state != "ended")
    best = last_certificate(session, peer.scalar_subquery())
    if best is None or best.valid_until is None or best.valid_until > today() + RENEWAL:
        return
    over = best.valid_until < today()
    title = f"{'Elle ne compte plus depuis le' if over else UNTIL} {short_date(best.valid_until)}"
    since = datetime.combine(best.valid_until - RENEWAL, time.min, PARIS)
    yield Waiting("Votre formation est à renouveler", title, "Choisir une session", "trainings", {}, since,
                  NO_LONGER if over else "")  # fmt: skip


def _to_note(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Half-days of one's own sessions that have begun, and where someone's attendance is missing."""
    own = select(training_trainers.c.session_id).where(training_trainers.c.account_id == identity.account_id)
    h, s = TrainingHalfDay, TrainingSession
    missing = (
        select(s.public_id, s.title, func.min(h.day).label("day"), func.count(h.id).label("missing"))
        .join(h, h.session_id == s.id)
        .where(s.id.in_(own), s.state.in_((OPEN, HELD)), h.day <= today(), _is_missing())
        .group_by(s.id, s.public_id, s.title)
        .order_by(func.min(h.day), s.id)
    )
    for row in session.execute(missing):
        yield Waiting("Présences à noter", row.title, "Noter les présences", "training_attendance",
                      {"public_id": row.public_id}, datetime.combine(row.day, time.min, PARIS),
                      f"{plural(row.missing, 'demi-journée')} à compléter")  # fmt: skip


def _is_missing() -> ColumnElement[bool]:
    e, a = TrainingEnrolment, TrainingAttendance
    same = (a.enrolment_id == e.id, a.half_day_id == TrainingHalfDay.id)
    noted = select(a.half_day_id).where(*same).correlate(e, TrainingHalfDay).exists()
    there = and_(e.session_id == TrainingHalfDay.session_id, e.state == "held", ~noted)
    return select(e.id).where(there).correlate(TrainingHalfDay).exists()


def _to_conclude(session: Session) -> Iterator[Waiting]:
    """Sessions that are over and not declared held, or whose results are not all recorded."""
    s, e = TrainingSession, TrainingEnrolment
    unresolved = select(e.id).where(e.session_id == s.id, e.state == "held").exists()
    over = (
        select(s.public_id, s.title, s.state, s.ends_on)
        .where(or_(and_(s.state == OPEN, s.ends_on < today()), and_(s.state == HELD, unresolved)))
        .order_by(s.ends_on, s.id)
    )
    for row in session.execute(over):
        held = row.state == HELD
        yield Waiting("Résultats à enregistrer" if held else "Session à déclarer tenue", row.title,
                      "Voir les résultats" if held else "Ouvrir la session",
                      "training_results" if held else "training", {"public_id": row.public_id},
                      datetime.combine(row.ends_on, time.max, PARIS))  # fmt: skip
