"""The foundation's own report: its mutual-help groups and services, and how its peers like to meet."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "gem-et-services",
        "GEM et services",
        "Où les pairs sont accueillis, ce qu'ils y font, comment ils se rencontrent.",
        (
            (ROSTER["service"], "Le service ou le groupe d'entraide mutuelle (GEM) de chaque pair."),
            (ROSTER["part"], "Ce que les pairs font dans leur GEM."),
            (ROSTER["settings"], "Un pair peut aimer se rencontrer de plusieurs façons."),
        ),
    ),
)
