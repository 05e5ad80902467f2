"""The life of an application, as a graph."""

from __future__ import annotations

import pytest

from collectif.applications.moves import MOVE_PAGES
from collectif.applications.page import FOLLOWED, NEXT, PLAIN
from collectif.applications.vocabulary import TURNS
from collectif.applications.workflow import CANDIDATE_MOVES, ENDED_STATES, STEP_LABELS, WORKFLOW, turn_of
from collectif.journal.words import ACTS
from collectif.security.grants import ROLE_GRANTS

SENT = set(WORKFLOW.states) - {"draft"}


def reached(state):
    """Every state that may follow."""
    found, waiting = set(), [state]
    while waiting:
        for move in WORKFLOW.allowed_from(waiting.pop()):
            if move.target not in found:
                found.add(move.target)
                waiting.append(move.target)
    return found


@pytest.mark.parametrize("state", WORKFLOW.states)
def test_no_dead_end(state):
    final = {name for name, status in WORKFLOW.states.items() if status.final}
    assert (state in final) == (not WORKFLOW.allowed_from(state))
    assert state in final or reached(state) & final


def test_every_state_is_reached():
    assert reached(WORKFLOW.initial) == SENT


def test_only_a_sponsored_candidate_is_accepted():
    assert WORKFLOW.transitions["accept"].sources == ("sponsored",)
    assert WORKFLOW.transitions["sponsor"].sources == ("admissible",)
    assert [move.name for move in WORKFLOW.transitions.values() if move.target in ("sponsored", "accepted")] == [
        "sponsor", "accept",
    ]  # fmt: skip


def test_each_move_has_a_permission_somebody_holds_a_tag_and_words():
    held = set().union(*(grants.all for grants in ROLE_GRANTS.values()))
    for move in WORKFLOW.transitions.values():
        assert move.permission in held
        assert move.journal_tag in ACTS
        assert STEP_LABELS[move.name]


def test_each_move_is_made_somewhere():
    elsewhere = {*CANDIDATE_MOVES, "sponsor", "accept", "expire"}
    assert set(MOVE_PAGES) | elsewhere == set(WORKFLOW.transitions)


def test_each_state_says_what_comes_next_and_whose_turn_it_is():
    assert set(FOLLOWED) == set(NEXT) == set(PLAIN) == SENT
    assert {turn_of(state, place) for state in WORKFLOW.states for place in (None, 1)} == set(TURNS)
    assert all(turn_of(state, 1) == "" for state in (*ENDED_STATES, "accepted"))
