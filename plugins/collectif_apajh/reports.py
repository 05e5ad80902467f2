"""APAJH's own report: who its peers can meet, and what they know from inside."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "ages-et-services",
        "Âges et services",
        "Quels âges les pairs aiment rencontrer, et quels services ils connaissent.",
        (
            (ROSTER["ages"], "Un pair peut aimer rencontrer plusieurs âges."),
            (ROSTER["services"], "Un pair peut connaître plusieurs services, ou aucun."),
            (ROSTER["council"], "Combien de pairs siègent dans un conseil de la vie sociale."),
        ),
    ),
)
