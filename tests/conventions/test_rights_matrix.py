"""Every route × every person, on another association's objects too: who gets through, who is refused, and how."""

from __future__ import annotations

from typing import Any

import pytest
from webob import Response

from collectif import make_config
from collectif.security.policy import SecurityPolicy
from tests.support.apps import test_settings
from tests.support.world import PERSONAS

from .routes import PRIVATE_WORDS, TABLE, Row
from .surface import READING, WRITING, Surface

FILES = ("application/", "image/")


@pytest.fixture
def config(tmp_path: Any) -> Any:
    config = make_config({}, **test_settings("sqlite://", tmp_path))
    config.commit()
    return config


def test_each_route_has_a_row(config: Any) -> None:
    assert Surface(config.registry).without_row(TABLE) == set()


def test_each_row_has_a_route(config: Any) -> None:
    assert Surface(config.registry).without_view(TABLE) == set()


def test_a_new_route_would_be_seen(config: Any) -> None:
    config.add_route("forgotten", "/oubli")
    config.add_view(lambda request: None, route_name="forgotten", renderer="json", request_method="POST")
    config.commit()
    assert Surface(config.registry).without_row(TABLE) == {"POST forgotten"}


def test_a_row_left_behind_would_be_seen(config: Any) -> None:
    assert Surface(config.registry).without_view([*TABLE, Row("GET", "gone", frozenset())]) == {"GET gone"}


def fault(row: Row, persona: str, method: str, answer: Any) -> str | None:
    """What is wrong with this answer, in words; ``None`` when it is the one expected."""
    wanted = expected(row, persona, method)
    signing_in = "/connexion" in answer.headers.get("Location", "") and "retour=" in answer.location
    if answer.status_int in wanted and signing_in == (persona == "visitor" and wanted == {303}):
        return None
    return f"{method} {row} {persona}: {answer.status_int} {answer.headers.get('Location', '')}, not {sorted(wanted)}"


def expected(row: Row, persona: str, method: str) -> set[int]:
    if persona in row.absent:
        return {404}
    if persona not in row.who | row.elsewhere:
        return {303} if persona == "visitor" and method == READING else {403}
    if method == WRITING:
        return {200, 303, 422}
    return {303} if persona in row.elsewhere else {row.answer}


def words_given_away(persona: str, answer: Any) -> set[str]:
    """Private words that are in this answer and are not for this person."""
    if answer.content_type.startswith(FILES):
        return set()
    body = answer.body.decode("utf-8", "replace").casefold()
    return {word for word, readers in PRIVATE_WORDS.items() if persona not in readers and word in body}


@pytest.mark.parametrize(
    ("persona", "method", "status", "location"),
    [
        ("peer", READING, 200, ""),
        ("peer", READING, 404, ""),
        ("peer", READING, 303, "/connexion?retour=%2F"),
        ("visitor", READING, 403, ""),
        ("visitor", WRITING, 303, "/intranet"),
        ("admin", READING, 403, ""),
        ("admin", WRITING, 500, ""),
    ],
)
def test_a_wrong_answer_would_be_seen(persona: str, method: str, status: int, location: str) -> None:
    answer = Response(status=status, location=location) if location else Response(status=status)
    assert fault(Row("GET POST", "accounts", frozenset({"admin"})), persona, method, answer)


def test_a_page_that_says_too_much_would_be_seen() -> None:
    answer = Response("<p>Zoé ZEPHYRELLE, Améthyste</p>", content_type="text/html", charset="utf-8")
    assert words_given_away("other_referent", answer) == {"zephyrelle"}
    assert words_given_away("referent", answer) == set()
    assert words_given_away("visitor", answer) == {"zephyrelle", "améthyste"}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_rights(row: Row, visits: Any) -> None:
    path, faults = visits.path(row), []
    inside = [persona for persona in PERSONAS if persona in row.who | row.elsewhere]
    outside = [persona for persona in PERSONAS if persona not in inside]

    def look(persona: str, method: str) -> None:
        answer = visits.ask(persona, method, path, row.form)
        faults.append(fault(row, persona, method, answer))
        faults.extend(f"{method} {row} tells {persona}: {word}" for word in words_given_away(persona, answer))

    methods = [method for method in (WRITING, READING) if visits.surface.accepts(row, method)]
    for persona, method in [(one, method) for method in methods for one in outside]:
        look(persona, method)
    if row.csrf and WRITING in methods:
        for persona in inside:
            answer = visits.ask(persona, WRITING, path, row.form, token=False)
            faults.append(None if answer.status_int == 400 else f"{row} {persona}: {answer.status_int} without token")
    for persona, method in [(one, method) for method in reversed(methods) for one in inside]:
        look(persona, method)
    told = list(filter(None, faults))
    assert not told, "\n".join(told)


@pytest.mark.parametrize("route", ["accounts", "roster", "organisation_edit"])
def test_a_door_left_open_would_be_seen(route: str, visits: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SecurityPolicy, "permits", lambda *args: True)
    row = next(row for row in TABLE if row.route == route)
    with pytest.raises(AssertionError, match="200"):
        test_rights(row, visits)
