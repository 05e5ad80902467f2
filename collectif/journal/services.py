"""Writing and checking the journal.

Each row carries an HMAC of itself and of the row before it, and one sealed row says where the chain starts and
ends: altering, removing or cutting rows shows, even to someone who checks years later, unless the key is known too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..db import Database, now
from .models import JournalEntry, JournalHead

GENESIS = "0" * 64
# CNIL: a journal is kept twelve months.
RETENTION = timedelta(days=366)
SYSTEM = "system"


@dataclass(frozen=True)
class Fault:
    """The first row of the journal that is not as it was written; ``kind`` is altered, removed or truncated."""

    seq: int
    kind: str


class Journal:
    """The chain of one installation, keyed by the setting ``collectif.journal_key``."""

    def __init__(self, key: str):
        self._key = key.encode()

    def append(self, session: Session, *, actor: str, act: str, object_kind: str, object_id: str,
               organisation: str = "", details: dict[str, Any] | None = None) -> JournalEntry:  # fmt: skip
        """Add one row at the end of the chain, in the session's transaction.

        :param actor: public id of the account, or ``system``.
        :param details: identifiers and figures only: no name, no word anyone wrote.
        """
        head = self._lock_head(session)
        entry = JournalEntry(
            seq=head.last_seq + 1, at=now(), actor=actor, act=act, object_kind=object_kind, object_id=object_id,
            organisation=organisation, details=details or {}, previous=head.last_digest,
        )  # fmt: skip
        entry.digest = self._digest(entry)
        head.last_seq, head.last_digest = entry.seq, entry.digest
        head.seal = self._seal(head)
        session.add(entry)
        session.flush()
        return entry

    def verify(self, session: Session) -> Fault | None:
        """The first fault of the chain, or ``None`` when it is whole. Reads rows a thousand at a time."""
        head = session.get(JournalHead, 1)
        if head is None:
            first = session.scalar(select(JournalEntry.seq).order_by(JournalEntry.seq).limit(1))
            return Fault(first, "truncated") if first else None
        if not hmac.compare_digest(head.seal, self._seal(head)):
            return Fault(head.last_seq, "altered")
        expected, previous = head.first_seq, head.first_previous
        rows = session.scalars(select(JournalEntry).order_by(JournalEntry.seq).execution_options(yield_per=1000))
        for entry in rows:
            if entry.seq > expected:
                return Fault(expected, "removed")
            if entry.previous != previous or not hmac.compare_digest(entry.digest, self._digest(entry)):
                return Fault(entry.seq, "altered")
            expected, previous = entry.seq + 1, entry.digest
        if expected <= head.last_seq:
            return Fault(expected, "truncated")
        return Fault(expected - 1, "altered") if previous != head.last_digest else None

    def purge(self, session: Session, before: datetime | None = None) -> int:
        """Forget rows older than twelve months; the chain then starts at the first row kept.

        :returns: how many rows went. The database refuses to delete a younger one.
        """
        limit = before or now() - RETENTION
        head = self._lock_head(session)
        last_old = session.scalars(
            select(JournalEntry).where(JournalEntry.at < limit).order_by(JournalEntry.seq.desc()).limit(1)
        ).first()
        if last_old is None:
            return 0
        head.first_seq, head.first_previous = last_old.seq + 1, last_old.digest
        head.seal = self._seal(head)
        gone = session.execute(delete(JournalEntry).where(JournalEntry.seq <= last_old.seq))
        return gone.rowcount  # type: ignore[attr-defined]

    def _lock_head(self, session: Session) -> JournalHead:
        head = session.scalars(
            select(JournalHead).with_for_update().execution_options(populate_existing=True)
        ).one_or_none()
        if head is None:
            head = JournalHead(id=1, first_seq=1, first_previous=GENESIS, last_seq=0, last_digest=GENESIS)
            session.add(head)
        return head

    def _digest(self, entry: JournalEntry) -> str:
        at = entry.at.isoformat(timespec="microseconds")
        return self._mac([entry.seq, at, entry.actor, entry.act, entry.object_kind, entry.object_id,
                          entry.organisation, entry.details, entry.previous])  # fmt: skip

    def _seal(self, head: JournalHead) -> str:
        return self._mac(["head", head.first_seq, head.first_previous, head.last_seq, head.last_digest])

    def _mac(self, values: list[Any]) -> str:
        text = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()


class Recorder:
    """The journal as one request or command sees it: who acts is known, only what they do is said.

    :param writing: whether ``session`` may write; a reading request records in a transaction of its own, so
        that what was read stays recorded whatever becomes of the answer.
    """

    def __init__(self, journal: Journal, database: Database, session: Session, actor: str, *, writing: bool):
        self._journal = journal
        self._database = database
        self._session = session
        self._writing = writing
        self.actor = actor

    def acting(self, actor: str) -> Recorder:
        """The same, in the name of ``actor``: someone who proved who they are without being signed in."""
        return Recorder(self._journal, self._database, self._session, actor, writing=self._writing)

    def record(self, act: str, thing: Any, *, organisation: str = "", **details: Any) -> None:
        """Record ``act`` on ``thing`` (a model with a ``public_id``, or a ``(kind, identifier)`` pair)."""
        kind, identifier = thing if isinstance(thing, tuple) else (thing.__tablename__, thing.public_id)
        with self._place() as session:
            self._journal.append(
                session, actor=self.actor, act=act, object_kind=kind, object_id=identifier,
                organisation=organisation, details=details,
            )  # fmt: skip

    @contextmanager
    def _place(self) -> Iterator[Session]:
        if self._writing:
            self._session.flush()
            yield self._session
        else:
            with self._database.transaction() as session:
                yield session
