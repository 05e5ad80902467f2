"""What APAJH attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "tous-handicaps",
        "La personne accepte de rencontrer quelqu'un dont le handicap est différent du sien.",
        "L'association s'adresse à tous les handicaps. La personne peut toujours refuser une rencontre.",
    ),
    SponsorshipCondition(
        "jeunes",
        "Avec la personne, l'association a parlé de ce qui change quand la personne rencontrée est mineure.",
        "Un mineur donne son propre accord, et sa famille donne le sien.",
    ),
)
CRITERIA = (
    MatchingCriterion("ages", "Âges", "Ce pair aime rencontrer des personnes de cet âge."),
    MatchingCriterion("services", "Services connus", "Ce pair connaît de l'intérieur le même genre de service."),
)
