"""What AMJ Poidatz attests before it sponsors someone, and what counts in a match."""

from __future__ import annotations

from collectif.contributions import MatchingCriterion, SponsorshipCondition

CONDITIONS = (
    SponsorshipCondition(
        "majorite",
        "La personne a montré une pièce d'identité : elle est majeure. Aucune copie n'en est gardée.",
    ),
    SponsorshipCondition(
        "aupres-de-mineurs",
        "L'association a fait les vérifications que la loi demande à qui rencontre des mineurs.",
        "Même si la personne ne souhaite rencontrer que de jeunes majeurs : les lieux sont les mêmes.",
    ),
    SponsorshipCondition(
        "double-accord",
        "La personne sait qu'un mineur donne son propre accord, et que sa famille donne le sien.",
    ),
)
CRITERIA = (
    MatchingCriterion("levels", "Scolarité", "Ce pair a connu la même étape de l'école."),
    MatchingCriterion("public", "Public", "Ce pair rencontre des jeunes de cet âge."),
)
