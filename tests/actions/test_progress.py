"""Arithmetic of progress: exact, and the same truth in numbers and in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import colander
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from collectif.actions.follow_models import ActionMilestone, Exact
from collectif.actions.progress import MilestonesDone, Way
from collectif.charts import APART, BOTTOM, LEFT, RIGHT, TOP, line
from collectif.quantities import Quantity, quantity_node, quantity_words

numbers = st.integers(-(10**12) + 1, 10**12 - 1).map(lambda thousandths: Decimal(thousandths) / 1000)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@st.composite
def ways(draw):
    low, high = sorted((draw(numbers), draw(numbers)))
    return Way(low, high, "up") if draw(st.booleans()) else Way(high, low, "down")


@given(ways(), numbers)
def test_a_hundred_per_cent_is_the_target_and_nothing_less(way, value):
    assert way.consistent
    assert (way.percent(value) >= 100) == way.reached(value)


@given(ways(), numbers, numbers)
def test_a_better_value_is_never_less_of_the_way(way, one, other):
    worse, better = sorted((one, other), reverse=way.direction == "down")
    assert way.percent(worse) <= way.percent(better)


@given(ways(), numbers, numbers)
def test_the_same_way_elsewhere_or_mirrored_is_as_far(way, value, shift):
    moved = Way(way.baseline + shift, way.target + shift, way.direction)
    mirrored = Way(-way.baseline, -way.target, "down" if way.direction == "up" else "up")
    assert way.percent(value) == moved.percent(value + shift) == mirrored.percent(-value)


@given(ways())
def test_the_ends_of_the_way(way):
    assume(way.baseline != way.target)
    assert (way.percent(way.baseline), way.percent(way.target)) == (0, 100)
    assert way.words(way.target) == "Objectif atteint."


@given(ways(), numbers)
def test_words_agree_with_the_numbers(way, value):
    words = way.words(value)
    assert words.startswith("Objectif atteint") == (value == way.target)
    assert words.startswith("Objectif dépassé") == (way.reached(value) and value != way.target)
    assert words.startswith("En recul") == (way.percent(value) < 0)


@pytest.mark.parametrize(
    ("baseline", "target", "direction", "value", "percent", "words"),
    [
        ("0", "40", "up", "12.5", 31, "31\u00a0% du chemin vers l'objectif."),
        ("0", "3", "up", "2.999", 99, "99\u00a0% du chemin vers l'objectif."),
        ("20", "5", "down", "8", 80, "80\u00a0% du chemin vers l'objectif."),
        ("20", "5", "down", "23", -20, "En recul par rapport au départ."),
        ("20", "5", "down", "4", 106, "Objectif dépassé."),
        ("5", "5", "up", "5", 100, "Objectif atteint."),
        ("5", "5", "up", "4.999", 0, "Objectif manqué."),
        ("5", "5", "down", "6", 0, "Objectif manqué."),
    ],
)
def test_examples(baseline, target, direction, value, percent, words):
    way = Way(Decimal(baseline), Decimal(target), direction)
    assert (way.percent(Decimal(value)), way.words(Decimal(value))) == (percent, words)


def test_nothing_measured():
    assert Way(Decimal(0), Decimal(1)).words(None) == "Aucune mesure pour le moment."


@given(numbers)
def test_a_number_is_read_as_it_was_written(value):
    node = quantity_node()
    assert node.deserialize(node.serialize(value)) == value
    assert Quantity().deserialize(node, quantity_words(value)) == value


@given(st.text(max_size=12))
def test_what_is_no_number_is_refused_and_nothing_else_happens(text):
    try:
        value = quantity_node().deserialize(text)
    except colander.Invalid:
        return
    assert abs(value) < 10**9
    assert value == value.quantize(Decimal("0.001"))


@given(numbers)
def test_the_column_keeps_every_decimal(value):
    stored = Exact().process_bind_param(value, None)
    assert Exact().process_result_value(stored, None) == value


@given(st.lists(st.tuples(days, st.none() | days), max_size=8), days)
def test_milestones_add_up(dates, on):
    done = MilestonesDone.of([ActionMilestone(due_on=due, done_on=at) for due, at in dates], on)
    assert done.done + done.late <= done.total == len(dates)
    assert ("en retard" in done.words) == bool(done.late)


@given(st.lists(st.tuples(days, numbers), min_size=1, max_size=9), days, numbers)
def test_a_drawing_stays_in_its_frame(values, target_day, target):
    drawn = line("t", sorted(values), (target_day, target), "personnes", "d")
    assert len(drawn.segments) == len(values) - 1
    for dot in drawn.dots:
        assert LEFT <= dot.x <= RIGHT
        assert TOP <= dot.y <= BOTTOM
    assert TOP <= drawn.target <= BOTTOM
    written = [dot.x for dot in drawn.dots if dot.label]
    assert all(after - before >= APART for before, after in pairwise(written))
    assert drawn.dots[-1].label == quantity_words(sorted(values)[-1][1])
