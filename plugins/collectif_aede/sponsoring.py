"""What AEDE attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "hebergement-libre",
        "La personne peut refuser, ou arrêter, sans que cela change rien à son hébergement ni à son accompagnement.",
    ),
    SponsorshipCondition(
        "lieu-a-part",
        "L'association prête un lieu où les rencontres se tiennent sans l'équipe de la résidence.",
        "Chez soi, on n'est pas toujours seul : un lieu à part protège la discrétion.",
    ),
)
CRITERIA = (
    MatchingCriterion("place", "Lieu de vie", "Ce pair connaît ce genre de lieu de vie."),
    MatchingCriterion("later", "Parcours", "Ce pair a connu un avant et un après, lui aussi."),
    MatchingCriterion("helps", "Ce qui aide", "Les deux ont besoin du même rythme."),
)
