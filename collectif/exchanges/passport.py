"""The sessions a peer came to, in the file that they keep (:mod:`collectif.activation.passport`)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..activation.passport import Section
from ..peers.models import Peer
from . import words
from .queries import followed
from .vocabulary import KINDS

NAME = "exchange_sessions"


def exchanges(session: Session, peer: Peer) -> Section:
    """When, what, how long; never what was spoken of, nor who else came."""
    headings = (("held_on", "Date"), ("title", "Rencontre"), ("kind", "Nature"), ("hours", "Durée"))
    return Section("Rencontres entre pairs", headings, [
        {"held_on": one.starts_on, "title": one.title, "kind": KINDS[one.kind],
         "hours": words.hours_words(words.length(one))}
        for one in followed(session, peer.id)
    ])  # fmt: skip
