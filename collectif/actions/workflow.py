"""The life of an action, from an idea to the public (domain, §4).

Three states are public: ``published`` (announced), ``running`` (it has begun) and ``reviewed`` (its results are told).
``withdrawn`` was public: its address says why it no longer is. Every move that changes what the public reads
belongs to whoever may publish.
"""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

PUBLIC_STATES = ("published", "running", "reviewed")
EDITABLE_STATES = ("idea", "proposed", "returned", "examined")

WORKFLOW = Workflow(
    "action",
    "idea",
    (
        Status("idea", "Idée", "neutral", "edit"),
        Status("proposed", "Proposée", "info", "send"),
        Status("returned", "À compléter", "warning", "warning"),
        Status("examined", "Instruite", "info", "clock"),
        Status("validated", "Validée", "success", "check"),
        Status("published", "Publiée", "success", "eye"),
        Status("running", "En cours", "success", "clock"),
        Status("reviewed", "Bilan publié", "success", "check"),
        Status("withdrawn", "Dépubliée", "error", "stop"),
        Status("set_aside", "Écartée", "neutral", "cross", final=True),
    ),
    (
        Transition("propose", "Proposer", ("idea", "returned"), "proposed", P.EDIT_ACTION, "actions.propose"),
        Transition("examine", "Déclarer instruite", ("proposed",), "examined", P.EXAMINE_ACTION, "actions.examine"),
        Transition(
            "validate", "Enregistrer la validation", ("examined",), "validated", P.VALIDATE_ACTION, "actions.validate"
        ),
        Transition("publish", "Publier", ("validated",), "published", P.PUBLISH_ACTION, "actions.publish"),
        Transition("begin", "Dire qu'elle a commencé", ("published",), "running", P.PUBLISH_ACTION, "actions.begin"),
        Transition(
            "review", "Publier le bilan", ("published", "running"), "reviewed", P.PUBLISH_ACTION, "actions.review"
        ),
        Transition(
            "republish", "Publier à nouveau", ("withdrawn",), "published", P.PUBLISH_ACTION, "actions.republish"
        ),
        Transition(
            "hand_back", "Demander un complément", ("proposed", "examined"), "returned", P.EXAMINE_ACTION,
            "actions.hand_back",
        ),
        Transition(
            "set_aside", "Écarter", ("proposed", "returned", "examined"), "set_aside", P.EXAMINE_ACTION,
            "actions.set_aside",
        ),
        Transition("withdraw", "Retirer du site", PUBLIC_STATES, "withdrawn", P.PUBLISH_ACTION, "actions.withdraw"),
    ),
)  # fmt: skip

STEP_LABELS = {
    "create": "Idée enregistrée",
    "edit": "Modifiée",
    "propose": "Proposée",
    "examine": "Instruite",
    "validate": "Validation du collectif enregistrée",
    "publish": "Publiée",
    "begin": "Commencée",
    "review": "Bilan publié",
    "republish": "Publiée à nouveau",
    "hand_back": "Rendue pour être complétée",
    "set_aside": "Écartée",
    "withdraw": "Retirée du site",
}
"""What the history says of each step; ``create`` and ``edit`` are not moves."""
