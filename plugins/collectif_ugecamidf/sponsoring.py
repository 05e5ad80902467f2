"""What UGECAM Île-de-France attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "ni-soin-ni-dossier",
        "Le poste de la personne ne comporte aucun soin, et ne lui donne pas accès aux dossiers médicaux.",
    ),
    SponsorshipCondition(
        "parole-protegee",
        "Ce qu'on lui confie comme pair n'est pas transmis à sa hiérarchie, sauf danger.",
        "L'employeur parraine, il n'écoute pas.",
    ),
    SponsorshipCondition(
        "temps-prevu",
        "Les rencontres entre pairs et les formations sont prévues sur son temps de travail, si elle est salariée.",
    ),
)
CRITERIA = (
    MatchingCriterion("tasks", "Ce que fait ce pair", "Ce pair a l'habitude d'aider pour cela."),
    MatchingCriterion("centre", "Centre", "Ce pair intervient dans le centre que la personne connaît."),
    MatchingCriterion("days", "Jours", "Ce pair est présent le jour qui convient."),
)
