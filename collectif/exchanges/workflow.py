"""The life of an exchange session and of a place in it (domain, §4)."""

from __future__ import annotations

from ..enrolling.workflow import event_life, seat_life
from ..security.permissions import Permission as P
from ..workflow import Status, Transition

SESSION_LIFE = event_life("exchange_session", "rencontre", "exchange", P.PLAN_EXCHANGE, P.KEEP_EXCHANGE)
SEAT_LIFE = seat_life(
    "exchange_seat", "rencontre", "exchange", P.PLAN_EXCHANGE,
    (
        Status("present", "Présence", "success", "check"),
        Status("absent", "Absence", "neutral", "cross"),
    ),
    (
        Transition("attend", "Noter la présence", ("held", "absent"), "present", P.KEEP_EXCHANGE, "exchange.attended"),
        Transition("miss", "Noter l'absence", ("held", "present"), "absent", P.KEEP_EXCHANGE, "exchange.missed"),
    ),
)  # fmt: skip
