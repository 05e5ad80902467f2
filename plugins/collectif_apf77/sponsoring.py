"""What APF France handicap 77 attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "trajets",
        "L'association et la personne ont parlé des trajets : comment elle viendra, et qui paie le transport adapté.",
        "Une rencontre ne coûte rien à la personne qui donne de son temps.",
    ),
)
CRITERIA = (
    MatchingCriterion("mobility_aid", "Aide à la mobilité", "Se déplacer de la même façon aide à se comprendre."),
    MatchingCriterion("adapted_transport", "Transport", "Le lieu de rencontre dépend du transport de chacun."),
    MatchingCriterion("antenna", "Antenne", "Une antenne proche rend la rencontre plus facile."),
)
