"""Majorities: ties, abstentions, and no rule that adopts what a stricter one rejects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.meetings.majority import Count, outcome
from collectif.meetings.vocabulary import MAJORITIES

VOTES = st.integers(0, 20)
COUNTS = st.builds(
    lambda yes, no, blank, silent: Count(yes, no, blank, yes + no + blank + silent), VOTES, VOTES, VOTES, VOTES
)
ANY = st.sampled_from(list(MAJORITIES))


@given(ANY, VOTES, VOTES, VOTES)
def test_a_tie_adopts_nothing(majority, side, blank, silent):
    found = outcome(majority, Count(side, side, blank, 2 * side + blank + silent))
    assert not found.adopted
    assert "égalité" in found.words or not side


@given(ANY, VOTES, VOTES)
def test_when_all_abstain_nothing_is_adopted(majority, blank, silent):
    found = outcome(majority, Count(0, 0, blank, blank + silent))
    assert not found.adopted
    assert "personne ne s'est prononcé" in found.words


@given(ANY, COUNTS)
def test_the_words_say_the_result(majority, count):
    found = outcome(majority, count)
    assert found.words.startswith("Adopté" if found.adopted else "Rejeté")
    assert f"{count.in_favour} pour, {count.against} contre" in found.words


@given(ANY, COUNTS)
def test_more_against_never_adopts(majority, count):
    if outcome(majority, count).adopted:
        assert count.in_favour > count.against


@given(ANY, COUNTS)
def test_one_more_in_favour_never_rejects(majority, count):
    more = Count(count.in_favour + 1, count.against, count.abstentions, count.voices + 1)
    assert outcome(majority, more).adopted or not outcome(majority, count).adopted


@given(COUNTS)
def test_every_rule_is_stricter_than_the_simple_one(count):
    for majority in ("absolute", "two_thirds", "consensus"):
        assert outcome("simple", count).adopted or not outcome(majority, count).adopted


@given(st.sampled_from(["simple", "two_thirds", "consensus"]), COUNTS, VOTES)
def test_abstentions_change_nothing_except_for_the_absolute_majority(majority, count, more):
    padded = Count(count.in_favour, count.against, count.abstentions + more, count.voices + more)
    assert outcome(majority, padded).adopted is outcome(majority, count).adopted


@pytest.mark.parametrize(
    ("majority", "count", "adopted"),
    [("absolute", Count(5, 0, 5, 10), False), ("absolute", Count(6, 0, 4, 10), True),
     ("two_thirds", Count(4, 2, 9, 15), True), ("two_thirds", Count(5, 3, 0, 8), False),
     ("consensus", Count(1, 0, 9, 10), True), ("consensus", Count(9, 1, 0, 10), False),
     ("simple", Count(2, 1, 9, 12), True)],
)  # fmt: skip
def test_examples(majority, count, adopted):
    assert outcome(majority, count).adopted is adopted
