"""The two reports of APF France handicap 77, from the fields its roster has (``roster.py``)."""

from __future__ import annotations

from collections.abc import Iterable

from collectif.contributions import Figures, Report, Section

from .roster import ANTENNAS, MOBILITY_AIDS, YES_NO


def mobility(figures: Figures, year: int) -> Iterable[Section]:
    """How the peers move, and how many need adapted transport to come to an encounter."""
    yield Section("Les pairs parrainés", figures=(("pairs parrainés", figures.total),))
    yield Section(
        "Aide à la mobilité",
        "Ce que chaque pair utilise le plus souvent pour se déplacer.",
        table=figures.count_by("mobility_aid", "Aide à la mobilité", dict(MOBILITY_AIDS)),
        chart=True,
    )
    yield Section(
        "Transport adapté",
        "Les pairs qui ont besoin d'un transport adapté pour venir à une rencontre.",
        table=figures.count_by("adapted_transport", "Besoin de transport adapté", dict(YES_NO)),
        chart=True,
    )


def places(figures: Figures, year: int) -> Iterable[Section]:
    """The peers by branch, then by sector: two tables, never crossed, so that nobody stands alone in a cell."""
    yield Section(
        "Antennes",
        "L'antenne de l'association à laquelle chaque pair est rattaché.",
        table=figures.count_by("antenna", "Antenne", dict(ANTENNAS)),
        chart=True,
    )
    yield Section("Secteurs", "Le secteur de la commune où habite chaque pair.",
                  table=figures.count_by("sector"), chart=True)  # fmt: skip


REPORTS = (
    Report("mobilite", "Mobilité et transport adapté", "Comment les pairs se déplacent, et leurs besoins.", mobility),
    Report("antennes", "Pairs par antenne et par secteur", "Où sont les pairs dans le département.", places),
)
