"""The life of an application, from a draft to an active peer (domain, §4).

The candidate makes ``submit``, ``complete`` and ``withdraw`` by link, without an account; the permission of these moves
is that of whoever notes them for someone who writes on paper or calls. ``expire`` is the site's own, and ``accept``
follows the activation of the peer.
"""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

OPEN_STATES = ("submitted", "incomplete", "admissible")
EDITABLE_STATES = ("draft", "incomplete")
ENDED_STATES = ("refused", "withdrawn", "expired")
CANDIDATE_MOVES = ("submit", "complete", "withdraw")

WORKFLOW = Workflow(
    "application",
    "draft",
    (
        Status("draft", "Brouillon", "neutral", "edit"),
        Status("submitted", "Soumise", "info", "send"),
        Status("incomplete", "À compléter", "warning", "warning"),
        Status("admissible", "Recevable", "info", "check"),
        Status("sponsored", "Parrainée", "success", "check"),
        Status("accepted", "Acceptée", "success", "check", final=True),
        Status("refused", "Refusée", "error", "stop", final=True),
        Status("withdrawn", "Retirée", "neutral", "cross", final=True),
        Status("expired", "Expirée", "neutral", "clock", final=True),
    ),
    (
        Transition("submit", "Envoyer", ("draft",), "submitted", P.ENTER_APPLICATION, "applications.submit"),
        Transition("admit", "Déclarer recevable", ("submitted",), "admissible", P.HANDLE_APPLICATION,
                   "applications.admit"),
        Transition("sponsor", "Parrainer", ("admissible",), "sponsored", P.EDIT_ROSTER, "applications.sponsor"),
        Transition("accept", "Accepter", ("sponsored",), "accepted", P.ACTIVATE_PEER, "applications.accept"),
        Transition("ask_complement", "Demander un complément", ("submitted", "admissible"), "incomplete",
                   P.HANDLE_APPLICATION, "applications.ask_complement"),
        Transition("complete", "Renvoyer", ("incomplete",), "submitted", P.ENTER_APPLICATION, "applications.complete"),
        Transition("route", "Confier à une association", OPEN_STATES, "submitted", P.HANDLE_APPLICATION,
                   "applications.route"),
        Transition("refuse", "Refuser", OPEN_STATES, "refused", P.HANDLE_APPLICATION, "applications.refuse"),
        Transition("withdraw", "Retirer", (*OPEN_STATES, "sponsored"), "withdrawn", P.HANDLE_APPLICATION,
                   "applications.withdraw"),
        Transition("expire", "Clore faute de nouvelles", OPEN_STATES, "expired", P.HANDLE_APPLICATION,
                   "applications.expire"),
    ),
)  # fmt: skip

STEP_LABELS = {
    "submit": "Candidature envoyée",
    "complete": "Candidature complétée et renvoyée",
    "ask_complement": "Complément demandé",
    "admit": "Déclarée recevable",
    "route": "Confiée à une association, ou à la coordination",
    "sponsor": "Parrainage accordé",
    "accept": "Pair-aidant en activité",
    "refuse": "Candidature refusée",
    "withdraw": "Candidature retirée",
    "expire": "Expirée : 90 jours sans nouvelles",
    "edit": "Réponses corrigées",
    "remind": "Rappel envoyé : 60 jours sans nouvelles",
}
"""What the history says of each step; ``edit`` and ``remind`` are not moves."""


def turn_of(state: str, organisation_id: int | None) -> str:
    """Who acts next on an application in this state."""
    if state in ("draft", "incomplete"):
        return "candidate"
    if state in ("submitted", "admissible"):
        return "coordination" if organisation_id is None else "association"
    return "path" if state == "sponsored" else ""
