"""The own report of UNAFAM 77: who bears witness, where, and how families are met."""

from __future__ import annotations

from collectif.plugin_kit import counting_report

from .roster import ROSTER

REPORTS = (
    counting_report(
        "temoignages",
        "Témoignages et familles",
        "Où les pairs racontent leur parcours, et combien rencontrent des familles.",
        (
            (ROSTER["witness"], "Un pair peut témoigner à plusieurs endroits, ou ne pas le souhaiter."),
            (ROSTER["family_group"], "Combien de pairs viennent parler dans un groupe de familles."),
            (ROSTER["welcome_point"], "Le point d'accueil le plus proche de chaque pair."),
        ),
    ),
)
