"""What the pages of the charter show, made ready for the templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from ..peers.gates import Gate
from ..peers.models import Peer
from ..text import date_and_time, long_date, short_date
from ..workflow import Status
from . import queries
from .differences import Change, Differences, Piece, differences
from .models import CharterSignature, CharterVersion
from .receipts import witness_words
from .workflow import KINDS, SIGNATURE_LIFE, VARIANTS, VERSION_LIFE, WAITING

CHANGES = {
    "added": Status("added", "Nouveau", "success", "plus"),
    "removed": Status("removed", "Retiré", "error", "cross"),
    "reworded": Status("reworded", "Récrit", "info", "edit"),
    "moved": Status("moved", "Déplacé", "neutral", "sort"),
}


def status_of(signature: CharterSignature) -> Status:
    """A signature's state as people read it."""
    if signature.state == "signed" and signature.countersigned_at is None:
        return WAITING
    return SIGNATURE_LIFE.status(signature.state)


class OwnPage:
    """One person's charter, as they see it."""

    def __init__(self, session: Session, peer: Peer):
        self.peer = peer
        self.gate: Gate = queries.charter_gate(session, peer.id)
        self.signatures = queries.signatures_of(session, peer.id)
        current = queries.current_version(session)
        self.to_sign = not any(one.state == "signed" and one.version_id == current.id for one in self.signatures)
        self.last_day = current.sign_before
        self.again = self.to_sign and bool(self.signatures)

    @property
    def rows(self) -> list[tuple[CharterSignature, Status, str]]:
        """Each signature, its state, how it was made."""
        return [(one, status_of(one), KINDS[one.kind]) for one in self.signatures]


class TextPage:
    """A version's words in one variant, and what it changes."""

    def __init__(self, version: CharterVersion, before: CharterVersion | None, *, plain: bool):
        self.version = version
        self.before = before
        self.plain = plain
        self.variant = "plain" if plain else "standard"
        self.status = VERSION_LIFE.status(version.state)
        self.preamble = (version.plain_preamble if plain else version.preamble).split("\n\n")
        self.items = [item[self.variant] for item in version.items]
        self.differences: Differences | None = differences(before, version) if before else None

    @property
    def changes(self) -> list[tuple[Status, Change, list[tuple[str, Sequence[Piece]]]]]:
        """Each item that changed: how, its place, and its variants with the words marked."""
        told = self.differences.changes if self.differences else []
        return [(CHANGES[one.kind], one, variants_of(one)) for one in told]

    @property
    def kept(self) -> int:
        """How many items say the same thing at the same place."""
        return len(self.differences.items) - len(self.differences.changes) if self.differences else 0


class VersionPage(TextPage):
    """A published version, compared with the one before it."""

    def __init__(self, session: Session, version: CharterVersion, *, plain: bool):
        earlier = queries.version_numbered(session, version.number - 1)
        super().__init__(version, earlier, plain=plain)

    @property
    def facts(self) -> list[tuple[str, str]]:
        version = self.version
        facts = [("Publiée", date_and_time(version.published_at) if version.published_at else "texte fondateur")]
        if version.sign_before:
            facts.append(("À signer au plus tard", long_date(version.sign_before)))
        return [*facts, ("Empreinte du texte", version.text_hash or "")]


def variants_of(change: Change) -> list[tuple[str, Sequence[Piece]]]:
    """The variants of an item whose words changed: both when it came or went."""
    both = [(VARIANTS["standard"].capitalize(), change.standard), (VARIANTS["plain"].capitalize(), change.plain)]
    if change.kind != "reworded":
        return both[:1] if change.kind == "moved" else both
    return [(label, pieces) for label, pieces in both if any(piece.kind != "same" for piece in pieces)]


def version_rows(session: Session) -> list[dict[str, Any]]:
    """Every published version, the newest first, as the coordination reads them."""
    return [
        {
            "number": one.number,
            "status": VERSION_LIFE.status(one.state),
            "published": short_date(one.published_at) if one.published_at else "texte fondateur",
            "sign_before": short_date(one.sign_before) if one.sign_before else "",
            "counts": "oui" if one.accepted else "non",
        }
        for one in queries.published(session)
    ]


class SignaturePage:
    """One signature: its facts and what happened to it."""

    def __init__(self, signature: CharterSignature, revokable: bool):
        self.signature = signature
        self.person = f"{signature.peer.given_name} {signature.peer.family_name}".strip()
        self.status = status_of(signature)
        self.waits = self.status is WAITING and signature.version.state == "current"
        self.revokable = revokable and signature.state == "signed"
        self.has_receipt = signature.signed_seq is not None

    @property
    def facts(self) -> list[tuple[str, str]]:
        one = self.signature
        facts = [
            ("Texte", f"version {one.version.number}, {VARIANTS[one.variant]}"),
            ("Signature", f"{KINDS[one.kind]}, {long_date(one.signed_on)}"),
        ]
        if one.witness_organisation:
            facts.append(("Attestée par", witness_words(one, {"organisation": one.witness_organisation.name})))
        return facts

    @property
    def events(self) -> list[tuple[str, str, str]]:
        """The timeline, the oldest first."""
        one = self.signature
        first = "Signature sur papier enregistrée" if one.kind == "paper" else "Charte signée"
        found = [(one.recorded_at, first, "")]
        if one.countersigned_at:
            found.append((one.countersigned_at, "Contresignée", "MDPH 77"))
        if one.revoked_at:
            found.append((one.revoked_at, "Révoquée", one.revocation_reason))
        return [(date_and_time(at), what, who) for at, what, who in found]
