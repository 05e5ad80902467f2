"""The life of a session and of an enrolment (domain, §4)."""

from __future__ import annotations

from ..enrolling.workflow import CANCELLED, HELD, OPEN, PLANNED, event_life, seat_life
from ..security.permissions import Permission as P
from ..workflow import Status, Transition

__all__ = ["CANCELLED", "ENROLMENT_LIFE", "HELD", "OPEN", "PLANNED", "SESSION_LIFE"]

SESSION_LIFE = event_life("training_session", "session", "training", P.PLAN_TRAINING)
ENROLMENT_LIFE = seat_life(
    "training_enrolment", "session", "training", P.PLAN_TRAINING,
    (
        Status("absent", "Absence", "warning", "cross"),
        Status("validated", "Validée", "success", "check", final=True),
    ),
    (
        Transition("miss", "Noter l'absence", ("held",), "absent", P.VALIDATE_TRAINING, "training.missed"),
        Transition(
            "validate", "Valider la formation", ("held", "absent"), "validated", P.VALIDATE_TRAINING,
            "training.validated",
        ),
    ),
)  # fmt: skip
