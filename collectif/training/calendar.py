"""Sessions of the training, for calendars: one's own place, the sessions one leads, all of them for who plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..calendars import MOST, Event, Source, within
from ..enrolling.words import place
from ..peers.models import Peer
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..territory.models import Commune
from .models import TrainingEnrolment, TrainingSession, training_trainers
from .vocabulary import KINDS

NAME = "formations"
# A personal calendar is read over shoulders: « formation de pair-aidant » would say what someone has lived.
DISCREET = "Formation"
COMING = ("held", "validated", "absent")


def seen(session: Session, identity: Identity, first: date, last: date) -> Iterator[Event]:
    """The sessions this person may see; own: those they have a place in, and those they lead."""
    if identity.organisations_for(Permission.VIEW_TRAININGS) is not None:
        return
    planner = identity.organisations_for(Permission.PLAN_TRAINING) is None
    rows = (
        select(TrainingSession, _own(identity))
        .where(within(TrainingSession.starts_on, TrainingSession.ends_on, first, last))
        .options(selectinload(TrainingSession.half_days))
        .options(joinedload(TrainingSession.commune).joinedload(Commune.sector))
        .order_by(TrainingSession.starts_on).limit(MOST)
    )  # fmt: skip
    if not planner:
        rows = rows.where(TrainingSession.state != "planned")
    for training, own in session.execute(rows):
        yield from events(training, own=bool(own))


def events(training: TrainingSession, **more: Any) -> Iterator[Event]:
    """One event for each run of days: a session of three Fridays does not take the days between them."""
    commune = training.commune
    hours = f"Horaires : {training.hours}" if training.hours else ""
    for starts, ends in runs({one.day for one in training.half_days} or {training.starts_on}):
        yield Event(
            f"formation-{training.public_id}-{starts:%Y%m%d}", training.title, starts, ends, source=NAME,
            kind=KINDS[training.kind], place=place(training), description=hours, discreet=DISCREET,
            path=f"/intranet/formations/{training.public_id}", sector=commune.sector.slug if commune else "",
            sequence=training.version, changed_at=training.created_at, cancelled=training.state == "cancelled",
            tentative=training.state == "planned", fictional=training.fictional, **more,
        )  # fmt: skip


def runs(days: Iterable[date]) -> list[tuple[date, date]]:
    """First and last day of each run of days that follow each other."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _own(identity: Identity) -> ColumnElement[bool]:
    account = identity.account_id
    leads = TrainingSession.id.in_(
        select(training_trainers.c.session_id).where(training_trainers.c.account_id == account)
    )
    held = TrainingEnrolment.state.in_(COMING) | (TrainingEnrolment.state == "cancelled")
    seats = select(TrainingEnrolment.session_id).join(Peer, Peer.id == TrainingEnrolment.peer_id)
    comes = TrainingSession.id.in_(seats.where(Peer.account_id == account, held))
    return or_(
        leads if identity.has_role(Role.TRAINER) else false(), comes if identity.has_role(Role.PEER) else false()
    )


SOURCE = Source(NAME, "Formations", seen)
