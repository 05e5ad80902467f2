"""Writing and checking the journal.

Each row carries an HMAC of itself and of the row before it, and one sealed row says where the chain starts and
ends: altering, removing or cutting rows shows, even to someone who checks years later, unless the key is known too.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ..db import Database, insert_into, now
from .models import JournalEntry, JournalHead

GENESIS = "0" * 64
# CNIL: a journal is kept twelve months.
RETENTION = timedelta(days=366)
SYSTEM = "system"


@dataclass(frozen=True)
class Fault:
    """The first row of the journal that is not as it was written; ``kind`` is altered, removed, truncated or added."""

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
        """The first fault of the chain, or ``None`` when it is whole. Reads rows a thousand at a time.

        Rows appended meanwhile do not disturb it: it reads up to where the head stood when it began.
        """
        head = session.get(JournalHead, 1, populate_existing=True)
        if head is None:
            first = session.scalar(select(func.min(JournalEntry.seq)))
            return Fault(first, "truncated") if first else None
        if not hmac.compare_digest(head.seal, self._seal(head)):
            return Fault(head.last_seq, "altered")
        return self._verify_rows(session, head) or self._verify_end(session)

    def _verify_rows(self, session: Session, head: JournalHead) -> Fault | None:
        kept = select(JournalEntry).where(JournalEntry.seq <= head.last_seq).order_by(JournalEntry.seq)
        with session.scalars(kept.execution_options(yield_per=1000)) as rows:
            return self._follow(rows, head)

    def _follow(self, rows: Iterable[JournalEntry], head: JournalHead) -> Fault | None:
        expected, previous = head.first_seq, head.first_previous
        for entry in rows:
            if entry.seq != expected:
                return Fault(min(entry.seq, expected), "removed" if entry.seq > expected else "added")
            if entry.previous != previous or not hmac.compare_digest(entry.digest, self._digest(entry)):
                return Fault(entry.seq, "altered")
            expected, previous = entry.seq + 1, entry.digest
        if expected <= head.last_seq:
            return Fault(expected, "truncated")
        return Fault(expected - 1, "altered") if previous != head.last_digest else None

    def _verify_end(self, session: Session) -> Fault | None:
        """No row stands after the head, seen in one statement, hence at one instant."""
        last = select(JournalHead.last_seq).scalar_subquery()
        stray = session.scalar(select(func.min(JournalEntry.seq)).where(JournalEntry.seq > last))
        return Fault(stray, "added") if stray else None

    def purge(self, session: Session, before: datetime | None = None) -> int:
        """Forget rows older than twelve months; the chain then starts at the first row kept.

        :returns: how many rows went. The database refuses to delete a younger one.
        """
        head = self._lock_head(session)
        young = select(func.min(JournalEntry.seq)).where(JournalEntry.at >= (before or now() - RETENTION))
        first_kept = session.scalar(young) or head.last_seq + 1
        last_old = session.get(JournalEntry, first_kept - 1)
        if last_old is None:
            return 0
        head.first_seq, head.first_previous = first_kept, last_old.digest
        head.seal = self._seal(head)
        gone = session.execute(delete(JournalEntry).where(JournalEntry.seq < first_kept))
        return gone.rowcount  # type: ignore[attr-defined]

    def _lock_head(self, session: Session) -> JournalHead:
        """The head, locked until the transaction ends; two first writers of a new journal wait for each other too."""
        locked = select(JournalHead).with_for_update().execution_options(populate_existing=True)
        head = session.scalars(locked).one_or_none()
        if head is None:
            self._insert_head(session)
            head = session.scalars(locked).one()
        return head

    def _insert_head(self, session: Session) -> None:
        head = JournalHead(id=1, first_seq=1, first_previous=GENESIS, last_seq=0, last_digest=GENESIS)
        values = {"seal": self._seal(head)}
        for column in ("id", "first_seq", "first_previous", "last_seq", "last_digest"):
            values[column] = getattr(head, column)
        session.execute(insert_into(session, JournalHead).values(values).on_conflict_do_nothing())

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
        with self._place() as session:
            kind, identifier = thing if isinstance(thing, tuple) else (thing.__tablename__, thing.public_id)
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
