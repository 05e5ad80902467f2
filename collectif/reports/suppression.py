"""Hiding small numbers so that nobody can be recognised, and so that nothing hidden can be worked out (domain rule 15).

A number from 1 to 4 is small. Zero is shown: there is nobody in it to recognise, and the collective needs to know
which sectors have no peer. The functions here are pure; every page and every export shows what they return.

The promise, which the tests check by going through every possible table: knowing these rules and everything that is
shown, at least two values remain possible for each hidden number.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..contributions import Count
from ..text import number

SMALL = range(1, 5)
FEW = Count(None, "moins de 5")
HIDDEN = Count(None, "masqué")


def count(value: int) -> Count:
    """A number that is on its own: the total of a report."""
    return FEW if value in SMALL else _shown(value)


def share_out(values: Sequence[int]) -> tuple[Count, ...] | None:
    """Numbers that add up to a known total, each person being in one of them only.

    Hidden numbers are told by subtraction when there is one of them, or when all must be 1, or all must be 4. The
    smallest other numbers are then hidden too, all those that are equal together, and nothing says which were small:
    what is hidden could be shuffled without any change to what is shown.

    :returns: the counts, or ``None`` when none of them may be shown.
    """
    if not any(value in SMALL for value in values):
        return tuple(_shown(value) for value in values)
    large = [value for value in values if value > SMALL[-1]]
    if not large:
        return None
    if _safe([value for value in values if value in SMALL]):
        return tuple(count(value) for value in values)
    limit = min(large)
    shown = tuple(HIDDEN if 0 < value <= limit else _shown(value) for value in values)
    return None if all(one is HIDDEN for one in shown) else shown


def tell_apart(values: Sequence[int], total: int) -> tuple[Count, ...] | None:
    """Numbers about the same people, who may be in several of them or in none: no subtraction leads to one.

    :returns: the counts, or ``None`` when the people are too few for any to be shown.
    """
    return None if total in SMALL else tuple(count(value) for value in values)


def movements(before: int, started: int, ended: int, after: int) -> tuple[Count, Count]:
    """What began and what ended between two totals: ``before + started - ended == after``.

    The totals stand in this year's report and in last year's, so that one movement tells the other: they are shown or
    hidden together, and hidden when they would tell a total that is hidden.
    """
    if any(value in SMALL for value in (before, started, ended, after)):
        return HIDDEN, HIDDEN
    return _shown(started), _shown(ended)


def _safe(small: Sequence[int]) -> bool:
    """Whether small numbers stay unknown to someone who knows how many they are and their sum."""
    several = len(small) > 1
    return several and len(small) * SMALL[0] < sum(small) < len(small) * SMALL[-1]


def _shown(value: int) -> Count:
    return Count(value, number(value))
