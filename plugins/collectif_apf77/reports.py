"""The two reports of APF France handicap 77, from the fields its roster has (``roster.py``)."""

from __future__ import annotations

from collections.abc import Iterable

from collectif.contributions import Figures, Report, Section
from collectif.plugin_kit import counted, counting_report

from .roster import ROSTER


def places(figures: Figures, year: int) -> Iterable[Section]:
    """The peers by branch, then by sector: two tables, never crossed, so that nobody stands alone in a cell."""
    yield counted(figures, ROSTER["antenna"], "L'antenne de l'association à laquelle chaque pair est rattaché.")
    yield Section("Secteurs", "Le secteur de la commune où habite chaque pair.",
                  table=figures.count_by("sector"), chart=True)  # fmt: skip


REPORTS = (
    counting_report(
        "mobilite",
        "Mobilité et transport adapté",
        "Comment les pairs se déplacent, et leurs besoins.",
        (
            (ROSTER["mobility_aid"], "Ce que chaque pair utilise le plus souvent pour se déplacer."),
            (ROSTER["adapted_transport"], "Pour venir à une rencontre."),
        ),
    ),
    Report("antennes", "Pairs par antenne et par secteur", "Où sont les pairs dans le département.", places),
)
