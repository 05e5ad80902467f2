"""Peers whose three gates hold, for the tests that need someone active.

The database refuses an active peer without them: make the peer in preparation, then :func:`become`.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.charter.models import CharterSignature, CharterVersion
from collectif.db import now
from collectif.organisations.models import Organisation
from collectif.peers.commitments import COMMITMENTS
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import SponsorshipTerms
from collectif.text import today
from collectif.training.models import TrainingCertificate


def hold_gates(session: Session, peer: Peer) -> None:
    """Make what is missing for ``peer``: an attested sponsorship, a certificate, a countersigned signature."""
    session.flush()
    attest(session, _sponsorship(session, peer))
    certify(session, peer)
    sign(session, peer)


def become(session: Session, peer: Peer, state: str) -> None:
    """Put ``peer`` in ``state``, the gates held first when it is ``active``."""
    session.flush()
    if state == "active":
        hold_gates(session, peer)
    peer.state = state
    session.flush()
    session.expire(peer, ["sponsorships"])


def attest(session: Session, sponsorship: Sponsorship) -> SponsorshipTerms:
    """The terms of a sponsorship: those it has, or new ones."""
    found = session.get(SponsorshipTerms, sponsorship.id)
    if found is None:
        found = SponsorshipTerms(
            sponsorship_id=sponsorship.id, peer_id=sponsorship.peer_id, met_on=sponsorship.started_on,
            attests_experience=True, attests_path=True, commitments=list(COMMITMENTS),
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found


def certify(session: Session, peer: Peer) -> TrainingCertificate:
    """A certificate in force: the one the peer has, or a new one."""
    wanted = select(TrainingCertificate).where(
        TrainingCertificate.peer_id == peer.id, TrainingCertificate.revoked_at.is_(None)
    )
    found = session.scalars(wanted.limit(1)).first()
    if found is None:
        found = TrainingCertificate(
            peer_id=peer.id, validated_on=today() - timedelta(days=30), valid_until=today() + timedelta(days=1000)
        )
        session.add(found)
        session.flush()
    return found


def sign(session: Session, peer: Peer) -> CharterSignature:
    """A countersigned signature of the current version: the one the peer has, or a new one, outside the chain."""
    version = session.scalars(select(CharterVersion).where(CharterVersion.state == "current")).one()
    wanted = select(CharterSignature).where(
        CharterSignature.peer_id == peer.id, CharterSignature.version_id == version.id,
        CharterSignature.state == "signed",
    )  # fmt: skip
    found = session.scalars(wanted).one_or_none()
    if found is None:
        found = CharterSignature(peer_id=peer.id, version_id=version.id)
        session.add(found)
    found.countersigned_at = found.countersigned_at or now()
    session.flush()
    return found


def _sponsorship(session: Session, peer: Peer) -> Sponsorship:
    current = select(Sponsorship).where(Sponsorship.peer_id == peer.id, Sponsorship.state == "active")
    found = session.scalars(current.order_by(Sponsorship.id).limit(1)).first()
    if found is None:
        place = select(Organisation.id).where(Organisation.kind == "association").order_by(Organisation.id).limit(1)
        found = Sponsorship(
            peer_id=peer.id, organisation_id=session.scalars(place).one(), peer_sort_name=peer.sort_name,
            peer_state=peer.state, started_on=today(),
        )  # fmt: skip
        session.add(found)
        session.flush()
    return found
