"""What the Fondation des Amis de l'Atelier attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "service-libre",
        "La personne peut quitter son GEM ou son service sans perdre son parrainage.",
    ),
    SponsorshipCondition(
        "autre-service",
        "Elle n'accompagnera pas quelqu'un de son propre service, sauf si les deux le souhaitent.",
        "Chacun garde un lieu où il n'est ni pair-aidant, ni personne accompagnée.",
    ),
)
CRITERIA = (
    MatchingCriterion("service", "Service", "Ce pair connaît ce genre de service, ou un groupe d'entraide mutuelle."),
    MatchingCriterion("settings", "Cadre", "Ce pair aime se rencontrer de cette façon."),
)
