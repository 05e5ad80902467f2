"""The life of a meeting (domain, §4)."""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

WORKFLOW = Workflow(
    "meeting",
    "prepared",
    (
        Status("prepared", "En préparation", "neutral", "edit"),
        Status("convened", "Convoquée", "info", "send"),
        Status("open", "Ouverte", "success", "clock"),
        Status("closed", "Close", "warning", "check"),
        Status("approved", "Compte rendu approuvé", "success", "check", final=True),
        Status("cancelled", "Annulée", "error", "stop", final=True),
    ),
    (
        Transition("convene", "Convoquer", ("prepared",), "convened", P.PREPARE_MEETING, "meetings.convene"),
        Transition("postpone", "Reporter", ("convened",), "convened", P.PREPARE_MEETING, "meetings.postpone"),
        Transition("relocate", "Changer le lieu ou le lien", ("convened",), "convened", P.PREPARE_MEETING,
                   "meetings.relocate"),
        Transition("cancel", "Annuler la réunion", ("prepared", "convened"), "cancelled", P.PREPARE_MEETING,
                   "meetings.cancel"),
        Transition("open", "Ouvrir la séance", ("convened",), "open", P.PREPARE_MEETING, "meetings.open"),
        Transition("close", "Clore la séance", ("open",), "closed", P.PREPARE_MEETING, "meetings.close"),
        Transition("approve", "Approuver le compte rendu", ("closed",), "approved", P.PREPARE_MEETING,
                   "meetings.approve"),
    ),
)  # fmt: skip
BEFORE = ("prepared", "convened")
"""States in which the agenda may still change its order, and organisations answer."""

HELD = ("open", "closed")
"""States in which the minutes are written."""
