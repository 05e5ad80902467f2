"""What the signer keeps: a JSON receipt that verifies without us, and a PDF; the blank charter to sign on paper.

The JSON is written in one way only, so that any changed byte is one too many: docs/verify_charter.py writes it again
and compares.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..documents.export import Document, filename
from ..documents.paper import Blank, Block, Code, Facts, Heading, Items, Paragraph, Small, Ticks, paper_pdf
from ..errors import DomainError
from ..text import date_and_time, long_date, short_date
from .canonical import fingerprint, text_of
from .chain import content_of
from .keys import FORMAT, SigningKeys
from .models import CharterEntry, CharterHead, CharterProof, CharterSignature, CharterVersion
from .workflow import KINDS, VARIANTS

OWNER = "Collectif départemental pair-aidance de Seine-et-Marne"
JSON_MEDIA_TYPE = "application/json"
NO_EVIDENCE = "Cette signature n'a pas de reçu : sa preuve a été effacée."


@dataclass(frozen=True)
class Evidence:
    """One entry of the chain and its record, opened."""

    entry: CharterEntry
    record: dict[str, Any]

    def written(self) -> dict[str, Any]:
        entry = self.entry
        return {
            "content": content_of(entry), "digest": entry.digest, "previous": entry.previous, "record": self.record,
            "signature": entry.signature,
        }  # fmt: skip


@dataclass(frozen=True)
class Receipt:
    """Everything that proves one signature."""

    signature: CharterSignature
    signed: Evidence
    countersigned: Evidence | None
    revoked: Evidence | None
    following: Sequence[str]
    head: str

    @property
    def name(self) -> str:
        return self.signed.record["name"]

    def written(self, keys: SigningKeys) -> dict[str, Any]:
        """What the JSON file says."""
        present = [one for one in (self.signed, self.countersigned, self.revoked) if one]
        return {
            "countersignature": self.countersigned and self.countersigned.written(),
            "following": list(self.following),
            "format": FORMAT,
            "head": self.head,
            "keys": {one.entry.key_id: keys.public_of(one.entry.key_id) for one in present},
            "revocation": self.revoked and self.revoked.written(),
            "signature": self.signed.written(),
            "text": text_of(self.signature.version),
        }


class Receipts:
    """Makes the receipts of signatures."""

    def __init__(self, session: Session, keys: SigningKeys):
        self._session = session
        self._keys = keys

    def of(self, signature: CharterSignature) -> Receipt:
        """:raises DomainError: the evidence of this signature was erased."""
        signed = self._evidence(signature.signed_seq)
        if signed is None:
            raise DomainError(NO_EVIDENCE)
        following, head = self._following(signed.entry.seq)
        return Receipt(
            signature, signed, self._evidence(signature.countersigned_seq), self._evidence(signature.revoked_seq),
            following, head,
        )  # fmt: skip

    def json(self, signature: CharterSignature) -> Document:
        """The receipt as a file that docs/verify_charter.py reads."""
        receipt = self.of(signature)
        written = json.dumps(receipt.written(self._keys), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        return Document(filename("reçu charte", "json", signature.signed_on), JSON_MEDIA_TYPE, written.encode())

    def pdf(self, signature: CharterSignature, site: str) -> Document:
        """The receipt to read and to print. :param site: the address of the public site."""
        receipt = self.of(signature)
        return paper_pdf(
            "Reçu de signature de la charte", OWNER, receipt_blocks(receipt, self._keys, site), signature.signed_on,
            name="reçu charte",
        )  # fmt: skip

    def _evidence(self, seq: int | None) -> Evidence | None:
        if seq is None:
            return None
        found = select(CharterEntry, CharterProof.record).join(CharterProof, CharterProof.seq == CharterEntry.seq)
        row = self._session.execute(found.where(CharterEntry.seq == seq)).one_or_none()
        return Evidence(row[0], json.loads(row[1])) if row else None

    def _following(self, seq: int) -> tuple[list[str], str]:
        """What each later entry of the chain adds to it, up to its head, and that head.

        The head is read first: entries that arrive meanwhile are after it.
        """
        head = self._session.get_one(CharterHead, 1)
        later = select(CharterEntry).where(CharterEntry.seq > seq, CharterEntry.seq <= head.last_seq)
        entries = self._session.scalars(later.order_by(CharterEntry.seq))
        return [fingerprint(content_of(entry)) for entry in entries], head.last_digest


def receipt_blocks(receipt: Receipt, keys: SigningKeys, site: str) -> list[Block]:
    """The PDF's content: who, what, when; the text; the fingerprints, and how to check them."""
    signature, entry = receipt.signature, receipt.signed.entry
    version = signature.version
    return [
        Facts(receipt_facts(receipt)),
        *_revocation(signature),
        Heading("Le texte signé"),
        *text_blocks(version, signature.variant),
        Heading("Les empreintes"),
        Paragraph("Une empreinte change dès qu'une seule lettre change."),
        Paragraph("Empreinte du texte (SHA-256) :"),
        Code(entry.text_hash),
        Paragraph("Empreinte de la signature :"),
        Code(entry.digest),
        Paragraph("Clé publique du collectif (Ed25519) :"),
        Code(keys.public_of(entry.key_id)),
        Heading("Comment vérifier"),
        Items(
            [
                "Sur votre page « Charte », téléchargez le reçu à vérifier (fichier .json).",
                f"Sur {site}/charte, téléchargez le programme de vérification.",
                "Sur un ordinateur où Python est installé, lancez : python verify_charter.py recu.json",
                f"Comparez la clé publique avec celle que le collectif publie : {site}/charte.atom",
            ],
            numbered=True,
        ),
        Small("Le programme n'a besoin ni d'Internet ni du collectif : il restera utile même si ce site disparaît."),
    ]


