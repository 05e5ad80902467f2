"""Questions asked about trainings, from other rooms too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..peers.gates import GATE_LABELS, Gate
from ..peers.models import Peer, Sponsorship
from ..seats import GONE
from ..security.permissions import Role
from ..text import short_date, today
from .models import TrainingCertificate, TrainingEnrolment, TrainingSession

YOU_OR_SPONSOR = "la personne concernée, ou la référente ou le référent de son association"
COORDINATION = "la coordination MDPH 77"


def counts_on(day: date) -> ColumnElement[bool]:
    """Certificates that count on ``day``."""
    until = TrainingCertificate.valid_until
    return and_(TrainingCertificate.revoked_at.is_(None), or_(until.is_(None), until >= day))


def may_be_matched(session: Session, peer_id: int) -> bool:
    """Whether this peer's training lets a new match be made today; what has begun goes on whatever the answer."""
    found = select(TrainingCertificate.id).where(TrainingCertificate.peer_id == peer_id, counts_on(today()))
    return session.scalar(found.limit(1)) is not None


def trained(peer_id: Any) -> ColumnElement[bool]:
    """The same as a condition of a list; ``peer_id`` is the column that names the peer."""
    same = TrainingCertificate.peer_id == peer_id
    return select(TrainingCertificate.id).where(same, counts_on(today())).exists()


def training_gate(session: Session, peer_id: int) -> Gate:
    """Whether the mandatory training is validated and counts today (rule 1), in words."""
    best = last_certificate(session, peer_id)
    if best is None:
        return _gate(False, *_way_in(session, peer_id))
    since = f"validée le {short_date(best.validated_on)}"
    if best.valid_until is None:
        return _gate(True, f"Formation {since}.")
    if best.valid_until >= today():
        return _gate(True, f"Formation {since}, à renouveler avant le {short_date(best.valid_until)}.")
    words, who = _way_in(session, peer_id)
    return _gate(False, f"Formation {since}, plus à jour depuis le {short_date(best.valid_until)}. {words}", who)


def last_certificate(session: Session, peer_id: int) -> TrainingCertificate | None:
    """The certificate that counts the longest, among those that are not revoked."""
    held = select(TrainingCertificate).where(
        TrainingCertificate.peer_id == peer_id, TrainingCertificate.revoked_at.is_(None)
    )
    forever = TrainingCertificate.valid_until.is_(None)
    order = (forever.desc(), TrainingCertificate.valid_until.desc(), TrainingCertificate.id.desc())
    return session.scalars(held.order_by(*order).limit(1)).first()


def _gate(holds: bool, words: str, who_next: str = "") -> Gate:
    return Gate("training", GATE_LABELS["training"], holds, words, who_next)


def _way_in(session: Session, peer_id: int) -> tuple[str, str]:
    """What happens before the training is validated, and who acts next."""
    current = session.execute(
        select(TrainingEnrolment.state, TrainingSession.starts_on, TrainingSession.state.label("session_state"))
        .join(TrainingSession, TrainingSession.id == TrainingEnrolment.session_id)
        .where(TrainingEnrolment.peer_id == peer_id, TrainingEnrolment.state.in_(("waiting", "offered", "held")))
        .order_by(TrainingSession.starts_on.desc())
        .limit(1)
    ).first()
    if current is None:
        return "Aucune inscription à une session pour le moment.", YOU_OR_SPONSOR
    if current.state == "waiting":
        return "En liste d'attente pour une session.", COORDINATION
    if current.state == "offered":
        return "Une place est proposée à une session : il faut y répondre.", YOU_OR_SPONSOR
    if current.starts_on > today():
        return f"Inscription confirmée à la session du {short_date(current.starts_on)}.", YOU_OR_SPONSOR
    return f"Session du {short_date(current.starts_on)} : le résultat n'est pas encore enregistré.", COORDINATION


def find_session(session: Session, public_id: str) -> TrainingSession | None:
    """A session with what its pages show of it."""
    return session.scalars(
        select(TrainingSession)
        .where(TrainingSession.public_id == public_id)
        .options(joinedload(TrainingSession.commune), selectinload(TrainingSession.trainers))
        .options(selectinload(TrainingSession.half_days), selectinload(TrainingSession.accesses))
    ).one_or_none()


def find_enrolment(session: Session, *condition: ColumnElement[bool]) -> TrainingEnrolment | None:
    """One enrolment, its session and its peer, with the associations that sponsor the peer."""
    peer = joinedload(TrainingEnrolment.peer, innerjoin=True)
    return session.scalars(
        select(TrainingEnrolment)
        .where(*condition)
        .options(joinedload(TrainingEnrolment.session, innerjoin=True), peer.joinedload(Peer.account))
        .options(peer.selectinload(Peer.sponsorships))
    ).one_or_none()


def find_certificate(session: Session, public_id: str) -> TrainingCertificate | None:
    peer = joinedload(TrainingCertificate.peer, innerjoin=True)
    enrolment = joinedload(TrainingCertificate.enrolment)
    return session.scalars(
        select(TrainingCertificate)
        .where(TrainingCertificate.public_id == public_id)
        .options(peer.selectinload(Peer.sponsorships).joinedload(Sponsorship.organisation))
        .options(enrolment.joinedload(TrainingEnrolment.session).selectinload(TrainingSession.half_days))
    ).one_or_none()


