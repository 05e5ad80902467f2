"""What the site does by itself about a new version: reminds, then stops counting the earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from ..journal import Recorder
from ..peers.models import Peer
from ..text import local, today
from . import queries
from .drafting import to_ask
from .models import CharterReminder, CharterSignature, CharterVersion

DAYS = (30, 7)


class Deadlines:
    """:param tell: sends a mail of this name to a peer who has an account. :param pause: pauses an active peer, reason
    « charter »."""

    def __init__(
        self,
        session: Session,
        journal: Recorder,
        tell: Callable[[Peer, str], None],
        pause: Callable[[Peer], object],
    ):
        self._session = session
        self._journal = journal
        self._tell = tell
        self._pause = pause

    def remind(self) -> int:
        """Thirty days and seven days before the last day, each once, those who have not signed.

        A reminder whose day was already past when the version was published does not leave: the first mail has just
        been read.

        :returns: how many mails leave.
        """
        version = queries.current_version(self._session)
        days = due(version)
        if days is None:
            return 0
        told = set(self._session.scalars(select(CharterReminder.peer_id).where(
            CharterReminder.version_id == version.id, CharterReminder.days == days
        )))  # fmt: skip
        left = [peer for peer in to_ask(self._session) if peer.id not in told]
        for peer in left:
            self._session.add(CharterReminder(version_id=version.id, peer_id=peer.id, days=days))
            self._tell(peer, "charter_reminder")
        self._session.flush()
        return len(left)

    def close(self) -> int:
        """After the last day: pause the active people who have not signed the version in force, then stop counting the
        earlier versions, in the same transaction.

        Those who signed in time and wait for MDPH 77 stay active: while one of them still stands on an earlier
        version, that version goes on counting.

        :returns: how many people are paused.
        """
        current = queries.current_version(self._session)
        earlier = self._still_accepted(current)
        if not earlier or current.sign_before is None or today() <= current.sign_before:
            return 0
        paused = self._pause_unsigned()
        self._session.flush()
        if not self._someone_waits(current):
            for version in earlier:
                version.accepted = False
                self._journal.record("charter.no_longer_accepted", ("charter_versions", str(version.number)))
        self._session.flush()
        return len(paused)

    def _still_accepted(self, current: CharterVersion) -> Sequence[CharterVersion]:
        earlier = select(CharterVersion).where(CharterVersion.accepted, CharterVersion.id != current.id)
        return self._session.scalars(earlier.with_for_update()).all()

    def _pause_unsigned(self) -> Sequence[Peer]:
        late = select(Peer).where(Peer.state == "active", ~queries.signs_current()).order_by(Peer.id)
        found = self._session.scalars(late.with_for_update()).all()
        for peer in found:
            self._pause(peer)
            self._tell(peer, "charter_paused")
        return found

    def _someone_waits(self, current: CharterVersion) -> bool:
        """Whether someone active has signed the version in force and is not countersigned yet."""
        done = aliased(CharterSignature)
        countersigned = exists().where(
            done.peer_id == Peer.id, done.version_id == current.id, done.state == "signed",
            done.countersigned_at.is_not(None),
        )  # fmt: skip
        active = select(Peer.id).where(Peer.state == "active", ~countersigned.correlate(Peer))
        return self._session.scalar(active.limit(1)) is not None


def due(version: CharterVersion) -> int | None:
    """The reminder of today: 30, 7, or none."""
    if version.sign_before is None or version.published_at is None or today() > version.sign_before:
        return None
    left = (version.sign_before - today()).days
    published = local(version.published_at).date()
    due_today = [
        days for days in DAYS if left <= days and published < version.sign_before - timedelta(days=days)
    ]  # fmt: skip
    return min(due_today, default=None)
