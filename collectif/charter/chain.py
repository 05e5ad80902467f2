"""The chain of evidence: one entry an act, each bound to the one before and signed by the installation.

The person is in a sealed record beside the entry, which vouches for it by a salted hash: erasing the record leaves the
chain whole and says nothing any more of who it was about. See docs/adr/0017-charter-evidence.md.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import insert_into, now
from .canonical import canonical, fingerprint
from .keys import FORMAT, SigningKeys
from .models import CharterEntry, CharterHead, CharterProof, CharterSignature, CharterVersion

GENESIS = "0" * 64
SIGNATURE, COUNTERSIGNATURE, REVOCATION = "signature", "countersignature", "revocation"
Record = dict[str, Any]


def instant(at: datetime) -> str:
    """An instant as the chain writes it: ``2027-01-14T13:05:00.000000Z``."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content_of(entry: CharterEntry) -> dict[str, Any]:
    """What an entry says, without anybody's name."""
    return {
        "act": entry.act, "at": instant(entry.at), "format": FORMAT, "key": entry.key_id, "record": entry.record_hash,
        "text": entry.text_hash, "version": entry.version_number,
    }  # fmt: skip


def digest_of(entry: CharterEntry) -> str:
    """The hash that binds an entry to the one before it."""
    return fingerprint({"content": fingerprint(content_of(entry)), "previous": entry.previous})


class Chain:
    """Adds entries in the session's transaction, one at a time whatever the number of processes.

    :param salt: gives 32 hexadecimal characters that nobody can guess.
    """

    def __init__(self, session: Session, keys: SigningKeys, salt: Callable[[], str] = lambda: secrets.token_hex(16)):
        self._session = session
        self._keys = keys
        self._salt = salt

    def append(
        self, act: str, signature: CharterSignature, version: CharterVersion, record: Record, at: datetime | None = None
    ) -> CharterEntry:
        """One more entry about ``signature``, and the sealed record it vouches for.

        :param record: what only the person, and those who keep their file, may read; a salt is added.
        """
        head = self.lock()
        salted = canonical({**record, "reference": signature.public_id, "salt": self._salt()}).decode()
        entry = CharterEntry(
            seq=head.last_seq + 1, act=act, at=at or now(), version_number=version.number, text_hash=version.text_hash,
            record_hash=hash_of(salted), key_id=self._keys.id, previous=head.last_digest,
        )  # fmt: skip
        entry.digest = digest_of(entry)
        entry.signature = self._keys.sign(entry.digest)
        head.last_seq, head.last_digest = entry.seq, entry.digest
        self._session.add(entry)
        self._session.flush()
        self._session.add(
            CharterProof(seq=entry.seq, signature_id=signature.id, peer_id=signature.peer_id, record=salted)
        )
        self._session.flush()
        return entry

    def lock(self) -> CharterHead:
        """The head, locked until the transaction ends; two first writers of a new chain wait for each other too."""
        locked = select(CharterHead).with_for_update().execution_options(populate_existing=True)
        head = self._session.scalars(locked).one_or_none()
        if head is None:
            values = {"id": 1, "last_seq": 0, "last_digest": GENESIS}
            self._session.execute(insert_into(self._session, CharterHead).values(values).on_conflict_do_nothing())
            head = self._session.scalars(locked).one()
        return head


def hash_of(record: str) -> str:
    """The hash of a record, which is canonical JSON already."""
    return hashlib.sha256(record.encode()).hexdigest()
