"""The life of a peer and of a sponsorship, and the words for what the roster shows."""

from __future__ import annotations

from ..security.permissions import Permission as P
from ..workflow import Status, Transition, Workflow

IN_THE_COLLECTIVE = ("preparing", "active", "paused", "suspended")

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
        Transition("activate", "Activer", ("preparing",), "active", P.ACTIVATE_PEER, "peer.activated"),
        Transition("pause", "Mettre en pause", ("active",), "paused", P.PAUSE_PEER, "peer.paused"),
        Transition("resume", "Reprendre", ("paused",), "active", P.PAUSE_PEER, "peer.resumed"),
        Transition("suspend", "Suspendre", ("active", "paused"), "suspended", P.SUSPEND_PEER, "peer.suspended"),
        Transition(
            "lift", "Lever la suspension", ("suspended",), "paused", P.SUSPEND_PEER, "peer.suspension_lifted"
        ),
        Transition("end", "Mettre fin au parcours", IN_THE_COLLECTIVE, "ended", P.END_PEER, "peer.ended"),
        Transition("leave", "Arrêter la pair-aidance", IN_THE_COLLECTIVE, "ended", P.LEAVE_PEERS, "peer.left"),
    ),
)  # fmt: skip
# What the peer's history says of each step.
STEP_LABELS = {
    "activate": "Activation",
    "pause": "Pause",
    "resume": "Reprise",
    "suspend": "Suspension",
    "lift": "Suspension levée",
    "end": "Fin du parcours",
    "leave": "La personne a choisi d'arrêter",
}

SPONSORSHIP_LIFE = Workflow(
    "sponsorship",
    "proposed",
    (
        Status("proposed", "proposé", "info", "clock"),
        Status("active", "actif", "success", "check"),
        Status("ended", "terminé", "neutral", "dot", final=True),
    ),
    (
        Transition("accept", "Parrainer", ("proposed",), "active", P.EDIT_ROSTER, "sponsorship.accepted"),
        Transition("decline", "Ne pas parrainer", ("proposed",), "ended", P.EDIT_ROSTER, "sponsorship.declined"),
        Transition("withdraw", "Retirer la demande", ("proposed",), "ended", P.ASK_SPONSOR, "sponsorship.withdrawn"),
        Transition("end", "Mettre fin au parrainage", ("active",), "ended", P.EDIT_PEER, "sponsorship.ended"),
    ),
)

ENGAGEMENTS = {"volunteer": "Bénévole", "employee": "Salarié"}
PAUSE_REASONS = {
    "own_wish": "",
    "association": "décidée par l'association",
    "seeking_sponsor": "en recherche de parrain",
    "charter": "la nouvelle version de la charte est à signer",
    "lifted": "la suspension est levée",
}
SUSPENSION_REASONS = {
    "concern": "Une situation doit être éclaircie",
    "charter": "La charte n'a pas été respectée",
    "association": "L'association le demande",
    "other": "Autre raison, à écrire dessous",
}
END_REASONS = {
    "own_wish": "Souhait de la personne",
    "moved": "Déménagement",
    "no_sponsor": "Aucune association ne parraine",
    "charter": "La charte n'a pas été respectée",
    "no_news": "Sans nouvelles",
    "deceased": "Décès",
    "other": "Autre raison, à écrire dessous",
}


def reason_words(step: str, reason: str) -> str:
    """The coded reason of a step, in French; nothing when it has none."""
    words = {"pause": PAUSE_REASONS, "suspend": SUSPENSION_REASONS, "end": END_REASONS}.get(step, {})
    return words.get(reason, "").replace(", à écrire dessous", "")
