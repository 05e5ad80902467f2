"""Hiding small numbers so that nobody can be recognised, and so that nothing hidden can be worked out (domain rule 15).

A number from 1 to 4 is small. Zero is shown: there is nobody in it to recognise, and the collective needs to know
which sectors have no peer. The functions here are pure; every page and every export shows what they return.

The promise, which the tests check by going through every possible table: knowing these rules and everything that is
shown, at least two values remain possible for each hidden number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..contributions import Count
from ..text import number

SMALL = range(1, 5)
SMALL_FOR_ALL = range(1, 11)
FEW = Count(None, "moins de 5")
FEW_FOR_ALL = Count(None, "moins de 11")
HIDDEN = Count(None, "masqué")


@dataclass(frozen=True)
class Presences:
    """How people came to what they had a place at.

    :param people: how many different people came at least once; :param times: how many times someone came.
    :param places: how many places people had, those where they did not come included.
    :param missed: how many different people had a place and did not come, once at least.
    """

    people: int
    times: int
    places: int
    missed: int


def count(value: int) -> Count:
    """A number that is on its own: the total of a report."""
    return FEW if value in SMALL else _shown(value)


def count_of_all(value: int) -> Count:
    """The same in what the whole collective reads."""
    return FEW_FOR_ALL if value in SMALL_FOR_ALL else _shown(value)


def things(value: int) -> Count:
    """A number of things, not of people: nothing in it is anyone's."""
    return _shown(value)


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


def presences(came: Presences) -> tuple[Count, Count, Count]:
    """People who came, times they came, places they had.

    So few people that they stay hidden came so few times too, or nearly: the three stay hidden together. The places
    give away, by subtraction, how many did not come.
    """
    if came.people in SMALL:
        return FEW, HIDDEN, HIDDEN
    places = HIDDEN if came.missed in SMALL else _shown(came.places)
    return _shown(came.people), _shown(came.times), places


def presences_of_all(came: Presences, rests: Sequence[tuple[int, int]]) -> tuple[Count, Count, Count]:
    """The same for the whole collective, which people read who know a part of it: they may take that part away.

    A total is shown when what is left of it is nobody or five people at least, whoever takes their part away; and from
    eleven people on: under that, knowing this rule would tell the number of a part that is hidden. What is hidden does
    not say which of the two is the reason.

    :param rests: what is left once each known part is taken away: people who came, people who did not.
    """
    if not _keeps_rests(came.people, [people for people, _ in rests]):
        return HIDDEN, HIDDEN, HIDDEN
    safe = _keeps_rests(came.missed, [missed for _, missed in rests])
    return _shown(came.people), _shown(came.times), _shown(came.places) if safe else HIDDEN


def share_out_times(times: Sequence[int], people: Sequence[int]) -> tuple[Count, ...] | None:
    """How many times someone came, shared out; ``people``: how many different people, who may be in several of them.

    What is small is the number of people. Hidden numbers are told by subtraction when they are all equal: all those up
    to some limit are hidden, two of them at least being different, and could be shuffled without any change to what
    is shown.

    :returns: the counts, or ``None`` when none may be shown, not even which are zero.
    """
    small = [one for one, count in zip(times, people, strict=True) if count in SMALL]
    if not small:
        return tuple(_shown(value) for value in times)
    for limit in sorted(value for value in set(times) if value >= max(small)):
        if len({value for value in times if 0 < value <= limit}) > 1 and limit < max(times):
            return tuple(HIDDEN if 0 < value <= limit else _shown(value) for value in times)
    return None


def _keeps_rests(total: int, rests: Sequence[int]) -> bool:
    return not total or (total not in SMALL_FOR_ALL and not any(rest in SMALL for rest in rests))


def _safe(small: Sequence[int]) -> bool:
    """Whether small numbers stay unknown to someone who knows how many they are and their sum."""
    several = len(small) > 1
    return several and len(small) * SMALL[0] < sum(small) < len(small) * SMALL[-1]


def _shown(value: int) -> Count:
    return Count(value, number(value))
