"""What UNAFAM 77 attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "personne-concernee",
        "Cette personne est elle-même concernée par un handicap psychique : elle ne vient pas comme parent ou proche.",
        "L'aide entre proches est l'aide aux aidants, que l'association propose ailleurs.",
    ),
    SponsorshipCondition(
        "hors-de-la-famille",
        "Elle n'accompagnera personne de sa famille.",
    ),
    SponsorshipCondition(
        "voix-propre",
        "Aucun membre de sa famille ne parlera à sa place ni ne recevra de nouvelles de ses accompagnements.",
        "Même si cette personne est adhérente de l'association.",
    ),
)
CRITERIA = (
    MatchingCriterion("welcome_point", "Point d'accueil", "Les rencontres peuvent se tenir dans un lieu connu."),
    MatchingCriterion("family_group", "Échanges avec les familles", "Ce pair sait aussi parler avec des familles."),
)
