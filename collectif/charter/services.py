"""Signing the charter, on the site or on paper; MDPH 77 countersigning; revoking. Each act leaves its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..organisations.models import Organisation
from ..peers.models import Peer
from ..security.identity import Identity
from ..text import local, short_date, today
from .chain import COUNTERSIGNATURE, REVOCATION, SIGNATURE, Chain
from .models import CharterEntry, CharterSignature, CharterVersion
from .queries import SIGNING_STATES
from .workflow import SIGNATURE_LIFE

CHANGED = "La charte vient de changer. Relisez-la : voici le nouveau texte."
ALREADY = "Cette version de la charte est déjà signée."
ENDED = "Ce parcours est terminé : la charte n'est plus à signer."
NOT_ONESELF = "Vous ne pouvez pas le faire pour votre propre signature. Demandez à une autre personne."
NOT_YET = "Cette date n'est pas encore passée. Écrivez le jour où la personne a signé."
TOO_EARLY = "Cette version de la charte est publiée depuis le {day}. Écrivez ce jour-là ou un jour d'après."
MDPH = "MDPH 77"


def name_of(peer: Peer) -> str:
    """The name a signature carries, as the page shows it."""
    return f"{peer.given_name} {peer.family_name}".strip()


class Signing:
    """What people and MDPH 77 do to signatures.

    :param tell: sends a mail of this name to the person of a signature. :param pause: pauses an active peer, reason
        « charter ». :param actor: who acts, whose rights the views have already checked.
    """

    def __init__(
        self,
        session: Session,
        chain: Chain,
        journal: Recorder,
        actor: Identity,
        tell: Callable[[Peer, str], None],
        pause: Callable[[Peer], object],
    ):
        self._session = session
        self._chain = chain
        self._journal = journal
        self._actor = actor
        self._tell = tell
        self._pause = pause

    def sign(self, peer: Peer, variant: str, text_hash: str) -> CharterSignature:
        """The person signs the version whose text they were shown.

        :param text_hash: that of the text on their page. :raises DomainError: it is no longer the one in force, or is
            already signed.
        """
        version = self._version_in_force()
        if version.text_hash != text_hash:
            raise DomainError(CHANGED)
        signature = CharterSignature(version=version, kind="in_person", variant=variant, signed_on=today())
        self._add(peer, signature, self._actor.public_id, None)
        self._journal.record("charter.signed", signature, version=version.number)
        return signature

    def witness(self, peer: Peer, signed_on: date, variant: str, organisation_id: int) -> CharterSignature:
        """Someone of the sponsor, or of MDPH 77, attests that the person signed on paper.

        :raises DomainError: the date cannot be; :raises NotAllowed: it is the witness's own signature.
        """
        version = self._version_in_force()
        self._refuse_oneself(peer)
        self._check_day(signed_on, version)
        organisation = self._session.get_one(Organisation, organisation_id)
        signature = CharterSignature(
            version=version, kind="paper", variant=variant, signed_on=signed_on,
            witness_id=self._actor.account_id, witness_organisation=organisation,
        )  # fmt: skip
        witness = {"account": self._actor.public_id, "organisation": organisation.name}
        account = peer.account.public_id if peer.account else ""
        self._add(peer, signature, account, witness)
        self._journal.record("charter.witnessed", signature, organisation=organisation.slug, version=version.number)
        return signature

    def countersign(self, public_ids: Iterable[str]) -> int:
        """MDPH 77 countersigns; the person's earlier signatures are replaced.

        :returns: how many: those already done, or no longer to be done, are left as they are.
        """
        found = self._lock(public_ids)
        for signature in found:
            self._refuse_oneself(signature.peer)
        for signature in found:
            self._countersign(signature)
        return len(found)

    def revoke(self, signature: CharterSignature, reason: str) -> None:
        """Take a signature back; an active person whom it kept active is paused in the same act.

        :raises DomainError: it is no longer one that counts.
        """
        peer = signature.peer
        if peer.state == "active" and signature.state == "signed" and not self._counts_otherwise(signature):
            # What everyone locks first; pausing writes in the journal.
            self._chain.lock()
            self._pause(peer)
        SIGNATURE_LIFE.move(signature, "revoke")
        entry = self._append(
            REVOCATION, signature, {"account": self._actor.public_id, "revokes": self._digest(signature)}
        )
        signature.revoked_at, signature.revoked_seq, signature.revocation_reason = entry.at, entry.seq, reason
        self._session.flush()
        self._journal.record("charter.revoked", signature)
        self._tell(peer, "charter_revoked")

    def _version_in_force(self) -> CharterVersion:
        """Held until the transaction ends: nobody publishes another meanwhile."""
        current = select(CharterVersion).where(CharterVersion.state == "current").with_for_update(read=True)
        return self._session.scalars(current).one()

    def _add(self, peer: Peer, signature: CharterSignature, account: str, witness: dict[str, str] | None) -> None:
        hold(self._session, peer)
        if peer.state not in SIGNING_STATES:
            raise DomainError(ENDED)
        signature.peer_id = peer.id
        self._refuse_twice(signature)
        self._session.add(signature)
        self._session.flush()
        record = {
            "account": account, "kind": signature.kind, "name": name_of(peer), "variant": signature.variant,
            "signed_on": signature.signed_on.isoformat(), "witness": witness,
        }  # fmt: skip
        entry = self._append(SIGNATURE, signature, record)
        signature.signed_seq = entry.seq
        self._session.flush()

    def _append(self, act: str, signature: CharterSignature, record: dict[str, Any]) -> CharterEntry:
        at = signature.recorded_at if act == SIGNATURE else now()
        return self._chain.append(act, signature, signature.version, record, at)

    def _countersign(self, signature: CharterSignature) -> None:
        record = {"account": self._actor.public_id, "countersigns": self._digest(signature), "organisation": MDPH}
        entry = self._append(COUNTERSIGNATURE, signature, record)
        signature.countersigned_at, signature.countersigned_seq = entry.at, entry.seq
        signature.countersigned_by_id = self._actor.account_id
        self._session.flush()
        self._replace_earlier(signature)
        self._journal.record("charter.countersigned", signature, version=signature.version.number)
        self._tell(signature.peer, "charter_countersigned")

    def _replace_earlier(self, signature: CharterSignature) -> None:
        earlier = select(CharterSignature).where(
            CharterSignature.peer_id == signature.peer_id, CharterSignature.state == "signed",
            CharterSignature.id != signature.id,
        )  # fmt: skip
        for one in self._session.scalars(earlier):
            self._journal.record(SIGNATURE_LIFE.move(one, "replace").journal_tag, one)
        self._session.flush()

    def _lock(self, public_ids: Iterable[str]) -> Sequence[CharterSignature]:
        """Those that wait for MDPH 77, in the order in which everyone locks them."""
        waiting = (
            select(CharterSignature)
            .join(CharterSignature.version)
            .where(CharterSignature.public_id.in_(list(public_ids)), CharterSignature.state == "signed")
            .where(CharterSignature.countersigned_at.is_(None), CharterVersion.state == "current")
            .order_by(CharterSignature.id)
        )
        return self._session.scalars(waiting.with_for_update(of=CharterSignature)).all()

    def _digest(self, signature: CharterSignature) -> str:
        """The digest of the entry by which the person signed; empty for a signature without evidence."""
        entry = self._session.get(CharterEntry, signature.signed_seq) if signature.signed_seq else None
        return entry.digest if entry else ""

    def _counts_otherwise(self, signature: CharterSignature) -> bool:
        other = (
            select(CharterSignature.id)
            .join(CharterSignature.version)
            .where(CharterSignature.peer_id == signature.peer_id, CharterSignature.id != signature.id)
            .where(CharterSignature.state == "signed", CharterSignature.countersigned_at.is_not(None))
            .where(CharterVersion.accepted)
        )
        return self._session.scalar(other.limit(1)) is not None

    def _refuse_oneself(self, peer: Peer) -> None:
        if peer.account_id is not None and peer.account_id == self._actor.account_id:
            raise NotAllowed(NOT_ONESELF)

    def _refuse_twice(self, signature: CharterSignature) -> None:
        same = select(CharterSignature.id).where(
            CharterSignature.peer_id == signature.peer_id, CharterSignature.version_id == signature.version.id,
            CharterSignature.state == "signed",
        )  # fmt: skip
        if self._session.scalar(same) is not None:
            raise DomainError(ALREADY)

    def _check_day(self, signed_on: date, version: CharterVersion) -> None:
        if signed_on > today():
            raise DomainError(NOT_YET, "signed_on")
        published = version.published_at
        if published and signed_on < local(published).date():
            raise DomainError(TOO_EARLY.format(day=short_date(published)), "signed_on")
