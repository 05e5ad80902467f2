"""No hidden number can be worked out, by subtraction or by knowing the rules: every possible table is tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.reports.suppression import (
    SMALL,
    Presences,
    count,
    movements,
    presences,
    presences_of_all,
    share_out,
    share_out_times,
    tell_apart,
)

VALUES = st.integers(min_value=0, max_value=40)


def tables(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to share ``total`` out."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(cells - 1, total - first):
            yield (first, *rest)


def words(counts) -> object:
    return None if counts is None else tuple(one.words for one in counts)


def hidden_places(shown, cells: int) -> list[int]:
    return [place for place in range(cells) if shown is None or shown[place].value is None]


@pytest.mark.parametrize(("cells", "largest"), [(1, 30), (2, 40), (3, 26), (4, 20), (5, 15)])
def test_a_hidden_cell_has_always_two_possible_values(cells, largest):
    for total in range(SMALL[-1] + 1, largest + 1):
        possible = defaultdict(set)
        for values in tables(cells, total):
            shown = share_out(values)
            for place in hidden_places(shown, cells):
                possible[words(shown), place].add(values[place])
        assert [found for found, ways in possible.items() if len(ways) < 2] == []


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_no_small_number_is_ever_shown(values):
    for shown in (share_out(values), tell_apart(values, sum(values)), [count(sum(values))]):
        assert not any(one.value in SMALL or one.words in map(str, SMALL) for one in shown or ())


@given(st.lists(VALUES, min_size=1, max_size=12))
def test_what_is_shown_is_true(values):
    for shown in (share_out(values), tell_apart(values, sum(values))):
        assert shown is None or all(one.value in (None, value) for one, value in zip(shown, values, strict=True))


@given(st.lists(VALUES, min_size=2, max_size=8))
def test_what_is_hidden_is_never_alone(values):
    shown = share_out(values)
    assert shown is None or sum(one.value is None for one in shown) != 1


def test_a_table_without_small_numbers_is_shown_whole():
    assert [one.value for one in share_out([12, 0, 5])] == [12, 0, 5]


def test_small_numbers_are_named_when_that_tells_nothing():
    assert [one.words for one in share_out([12, 1, 3])] == ["12", "moins de 5", "moins de 5"]


def test_the_next_number_is_hidden_when_a_subtraction_would_tell():
    assert [one.words for one in share_out([20, 3, 8])] == ["20", "masqué", "masqué"]
    assert [one.words for one in share_out([20, 8, 3, 8])] == ["20", "masqué", "masqué", "masqué"]


def test_too_few_people_are_not_shared_out():
    assert share_out([2, 2]) is None
    assert tell_apart([3, 0], 3) is None


def test_movements_do_not_tell_each_other_nor_a_total():
    """Two reports, a year apart, show ``before`` and ``after``: the movements seen must leave room for doubt."""
    possible = defaultdict(set)
    for before in range(16):
        for after in range(16):
            for started in range(max(0, after - before), 40):
                ended = before + started - after
                shown = movements(before, started, ended, after)
                key = (count(before).words, count(after).words, words(shown))
                for name, value, seen in (
                    ("before", before, count(before)), ("after", after, count(after)),
                    ("started", started, shown[0]), ("ended", ended, shown[1]),
                ):  # fmt: skip
                    if seen.value is None:
                        possible[key, name].add(value)
    assert [found for found, ways in possible.items() if len(ways) < 2] == []


def test_movements_without_small_numbers_are_shown():
    assert [one.value for one in movements(20, 6, 5, 21)] == [6, 5]
    assert [one.value for one in movements(0, 0, 0, 0)] == [0, 0]


Times = tuple[int, ...]


def crowds(most: int, sessions: int, kinds: int) -> Iterator[tuple[Times, ...]]:
    """Every crowd of at most so many people, each one told by how many times they came to each kind of session."""
    ways = [one for one in product(range(sessions + 1), repeat=kinds) if any(one)]
    for people in range(most + 1):
        yield from combinations_with_replacement(ways, people)


def seen_of(crowd: Sequence[Times], kinds: int) -> tuple[list[int], Any, Any]:
    """How many times people came to each kind, the totals that are shown, the table that is."""
    times = [sum(one[kind] for one in crowd) for kind in range(kinds)]
    people = [sum(one[kind] > 0 for one in crowd) for kind in range(kinds)]
    totals = presences(Presences(len(crowd), sum(times), sum(times), 0))
    table = None if len(crowd) in SMALL else share_out_times(times, people)
    return times, totals, table


CROWDS = [(2, 1, 10), (3, 1, 8), (4, 1, 6), (2, 2, 7), (2, 3, 6)]


@pytest.mark.parametrize(("kinds", "sessions", "most"), CROWDS)
def test_how_often_few_people_came_has_always_two_possible_values(kinds, sessions, most):
    """Someone who knows that there were so many sessions of each kind is not told more."""
    possible = defaultdict(set)
    for crowd in crowds(most, sessions, kinds):
        times, totals, table = seen_of(crowd, kinds)
        key = words(totals), words(table)
        for place in hidden_places(table, kinds):
            possible[key, place].add(times[place])
        for name, value, shown in zip(("people", "times"), (len(crowd), sum(times)), totals, strict=False):
            if shown.value is None:
                possible[key, name].add(value)
    assert [found for found, ways in possible.items() if len(ways) < 2] == []


PRESENCES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 4)), min_size=1, max_size=6)


@given(PRESENCES)
def test_what_few_people_did_is_never_shown(kinds):
    times, people = [one * turns for one, turns in kinds], [one for one, _ in kinds]
    shown = share_out_times(times, people)
    for place, value in enumerate(shown or ()):
        assert value.value in (None, times[place])
        assert not (value.value is not None and people[place] in SMALL)
    hidden = {value for value, one in zip(times, shown or (), strict=shown is not None) if one.value is None}
    assert len(hidden) != 1


def test_places_do_not_tell_who_stayed_away():
    assert [one.words for one in presences(Presences(9, 20, 22, 2))] == ["9", "20", "masqué"]
    assert [one.words for one in presences(Presences(9, 20, 27, 5))] == ["9", "20", "27"]
    assert [one.words for one in presences(Presences(9, 20, 20, 0))] == ["9", "20", "20"]
    assert [one.words for one in presences(Presences(0, 0, 3, 3))] == ["0", "0", "masqué"]


LARGEST, SURE = 16, 12


def test_the_collectives_total_and_one_associations_tell_nothing_of_the_rest():
    """Two associations, whose people may be the same, and people of none. Their totals are what is counted.

    Whoever has the report of the first one learns nothing that it hides; whoever knows all the people of the first one
    does not learn how many the others are, when they are few.
    """
    hidden, left = defaultdict(set), defaultdict(set)
    sure = set()
    for first, second, both, none in product(range(LARGEST + 1), range(LARGEST + 1), range(6), range(6)):
        own, other, total = first + both, second + both, first + second + both + none
        every = words(presences_of_all(*without(total, own, other)))
        report = words(presences(Presences(own, own, own, 0)))
        if own in SMALL:
            hidden[every, report].add(own)
        if second + none in SMALL:
            left[every, own].add(second + none)
        if total <= SURE:
            sure |= {(every, report), (every, own)}
    assert sure & set(hidden)
    assert [one for one, ways in (*hidden.items(), *left.items()) if one in sure and len(ways) < 2] == []


def without(total: int, *parts: int) -> tuple[Presences, list[tuple[int, int]]]:
    return Presences(total, total, total, 0), [(total - one, 0) for one in parts]


@given(st.integers(0, 60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5), st.integers(0, 60))
def test_what_is_shown_of_all_is_true_and_never_few(people, rests, missed):
    came = Presences(people, 2 * people, 2 * people + missed, missed)
    shown = presences_of_all(came, rests)
    for one, value in zip(shown, (came.people, came.times, came.places), strict=True):
        assert one.value in (None, value)
    assert shown[0].value not in range(1, 11)
    assert not people or not any(shown[0].value is not None and left in SMALL for left, _ in rests)
    assert not missed or not any(shown[2].value is not None and left in SMALL for _, left in rests)
