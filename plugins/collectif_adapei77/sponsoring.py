"""What ADAPEI 77 attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "propre-choix",
        "La personne a dit elle-même qu'elle veut être pair-aidante. Personne ne l'a décidé pour elle.",
        "Ni sa famille, ni son tuteur, ni un établissement.",
    ),
    SponsorshipCondition(
        "mots-simples",
        "L'engagement lui a été expliqué avec des mots simples, et elle l'a redit avec ses propres mots.",
    ),
    SponsorshipCondition(
        "soutien-discret",
        "Si quelqu'un la soutient pendant les rencontres, cette personne s'engage à la même discrétion.",
    ),
)
CRITERIA = (
    MatchingCriterion("material", "Documents adaptés", "Ce pair explique les choses de la façon que vous préférez."),
    MatchingCriterion("support_person", "Personne de soutien", "Une troisième personne peut être là, ou pas."),
    MatchingCriterion("activity", "Activité", "Ce pair connaît le même genre de journée."),
)
