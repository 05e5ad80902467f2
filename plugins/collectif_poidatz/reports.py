"""The own report of AMJ Poidatz: which young people its peers meet, and the schooling they lived."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "jeunes-et-scolarite",
        "Jeunes et scolarité",
        "Quels jeunes les pairs rencontrent, et quelle scolarité ils ont vécue.",
        (
            (ROSTER["public"], "Le public que chaque pair souhaite rencontrer."),
            (ROSTER["levels"], "Une personne a connu plusieurs étapes."),
            (ROSTER["former_pupil"], "Combien de pairs ont été accompagnés ici quand ils étaient jeunes."),
        ),
    ),
)
