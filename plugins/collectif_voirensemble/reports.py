"""The own reports of Voir ensemble: formats to print and record in, and what its peers need and can show."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "formats",
        "Formats de lecture",
        "Combien d'exemplaires préparer, et dans quels formats.",
        (
            (ROSTER["formats"], "Une personne peut préférer plusieurs formats."),
            (ROSTER["braille"], "Le braille que lisent celles et ceux qui le lisent."),
        ),
    ),
    counting_report(
        "guidage-et-outils",
        "Guidage et outils",
        "Ce qu'il faut prévoir pour venir à une rencontre, et ce que les pairs peuvent faire découvrir.",
        (
            (ROSTER["guiding"], "Quand les pairs souhaitent être guidés."),
            (ROSTER["guide_dog"], "Combien de pairs viennent avec un chien-guide."),
            (ROSTER["tools"], "Une personne peut utiliser plusieurs outils."),
        ),
    ),
)
