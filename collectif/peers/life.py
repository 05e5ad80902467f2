"""The life of a peer and of a sponsorship, and the words for what the roster shows."""

from __future__ import annotations

from ..security.permissions import Permission
from ..workflow import Status, Transition, Workflow

PEER_LIFE = Workflow(
    "peer",
    "preparing",
    (
        Status("preparing", "en préparation", "info", "clock"),
        Status("active", "actif", "success", "check"),
        Status("paused", "en pause", "warning", "pause"),
        Status("suspended", "suspendu", "error", "stop"),
        Status("ended", "terminé", "neutral", "dot", final=True),
    ),
    (
        Transition("pause", "Mettre en pause", ("active",), "paused", Permission.PAUSE_PEER, "peer.paused"),
        Transition("resume", "Reprendre", ("paused",), "active", Permission.PAUSE_PEER, "peer.resumed"),
    ),
)

SPONSORSHIP_LIFE = Workflow(
    "sponsorship",
    "proposed",
    (
        Status("proposed", "proposé", "info", "clock"),
        Status("active", "actif", "success", "check"),
        Status("ended", "terminé", "neutral", "dot", final=True),
    ),
    (Transition("end", "Mettre fin au parrainage", ("active",), "ended", Permission.EDIT_PEER, "sponsorship.ended"),),
)

ENGAGEMENTS = {"volunteer": "Bénévole", "employee": "Salarié"}
