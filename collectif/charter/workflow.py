"""The lives of a signature and of a version of the charter (domain, §4).

A signature that is not there yet is « à signer ». MDPH 77 countersigns without changing its state: ``countersign``
leads from signed to signed, and only then does the gate open. A countersigned signature replaces the person's
earlier ones.
"""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

SIGNATURE_LIFE = Workflow(
    "charter_signature",
    "to_sign",
    (
        Status("to_sign", "à signer", "warning", "edit"),
        Status("signed", "signée", "success", "check"),
        Status("replaced", "remplacée", "neutral", "dot", final=True),
        Status("revoked", "révoquée", "error", "stop", final=True),
    ),
    (
        Transition("sign", "Signer la charte", ("to_sign",), "signed", P.SIGN_CHARTER, "charter.signed"),
        Transition(
            "witness", "Attester une signature sur papier", ("to_sign",), "signed", P.WITNESS_SIGNATURE,
            "charter.witnessed",
        ),
        Transition(
            "countersign", "Contresigner", ("signed",), "signed", P.COUNTERSIGN_CHARTER, "charter.countersigned"
        ),
        Transition(
            "replace", "Remplacer par une nouvelle signature", ("signed",), "replaced", P.COUNTERSIGN_CHARTER,
            "charter.replaced",
        ),
        Transition("revoke", "Révoquer", ("signed",), "revoked", P.COUNTERSIGN_CHARTER, "charter.revoked"),
    ),
)  # fmt: skip

VERSION_LIFE = Workflow(
    "charter_version",
    "draft",
    (
        Status("draft", "brouillon", "info", "edit"),
        Status("current", "en vigueur", "success", "check"),
        Status("superseded", "remplacée", "neutral", "dot", final=True),
    ),
    (
        Transition("publish", "Publier", ("draft",), "current", P.EDIT_CHARTER, "charter.published"),
        Transition("supersede", "Remplacer", ("current",), "superseded", P.EDIT_CHARTER, "charter.superseded"),
    ),
)

KINDS = {"in_person": "signée sur le site", "paper": "signée sur papier"}
SHORT_KINDS = {"in_person": "sur le site", "paper": "sur papier"}
VARIANTS = {"standard": "texte de référence", "plain": "langage simple"}
# What people read of a signature that waits for MDPH 77.
WAITING = Status("waiting", "à contresigner", "info", "clock")
AGAIN = Status("again", "à signer de nouveau", "warning", "edit")
