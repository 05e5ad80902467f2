"""The own report of UGECAM Île-de-France: employed and volunteer peers, by centre, by presence, by task."""

from __future__ import annotations

from collections.abc import Iterable

from collectif.contributions import Figures, Report, Section
from collectif.plugin_kit import counted

from .roster import ROSTER


def centres(figures: Figures, year: int) -> Iterable[Section]:
    """Who comes in and who goes, who is paid, then each question apart: never crossed."""
    yield Section(
        "L'équipe des pairs",
        "Les personnes présentes au dernier jour de la période, et les mouvements de l'année.",
        figures=(("pairs", figures.total), ("arrivées", figures.started), ("départs", figures.ended)),
        table=figures.count_by("engagement"),
        chart=True,
    )
    yield counted(figures, ROSTER["centre"], "Le centre où chaque pair intervient.")
    yield counted(figures, ROSTER["presence"])
    yield counted(figures, ROSTER["tasks"], "Un pair peut faire plusieurs choses.")


REPORTS = (
    Report("centres", "Pairs dans les centres", "Combien de pairs salariés et bénévoles, où et pour quoi.", centres),
)
