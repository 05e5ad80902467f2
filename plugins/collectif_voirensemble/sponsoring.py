"""What Voir ensemble attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "documents-lisibles",
        "La personne a reçu les documents de l'engagement dans un format qu'elle lit elle-même.",
        "Braille, audio, gros caractères ou fichier texte : personne ne les a lus à sa place.",
    ),
    SponsorshipCondition(
        "guidage-prevu",
        "Si elle souhaite être guidée pour venir aux rencontres, l'association l'organise avec elle.",
    ),
)
CRITERIA = (
    MatchingCriterion("tools", "Outils", "Ce pair utilise cet outil et peut le faire découvrir."),
    MatchingCriterion("formats", "Formats", "Ce pair lit de la même façon que vous."),
    MatchingCriterion("guide_dog", "Chien-guide", "Ce pair connaît la vie avec un chien-guide."),
)