def receipt_facts(receipt: Receipt) -> list[tuple[str, str]]:
    """The facts of a signature, in words."""
    signature, record = receipt.signature, receipt.signed.record
    facts = [
        ("Signataire", receipt.name),
        ("Texte", f"{signature.version.title}, version {signature.version.number}, {VARIANTS[signature.variant]}"),
        ("Signature", f"{KINDS[signature.kind]}, {long_date(signature.signed_on)}"),
    ]
    if record["witness"]:
        facts.append(("Attestée par", witness_words(signature, record["witness"])))
    facts += [
        ("Enregistrée", date_and_time(signature.recorded_at)),
        ("Contresignature", countersignature_words(signature)),
        ("Référence", signature.public_id),
    ]
    return facts


def witness_words(signature: CharterSignature, witness: dict[str, str]) -> str:
    """Who attests a signature on paper: the person while their account has a name, and their organisation."""
    person = f"{signature.witness.display_name}, " if signature.witness else ""
    return person + witness["organisation"]


def countersignature_words(signature: CharterSignature) -> str:
    if signature.countersigned_at is None:
        return "en attente de la MDPH 77"
    return f"MDPH 77, {date_and_time(signature.countersigned_at)}"


def _revocation(signature: CharterSignature) -> list[Block]:
    if signature.revoked_at is None:
        return []
    return [Paragraph(f"Cette signature a été révoquée le {short_date(signature.revoked_at)} : elle ne compte plus.")]


def text_blocks(version: CharterVersion, variant: str) -> list[Block]:
    """The charter in one of its two variants."""
    preamble = version.plain_preamble if variant == "plain" else version.preamble
    return [*map(Paragraph, preamble.split("\n\n")), Items([item[variant] for item in version.items], numbered=True)]


def blank_pdf(version: CharterVersion, variant: str) -> Document:
    """The charter to read, tick and sign by hand."""
    preamble = version.plain_preamble if variant == "plain" else version.preamble
    blocks: list[Block] = [
        Small(f"Version {version.number}, {VARIANTS[variant]}. Empreinte du texte : {version.text_hash}"),
        *map(Paragraph, preamble.split("\n\n")),
        Ticks(
            "Cochez chaque engagement après l'avoir lu.",
            [f"{place}. {item[variant]}" for place, item in enumerate(version.items, start=1)],
        ),
        Heading("Votre signature"),
        Blank("Prénom et nom"),
        Blank("Date"),
        Blank("Signature", lines=2),
        Heading("La personne qui atteste"),
        Small("Référente ou référent de l'association, ou coordination de la MDPH 77."),
        Blank("Prénom, nom et organisation"),
        Blank("Date et signature", lines=2),
    ]
    return paper_pdf(version.title, OWNER, blocks, name=f"charte version {version.number}")
