"""Each life is whole: no dead end, nothing out of reach, a permission someone holds and a trace for every move."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from collectif.journal.words import ACTS
from collectif.peers.life import PEER_LIFE, SPONSORSHIP_LIFE
from collectif.security.grants import ROLE_GRANTS
from collectif.workflow import Status, Transition, Workflow

from .workflows import LIVES, PAGE, Life, page, reachable

GRANTED = frozenset().union(*(grants.all for grants in ROLE_GRANTS.values()))


def faults(life: Life) -> Iterator[str]:
    """What is wrong with a life, in words."""
    workflow = life.workflow
    ends = {state.name for state in workflow.states.values() if state.final} | set(life.resting)
    for state in workflow.states.values():
        if state.name not in reachable(workflow, workflow.initial):
            yield f"{state.name}: nothing leads there"
        if not ends & reachable(workflow, state.name):
            yield f"{state.name}: leads nowhere one may stay"
        if state.final and workflow.allowed_from(state.name):
            yield f"{state.name}: is final and is left"
    for move in workflow.transitions.values():
        if unknown := {*move.sources, move.target} - set(workflow.states):
            yield f"{move.name}: {unknown} are no states"
        if move.permission not in GRANTED:
            yield f"{move.name}: no role holds {move.permission}"
        if move.journal_tag not in ACTS:
            yield f"{move.name}: the journal has no words for {move.journal_tag}"


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life.workflow.name)
def test_each_life_is_whole(life: Life) -> None:
    assert list(faults(life)) == []


def test_every_workflow_is_in_the_table(app: object) -> None:
    modules = [module for name, module in sys.modules.items() if name.startswith("collectif.")]
    found = {id(one): one.name for module in modules for one in vars(module).values() if isinstance(one, Workflow)}
    assert set(found.values()) == {life.workflow.name for life in LIVES}


def test_the_page_is_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.conventions.workflows"


def broken(*moves: Transition, states: tuple[Status, ...] = ()) -> Life:
    """The peer's life with other moves or states."""
    table = (*PEER_LIFE.states.values(), *states), (*PEER_LIFE.transitions.values(), *moves)
    return Life("", "", Workflow("peer", "preparing", *table), ("active",))


def test_what_is_wrong_would_be_seen() -> None:
    pause = PEER_LIFE.transitions["pause"]
    trap = replace(pause, name="trap", target="trapped")
    assert list(faults(broken(states=(Status("lonely", "seul"),)))) == [
        "lonely: nothing leads there", "lonely: leads nowhere one may stay",
    ]  # fmt: skip
    assert "trapped: leads nowhere one may stay" in list(faults(broken(trap, states=(Status("trapped", "pris"),))))
    assert "back: no role holds nobody" in list(faults(broken(replace(pause, name="back", permission="nobody"))))  # type: ignore[arg-type]
    assert "tag: the journal has no words for peer.what" in list(
        faults(broken(replace(pause, name="tag", journal_tag="peer.what")))
    )
    assert "ended: is final and is left" in list(faults(broken(replace(pause, name="rise", sources=("ended",)))))
    assert list(faults(broken(replace(pause, name="away", target="moon")))) == ["away: {'moon'} are no states"]


def test_only_two_moves_lead_to_active_and_both_ask_the_gates() -> None:
    """Their names are those :class:`collectif.activation.services.Activation` answers for."""
    assert {move.name for move in PEER_LIFE.transitions.values() if move.target == "active"} == {"activate", "resume"}
    assert {move.name for move in SPONSORSHIP_LIFE.transitions.values() if move.target == "active"} == {"accept"}
