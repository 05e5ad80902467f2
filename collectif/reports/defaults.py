"""The yearly report every association has (domain.md §7), as far as the product knows the facts today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..contributions import Figures, Report, Section
from ..hookspecs import hookimpl

ONE_DAY = "Les personnes sont comptées au dernier jour de la période."
FAMILIES = (
    "Ce que les pairs disent avoir vécu. Une personne peut être comptée dans plusieurs familles, ou n'en avoir "
    "choisi aucune. Ce n'est jamais un diagnostic."
)


def annual(figures: Figures, year: int) -> Iterable[Section]:
    """Peers sponsored, what moved in the year, and the same people by situation, engagement, family and sector; then
    exchange sessions and actions."""
    yield Section(
        "Les pairs parrainés",
        ONE_DAY,
        figures=(
            ("pairs parrainés", figures.total),
            ("parrainages commencés dans l'année", figures.started),
            ("parrainages terminés dans l'année", figures.ended),
        ),
    )
    if figures.is_current:
        yield Section("Situation", "La situation de chaque pair, telle qu'elle est aujourd'hui.",
                      table=figures.count_by("state"), chart=True)  # fmt: skip
    yield Section("Bénévoles et salariés", table=figures.count_by("engagement"), chart=True)
    yield Section("Familles de handicap", FAMILIES, table=figures.count_by("family"), chart=True)
    yield Section("Secteurs", "Le secteur de la commune où habite chaque pair.",
                  table=figures.count_by("sector"), chart=True)  # fmt: skip
    yield from figures.activities


ANNUAL = Report(
    "annuel",
    "Rapport annuel",
    "Le rapport commun à toutes les associations : combien de pairs, qui ils sont, les rencontres et les actions, en "
    "nombres.",
    annual,
)


@hookimpl
def collectif_reports() -> Sequence[Report]:
    return (ANNUAL,)
