"""AEDE's own report: where its peers live, and what to plan for their encounters."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "lieux-de-vie",
        "Lieux de vie et rythme",
        "Où vivent les pairs, et ce qu'il faut prévoir pour les rencontres.",
        (
            (ROSTER["place"], "Le genre de lieu où vit chaque pair."),
            (ROSTER["helps"], "Une personne peut avoir besoin de plusieurs choses."),
            (ROSTER["neighbours"], "Accompagner quelqu'un de la même résidence."),
        ),
    ),
)
