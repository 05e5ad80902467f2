"""The life of a session and of an enrolment (domain, §4).

« Complète » and « inscriptions closes » are what an open session looks like once its places are all taken or its last
day to enrol is over: nobody moves it there, and a place that is freed brings it back.
"""

from __future__ import annotations

from ..seats import ACTS
from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

PLANNED, OPEN, HELD, CANCELLED = "planned", "open", "held", "cancelled"

SESSION_LIFE = Workflow(
    "training_session",
    PLANNED,
    (
        Status(PLANNED, "Prévue", "neutral", "clock"),
        Status(OPEN, "Ouverte", "success", "check"),
        Status(HELD, "Tenue", "info", "check", final=True),
        Status(CANCELLED, "Annulée", "error", "stop", final=True),
    ),
    (
        Transition("open", "Ouvrir les inscriptions", (PLANNED,), OPEN, P.PLAN_TRAINING, "training.opened"),
        Transition("hold", "Déclarer tenue", (OPEN,), HELD, P.PLAN_TRAINING, "training.held"),
        Transition("cancel", "Annuler la session", (PLANNED, OPEN), CANCELLED, P.PLAN_TRAINING, "training.cancelled"),
    ),
)
FULL = Status("full", "Complète", "warning", "stop")
CLOSED = Status("closed", "Inscriptions closes", "neutral", "stop")
SHOWN = {**SESSION_LIFE.states, FULL.name: FULL, CLOSED.name: CLOSED}
"""A session's states as people read them."""


def _act(name: str, label: str, permission: P, tag: str) -> Transition:
    sources, target = ACTS[name]
    return Transition(name, label, sources, target, permission, tag)


ENROLMENT_LIFE = Workflow(
    "training_enrolment",
    "waiting",
    (
        Status("waiting", "En attente", "info", "clock"),
        Status("offered", "Place proposée", "warning", "send"),
        Status("held", "Place confirmée", "success", "check"),
        Status("left", "Place laissée", "neutral", "cross", final=True),
        Status("lapsed", "Sans suite", "neutral", "cross", final=True),
        Status("cancelled", "Session annulée", "error", "stop", final=True),
        Status("absent", "Absence", "warning", "cross"),
        Status("validated", "Validée", "success", "check", final=True),
    ),
    (
        _act("take", "Obtenir une place libre", P.ENROL_SELF, "training.enrolled"),
        _act("offer", "Proposer la place qui se libère", P.PLAN_TRAINING, "training.offered"),
        _act("accept", "Prendre la place", P.ENROL_SELF, "training.accepted"),
        _act("leave", "Laisser la place", P.ENROL_SELF, "training.left"),
        _act("lapse", "Laisser passer le délai", P.PLAN_TRAINING, "training.lapsed"),
        _act("cancel", "Annuler avec la session", P.PLAN_TRAINING, "training.cancelled"),
        Transition("miss", "Noter l'absence", ("held",), "absent", P.VALIDATE_TRAINING, "training.missed"),
        Transition(
            "validate", "Valider la formation", ("held", "absent"), "validated", P.VALIDATE_TRAINING,
            "training.validated",
        ),
    ),
)  # fmt: skip
"""What the site does by itself is written under the permission of whoever organises sessions."""
