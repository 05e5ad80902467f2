"""Moving peers along their life: each move leaves a step, a line of the journal and, when they wait for one, a mail.

Becoming active again (``activate``, ``resume``) belongs to :mod:`collectif.activation`, which asks the three gates; the
database refuses it without them whoever asks.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..mail.services import Mailer
from ..text import today
from .life import END_REASONS, PAUSE_REASONS, PEER_LIFE, SPONSORSHIP_LIFE, SUSPENSION_REASONS
from .models import Peer, Sponsorship
from .path_models import PeerCard, PeerPause, PeerStep, SponsorSearch

LONGEST_WORDS = 600
SAY_WHY = "Écrivez la raison en quelques mots."


def mail_address(peer: Peer) -> str:
    """Where the peer reads mail: their account's address, else the file's; nothing when neither is known."""
    account = peer.account
    return account.email if account is not None and account.closed_at is None else peer.email


class Lives:
    """Rules about the states of peers.

    :param actor_id: the account of whoever acts; ``None`` for the site itself.
    """

    def __init__(self, session: Session, recorder: Recorder, mailer: Mailer, actor_id: int | None):
        self._session = session
        self._recorder = recorder
        self._mailer = mailer
        self._actor_id = actor_id

    def pause(self, peer: Peer, reason: str = "own_wish", deadline: date | None = None) -> None:
        """At any time; ``own_wish`` asks for no reason.

        :param reason: one of :data:`.life.PAUSE_REASONS`. :param deadline: until when what is missing is waited for.
        :raises DomainError: they are not active (any more).
        """
        assert reason in PAUSE_REASONS
        self.move(peer, "pause", reason)
        self._session.merge(PeerPause(peer_id=peer.id, reason=reason, since=now(), deadline=deadline))
        self._session.flush()

    def suspend(self, peer: Peer, reason: str, words: str = "") -> None:
        """By the coordination, with a reason that the peer reads.

        :raises DomainError: « autre » without words, or they are neither active nor paused.
        """
        _check_reason(SUSPENSION_REASONS, reason, words)
        self.move(peer, "suspend", reason, words)
        self._forget_pause(peer)
        self._tell(peer, "peer_suspended")

    def lift(self, peer: Peer) -> None:
        """The suspension is over: they are paused, and come back when they wish if the gates hold."""
        self.move(peer, "lift")
        self._session.merge(PeerPause(peer_id=peer.id, reason="lifted", since=now()))
        self._tell(peer, "peer_lifted")

    def end(self, peer: Peer, reason: str, words: str = "") -> None:
        """By the coordination, for a reason of :data:`.life.END_REASONS`; every sponsorship ends with it."""
        _check_reason(END_REASONS, reason, words)
        self._finish(peer, "end", reason, words)
        if reason != "deceased":
            self._tell(peer, "peer_ended")

    def leave(self, peer: Peer) -> None:
        """By the peer, for no reason they would have to give."""
        self._finish(peer, "leave", "", "")

    def move(self, peer: Peer, name: str, reason: str = "", words: str = "") -> None:
        """One move of :data:`.life.PEER_LIFE`, alone: prefer the methods named after it.

        :raises DomainError: not from the present state.
        """
        hold(self._session, peer, "state")
        transition = PEER_LIFE.move(peer, name)
        peer.last_contact_on = today()
        step = PeerStep(peer_id=peer.id, name=name, account_id=self._actor_id, reason=reason, words=words)
        self._session.add(step)
        self._session.flush()
        details = {"reason": reason} if reason else {}
        self._recorder.record(transition.journal_tag, peer, **details)

    def _finish(self, peer: Peer, name: str, reason: str, words: str) -> None:
        """The peer's state first: the database keeps the last sponsorship of someone active."""
        self.move(peer, name, reason, words)
        for sponsorship in peer.sponsorships:
            if sponsorship.state != "ended":
                self._close(sponsorship)
        self._forget_pause(peer)
        _delete(self._session, SponsorSearch, peer)
        self._session.query(PeerCard).filter_by(peer_id=peer.id, revoked_at=None).update({"revoked_at": now()})

    def _close(self, sponsorship: Sponsorship) -> None:
        if sponsorship.state == "active":
            sponsorship.ended_on = max(today(), sponsorship.started_on)
        sponsorship.state = "ended"
        tag = SPONSORSHIP_LIFE.transitions["end"].journal_tag
        self._recorder.record(tag, sponsorship, organisation=sponsorship.organisation.slug)

    def _forget_pause(self, peer: Peer) -> None:
        _delete(self._session, PeerPause, peer)

    def _tell(self, peer: Peer, template: str) -> None:
        address = mail_address(peer)
        if address:
            self._mailer.send(address, template)


def _delete(session: Session, kind: type[PeerPause] | type[SponsorSearch], peer: Peer) -> None:
    found = session.get(kind, peer.id)
    if found is not None:
        session.delete(found)
        session.flush()


def _check_reason(known: dict[str, str], reason: str, words: str) -> None:
    if reason not in known:
        raise DomainError("Choisissez une raison de la liste.", "reason")
    if reason == "other" and not words.strip():
        raise DomainError(SAY_WHY, "words")
