"""Whatever a program asks, the interface answers as its description says: never an unexpected error."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from schemathesis.engine import events, from_schema

from collectif.parameters import WholeNumber

CONFIGURATION = {
    "workers": 1,
    "generation": {"max-examples": 12, "deterministic": True},
    "phases": {"stateful": {"enabled": False}},
}


def fuzz(app: Any, only: str = "") -> tuple[int, list[str]]:
    """Ask as the description allows, and as it does not.

    :param only: the one address to ask. :returns: how many questions, and what was wrong.
    """
    config = schemathesis.Config.from_dict(CONFIGURATION)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)
    schema = schema.include(path=only) if only else schema
    asked, wrong = 0, []
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            wrong += failures(event.recorder)
        elif isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.value!r}")
        elif isinstance(event, events.FatalError):
            raise event.exception
    return asked, wrong


def failures(recorder: Any) -> list[str]:
    """What the checks of one series of questions said."""
    checks = [check for of_case in recorder.checks.values() for check in of_case]
    found = [check.failure_info.failure for check in checks if check.failure_info is not None]
    return [f"{failure.operation}: {failure.title}\n{failure.message}" for failure in found]


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_answers_are_those_described(app: Any, filled: None) -> None:
    asked, wrong = fuzz(app)
    assert not wrong, "\n\n".join(wrong)
    assert asked > 300


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_description_that_lies_would_be_seen(app: Any, filled: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WholeNumber, "read", lambda parameter, session, text: parameter.least)
    _, wrong = fuzz(app, "/api/v1/axes")
    assert any("GET /api/v1/axes" in one for one in wrong), wrong
    monkeypatch.setattr(WholeNumber, "read", lambda parameter, session, text: 1 // 0)
    _, wrong = fuzz(app, "/api/v1/axes")
    assert any("Server error" in one for one in wrong), wrong
