"""Drawings of numbers, as plain data for ``templates/charts.pt``: bars, and a line from a start to a target.

A drawing never stands alone: its description says the same in a sentence, and a table says it in full.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from .contributions import Count
from .quantities import quantity_words
from .text import short_date

# Where the line may go, in per cent of the drawing; around it stand its words.
LEFT, RIGHT, TOP, BOTTOM = 3.0, 97.0, 18.0, 78.0
# Between two values that are written, in per cent: closer, they would cover each other on a telephone.
APART = 13.0


@dataclass(frozen=True)
class Bar:
    """One bar; ``share`` is its length, in per cent of the longest (0 when its number is hidden)."""

    label: str
    count: Count
    share: float


@dataclass(frozen=True)
class Chart:
    """Bars, and the sentence that says the same."""

    title: str
    description: str
    bars: list[Bar]


def bars(numbers: Sequence[tuple[str, Count]]) -> list[Bar]:
    """Bars whose longest is the largest number that is shown."""
    longest = max((count.value or 0 for _, count in numbers), default=0) or 1
    return [Bar(label, count, 100 * (count.value or 0) / longest) for label, count in numbers]


@dataclass(frozen=True)
class Dot:
    """A value in its place, in per cent; ``label`` may be empty.

    ``anchor`` keeps its words inside the drawing; ``above``: they stand over the dot, where no line passes.
    """

    x: float
    y: float
    label: str
    anchor: str
    above: bool


@dataclass(frozen=True)
class Line:
    """Dots in the order of days, the lines between them, and the level of the target."""

    title: str
    description: str
    dots: list[Dot]
    segments: list[tuple[Dot, Dot]]
    target: float
    target_label: str
    first_day: str
    last_day: str


def line(
    title: str, values: Sequence[tuple[date, Decimal]], target: tuple[date, Decimal], unit: str, description: str
) -> Line:
    """The drawing of ``values``, the first of which is the baseline, on their way to ``target``."""
    days = [day for day, _ in values] + [target[0]]
    levels = [value for _, value in values] + [target[1]]
    start, end, low, high = min(days), max(days), min(levels), max(levels)
    places = [_place((day - start).days, (end - start).days, LEFT, RIGHT) for day, _ in values]
    said = _said(places)
    dots = [
        _dot(x, _level(value, low, high), quantity_words(value) if rank in said else "",
             above=rank + 1 < len(values) and values[rank + 1][1] < value)
        for rank, (x, (_, value)) in enumerate(zip(places, values, strict=True))
    ]  # fmt: skip
    return Line(
        title, description, dots, list(pairwise(dots)), _level(target[1], low, high),
        f"Objectif : {quantity_words(target[1])} {unit}", short_date(start), short_date(end),
    )  # fmt: skip


def _said(places: Sequence[float]) -> set[int]:
    """Which values are written: the last, and going back from it those that have room."""
    kept: list[int] = []
    for rank in reversed(range(len(places))):
        if not kept or places[kept[-1]] - places[rank] >= APART:
            kept.append(rank)
    return set(kept)


def _dot(x: float, y: float, label: str, *, above: bool) -> Dot:
    # The line comes from the left: on a narrow screen it is steep, and would cross words in the middle.
    return Dot(x, y, label, "end" if x > 88 else "start", above)


def _level(value: Decimal, low: Decimal, high: Decimal) -> float:
    """High values are at the top."""
    return _place(float(high - value), float(high - low), TOP, BOTTOM)


def _place(part: float, whole: float, first: float, last: float) -> float:
    share = part / whole if whole else 0.5
    return round(first + share * (last - first), 2)
