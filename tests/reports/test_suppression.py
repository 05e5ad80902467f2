"""No hidden number can be worked out, by subtraction or by knowing the rules: every possible table is tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.reports.suppression import SMALL, count, movements, share_out, tell_apart

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
