"""The own reports of ADAPEI 77: how its peers are told things and supported, and how they live their days."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "acces-a-l-information",
        "Documents adaptés et soutien",
        "De quels documents les pairs ont besoin, et qui vient avec eux.",
        (
            (ROSTER["material"], "Une personne peut préférer plusieurs façons de recevoir une information."),
            (ROSTER["support_person"], "Quand quelqu'un de confiance vient aux rencontres."),
        ),
    ),
    counting_report(
        "journees",
        "Journées et déplacements",
        "Ce que les pairs font de leurs journées, et comment ils se déplacent.",
        (
            (ROSTER["activity"], "L'activité principale de chaque pair."),
            (ROSTER["travel"], "Ce qu'il faut prévoir pour une rencontre."),
            (ROSTER["self_advocacy"], "Combien de pairs parlent au nom des autres dans un groupe."),
        ),
    ),
)
