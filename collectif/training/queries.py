"""Questions asked about trainings, from other rooms too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..peers.gates import GATE_LABELS, Gate
from ..peers.models import Peer, Sponsorship
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


def last_certificate(session: Session, peer_id: int | ScalarSelect[int]) -> TrainingCertificate | None:
    """The certificate that counts the longest, among those that are not revoked.

    :param peer_id: of whom, or a question that gives it.
    """
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


def find_certificate(session: Session, public_id: str) -> TrainingCertificate | None:
    peer = joinedload(TrainingCertificate.peer, innerjoin=True)
    enrolment = joinedload(TrainingCertificate.enrolment)
    return session.scalars(
        select(TrainingCertificate)
        .where(TrainingCertificate.public_id == public_id)
        .options(peer.selectinload(Peer.sponsorships).joinedload(Sponsorship.organisation))
        .options(enrolment.joinedload(TrainingEnrolment.session).selectinload(TrainingSession.half_days))
    ).one_or_none()


def certificates(session: Session, peer_id: int) -> Sequence[TrainingCertificate]:
    """A peer's certificates, the newest first, revoked ones included."""
    mine = select(TrainingCertificate).where(TrainingCertificate.peer_id == peer_id)
    return session.scalars(mine.order_by(TrainingCertificate.id.desc())).all()


def trainer_choices(session: Session) -> list[tuple[str, str]]:
    """Who may lead a session: accounts that hold the trainer's role today (public id, name)."""
    holds = select(Mandate.account_id).where(Mandate.role == Role.TRAINER, in_force(today()))
    asked = select(Account.public_id, Account.display_name).where(Account.id.in_(holds), Account.closed_at.is_(None))
    return [(row.public_id, row.display_name) for row in session.execute(asked.order_by(Account.sort_name))]
