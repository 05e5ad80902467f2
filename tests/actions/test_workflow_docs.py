"""The documentation draws the workflow that runs."""

from pathlib import Path

from collectif.actions.workflow import WORKFLOW

PAGE = Path(__file__).parents[2] / "docs" / "workflows.md"


def test_the_diagram_is_the_table():
    assert f"```mermaid\n{WORKFLOW.mermaid()}```" in PAGE.read_text(encoding="utf-8")


def test_every_state_and_move_is_listed():
    text = PAGE.read_text(encoding="utf-8")
    for state in WORKFLOW.states.values():
        assert f"| `{state.name}` | {state.label} |" in text
    for move in WORKFLOW.transitions.values():
        sources = ", ".join(f"`{source}`" for source in move.sources)
        assert f"| {move.label} | {sources} | `{move.target}` | {move.permission.label} |" in text
