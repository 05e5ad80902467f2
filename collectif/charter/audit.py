"""Checking the whole chain: entries, keys, texts, records, and what the signatures' rows say of themselves."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from .canonical import fingerprint, text_of
from .chain import GENESIS, SIGNATURE, digest_of, hash_of
from .keys import SigningKeys, UnknownKey
from .models import CharterEntry, CharterHead, CharterProof, CharterSignature, CharterVersion

FAULTS = {
    "removed": "La ligne {place} de la chaîne a été supprimée.",
    "altered": "La ligne {place} de la chaîne a été modifiée.",
    "unsigned": "La ligne {place} de la chaîne n'a pas été signée par cette installation.",
    "unknown_key": "La ligne {place} de la chaîne est signée par une clé inconnue : ajoutez l'ancienne clé publique "
                   "à COLLECTIF_CHARTER_OLD_KEYS.",
    "text": "Le texte de la version {place} de la charte n'est plus celui qui a été publié.",
    "wrong_text": "La ligne {place} de la chaîne porte sur un texte qui n'est celui d'aucune version.",
    "record": "La preuve de la ligne {place} a été modifiée.",
    "truncated": "La fin de la chaîne manque, à partir de la ligne {place}.",
    "added": "La ligne {place} a été ajoutée par un autre moyen que l'application.",
    "signature": "La signature {place} ne dit plus ce que dit sa preuve.",
    "without_evidence": "La signature {place} n'a pas de preuve dans la chaîne.",
    "head": "L'empreinte {place} n'est celle d'aucune ligne de la chaîne : la chaîne a été réécrite.",
}  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """The first thing that is not as it was written. ``place`` names it: a row, a version, a signature."""

    kind: str
    place: str

    @property
    def words(self) -> str:
        return FAULTS[self.kind].format(place=self.place)


class Audit:
    """Reads everything once, a thousand rows at a time."""

    def __init__(self, session: Session, keys: SigningKeys):
        self._session = session
        self._keys = keys
        self._texts: dict[int, str] = {}

    def run(self, head: str | None = None) -> Fault | None:
        """The first fault, or ``None`` when everything is as it was written.

        :param head: a fingerprint that the public feed once gave: it must still be in the chain.
        """
        return next(self._faults(head), None)

    def _faults(self, head: str | None) -> Iterator[Fault]:
        yield from self._versions()
        yield from self._entries()
        yield from self._records()
        yield from self._signatures()
        if head is not None and head != GENESIS:
            known = select(CharterEntry.seq).where(CharterEntry.digest == head)
            if self._session.scalar(known) is None:
                yield Fault("head", head)

    def _versions(self) -> Iterator[Fault]:
        published = select(CharterVersion).where(CharterVersion.state != "draft").order_by(CharterVersion.number)
        for version in self._session.scalars(published):
            self._texts[version.number] = version.text_hash or ""
            if fingerprint(text_of(version)) != version.text_hash:
                yield Fault("text", str(version.number))

    def _entries(self) -> Iterator[Fault]:
        expected, previous = 1, GENESIS
        rows = select(CharterEntry).order_by(CharterEntry.seq).execution_options(yield_per=1000)
        with self._session.scalars(rows) as entries:
            for entry in entries:
                if kind := self._fault_of(entry, expected, previous):
                    yield Fault(kind, str(expected if kind == "removed" else entry.seq))
                expected, previous = entry.seq + 1, entry.digest
        yield from self._end(expected - 1, previous)

    def _fault_of(self, entry: CharterEntry, expected: int, previous: str) -> str | None:
        if entry.seq != expected:
            return "removed"
        if entry.previous != previous or not hmac.compare_digest(entry.digest, digest_of(entry)):
            return "altered"
        try:
            signed = self._keys.signed(entry.key_id, entry.digest, entry.signature)
        except UnknownKey:
            return "unknown_key"
        if not signed:
            return "unsigned"
        return None if self._texts.get(entry.version_number) == entry.text_hash else "wrong_text"

    def _end(self, last_seq: int, last_digest: str) -> Iterator[Fault]:
        head = self._session.get(CharterHead, 1, populate_existing=True)
        known = (head.last_seq, head.last_digest) if head else (0, GENESIS)
        if known[0] > last_seq:
            yield Fault("truncated", str(last_seq + 1))
        elif known != (last_seq, last_digest):
            yield Fault("added", str(last_seq))

    def _records(self) -> Iterator[Fault]:
        kept = (
            select(CharterProof.seq, CharterProof.record, CharterEntry.record_hash)
            .join(CharterEntry, CharterEntry.seq == CharterProof.seq)
            .order_by(CharterProof.seq)
        )
        with self._session.execute(kept.execution_options(yield_per=1000)) as found:
            for seq, record, expected in found:
                if hash_of(record) != expected:
                    yield Fault("record", str(seq))

    def _signatures(self) -> Iterator[Fault]:
        """Rows against the entry and, while it is kept, the record by which the person signed."""
        rows = (
            select(CharterSignature, CharterVersion.number, CharterEntry, CharterProof.record)
            .join(CharterSignature.version)
            .outerjoin(CharterEntry, CharterEntry.seq == CharterSignature.signed_seq)
            .outerjoin(CharterProof, CharterProof.seq == CharterSignature.signed_seq)
            .order_by(CharterSignature.id)
        )
        with self._session.execute(rows.execution_options(yield_per=1000)) as found:
            for signature, number, entry, record in found:
                if entry is None or lacks_evidence(signature):
                    yield Fault("without_evidence", signature.public_id)
                elif not tells(signature, number, entry) or (record is not None and not agrees(signature, record)):
                    yield Fault("signature", signature.public_id)


def tells(signature: CharterSignature, number: int, entry: CharterEntry) -> bool:
    """Whether a row says what its entry says."""
    return (entry.act, entry.version_number, entry.at) == (SIGNATURE, number, signature.recorded_at)


def lacks_evidence(signature: CharterSignature) -> bool:
    """An act of MDPH 77 that the row tells and no entry of the chain does."""
    countersigned = signature.countersigned_at is not None and signature.countersigned_seq is None
    return countersigned or (signature.state == "revoked" and signature.revoked_seq is None)


def agrees(signature: CharterSignature, record: str) -> bool:
    """Whether a row says what its record says."""
    said = json.loads(record)
    facts = (signature.public_id, signature.kind, signature.variant, signature.signed_on.isoformat())
    return facts == tuple(said.get(name) for name in ("reference", "kind", "variant", "signed_on"))
