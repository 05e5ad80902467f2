"""What the site does by itself about trainings, besides their places: reminders of renewals. Running it again does
nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from pyramid.request import Request
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from ..peers.models import Peer
from ..text import short_date, today
from .letters import Letters
from .models import TrainingCertificate, TrainingNotice

# Days before the end of a certificate, the furthest first.
RENEWAL = (90, 30)


def remind_renewals(request: Request) -> int:
    """Ninety then thirty days before a training no longer counts, once each; nobody is told about the ninety days once
    only thirty are left, nor about a certificate that a later one replaces."""
    letters, told = request.service(Letters), 0
    for certificate, due in _ending(request.db):
        sent = set(_sent(request.db, certificate))
        request.db.add_all(TrainingNotice(certificate_id=certificate.id, days=days) for days in due if days not in sent)
        if due[-1] in sent:
            continue
        until = short_date(certificate.valid_until)  # type: ignore[arg-type]
        letters.tell_own(certificate.peer, "training_renewal", until=until)
        told += 1
    request.db.flush()
    return told


def _sent(session: Session, certificate: TrainingCertificate) -> Sequence[int]:
    return session.scalars(select(TrainingNotice.days).where(TrainingNotice.certificate_id == certificate.id)).all()


def _ending(session: Session) -> list[tuple[TrainingCertificate, list[int]]]:
    """Certificates that end soon, each with the reminders that are due, the nearest last."""
    later, day = aliased(TrainingCertificate), today()
    replaced = exists().where(
        later.peer_id == TrainingCertificate.peer_id, later.revoked_at.is_(None),
        later.valid_until.is_(None) | (later.valid_until > TrainingCertificate.valid_until),
    )  # fmt: skip
    asked = (
        select(TrainingCertificate)
        .join(TrainingCertificate.peer)
        .where(TrainingCertificate.revoked_at.is_(None), Peer.state != "ended", ~replaced)
        .where(TrainingCertificate.valid_until.between(day, day + timedelta(days=RENEWAL[0])))
        .options(joinedload(TrainingCertificate.peer, innerjoin=True).joinedload(Peer.account))
        .order_by(TrainingCertificate.id)
        .with_for_update(of=TrainingCertificate)
    )
    return [
        (one, [days for days in RENEWAL if (one.valid_until - day).days <= days])  # type: ignore[operator]
        for one in session.scalars(asked)
    ]
