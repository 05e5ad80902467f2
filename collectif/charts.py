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
# With more points than that, only the last one says its value.
MOST_LABELS = 6


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
    """A value in its place, in per cent; ``label`` may be empty. ``anchor`` keeps its words inside the drawing."""

    x: float
    y: float
    label: str
    anchor: str


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
    dots = [
        _dot(_place((day - start).days, (end - start).days, LEFT, RIGHT), _level(value, low, high),
             quantity_words(value) if len(values) <= MOST_LABELS or rank == len(values) - 1 else "")
        for rank, (day, value) in enumerate(values)
    ]  # fmt: skip
    return Line(
        title, description, dots, list(pairwise(dots)), _level(target[1], low, high),
        f"Objectif : {quantity_words(target[1])} {unit}", short_date(start), short_date(end),
    )  # fmt: skip


def _dot(x: float, y: float, label: str) -> Dot:
    return Dot(x, y, label, "start" if x < 12 else "end" if x > 88 else "middle")


def _level(value: Decimal, low: Decimal, high: Decimal) -> float:
    """High values are at the top."""
    return _place(float(high - value), float(high - low), TOP, BOTTOM)


def _place(part: float, whole: float, first: float, last: float) -> float:
    share = part / whole if whole else 0.5
    return round(first + share * (last - first), 2)