def peer_of_account(session: Session, account_id: int) -> Peer | None:
    """The peer who signs in with this account."""
    return session.scalars(select(Peer).where(Peer.account_id == account_id).limit(1)).first()


def peer_by_public_id(session: Session, public_id: str) -> Peer | None:
    return session.scalars(select(Peer).where(Peer.public_id == public_id)).one_or_none()


def current_enrolment(session: Session, training: TrainingSession, peer_id: int) -> TrainingEnrolment | None:
    """This peer's last enrolment in a session, given up or not."""
    mine = select(TrainingEnrolment).where(
        TrainingEnrolment.session_id == training.id, TrainingEnrolment.peer_id == peer_id
    )
    return session.scalars(mine.order_by(TrainingEnrolment.id.desc()).limit(1)).first()


def rank(session: Session, enrolment: TrainingEnrolment) -> int:
    """The place of ``enrolment`` in the waiting list, from 1."""
    e = TrainingEnrolment
    before = or_(e.asked_at < enrolment.asked_at, and_(e.asked_at == enrolment.asked_at, e.id <= enrolment.id))
    count = select(func.count(e.id)).where(e.session_id == enrolment.session_id, e.state == "waiting", before)
    return session.scalar(count) or 0


@dataclass(frozen=True)
class Counts:
    """How many people: with a place (offers included), waiting."""

    taken: int
    waiting: int


def counts(session: Session, training: TrainingSession) -> Counts:
    e = TrainingEnrolment
    taken, waiting = session.execute(
        select(func.count(e.seat_number), func.count(e.id).filter(e.state == "waiting")).where(
            e.session_id == training.id
        )
    ).one()
    return Counts(taken, waiting)


def enrolled(
    session: Session, training: TrainingSession, organisation_ids: Collection[int] | None, *, with_place: bool
) -> list[tuple[TrainingEnrolment, bool]]:
    """Who holds, is offered or awaits a place, in the order they asked, and whether an association of these sponsors
    them (``None`` means all associations).

    :param with_place: those who hold a place too, whoever sponsors them.
    """
    own = true() if organisation_ids is None else TrainingEnrolment.peer_id.in_(sponsored_by(organisation_ids))
    places = TrainingEnrolment.state.in_(("held", "validated", "absent"))
    asked = (
        select(TrainingEnrolment, own)
        .where(TrainingEnrolment.session_id == training.id, TrainingEnrolment.state.not_in(GONE))
        .where(or_(own, places) if with_place else own)
        .options(joinedload(TrainingEnrolment.peer, innerjoin=True), selectinload(TrainingEnrolment.attendances))
        .order_by(TrainingEnrolment.asked_at, TrainingEnrolment.id)
    )
    return [(enrolment, bool(is_own)) for enrolment, is_own in session.execute(asked)]


def sponsored_by(organisation_ids: Collection[int]) -> Any:
    """Ids of the peers whom these associations sponsor today."""
    return select(Sponsorship.peer_id).where(
        Sponsorship.organisation_id.in_(organisation_ids), Sponsorship.state == "active"
    )


def to_enrol(session: Session, training: TrainingSession, organisation_ids: Collection[int] | None) -> Sequence[Any]:
    """Peers who may still be enrolled: ``(public_id, given_name, family_name)`` by name."""
    there = select(TrainingEnrolment.peer_id).where(
        TrainingEnrolment.session_id == training.id, TrainingEnrolment.state.not_in(GONE)
    )
    asked = select(Peer.public_id, Peer.given_name, Peer.family_name).where(
        Peer.state.in_(("preparing", "active", "paused")), Peer.id.not_in(there)
    )
    if organisation_ids is not None:
        asked = asked.where(Peer.id.in_(sponsored_by(organisation_ids)))
    if training.kind == "renewal":
        asked = asked.where(Peer.id.in_(select(TrainingCertificate.peer_id)))
    return session.execute(asked.order_by(Peer.sort_name, Peer.id)).all()


def own_enrolments(session: Session, peer_id: int) -> Sequence[TrainingEnrolment]:
    """A peer's enrolments with their sessions, the next session first; those they gave up are left out."""
    return session.scalars(
        select(TrainingEnrolment)
        .join(TrainingEnrolment.session)
        .where(TrainingEnrolment.peer_id == peer_id, TrainingEnrolment.state != "left")
        .options(joinedload(TrainingEnrolment.session, innerjoin=True))
        .order_by(TrainingSession.starts_on.desc(), TrainingEnrolment.id.desc())
    ).all()


def certificates(session: Session, peer_id: int) -> Sequence[TrainingCertificate]:
    """A peer's certificates, the newest first, revoked ones included."""
    mine = select(TrainingCertificate).where(TrainingCertificate.peer_id == peer_id)
    return session.scalars(mine.order_by(TrainingCertificate.id.desc())).all()


def trainer_choices(session: Session) -> list[tuple[str, str]]:
    """Who may lead a session: accounts that hold the trainer's role today (public id, name)."""
    holds = select(Mandate.account_id).where(Mandate.role == Role.TRAINER, in_force(today()))
    asked = select(Account.public_id, Account.display_name).where(Account.id.in_(holds), Account.closed_at.is_(None))
    return [(row.public_id, row.display_name) for row in session.execute(asked.order_by(Account.sort_name))]
