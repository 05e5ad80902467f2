"""Whatever is asked of an address, by whoever may open it, the answer is a sane one and never an unexpected error."""

from __future__ import annotations

import gc
from typing import Any
from urllib.parse import quote

import pytest
from lxml import html

from tests.support.world import PERSONAS

from .routes import PUBLIC, TABLE, Row
from .surface import READING

QUERIES = (
    "page=-1&tri=x&format=exe",
    "%ff=%ff&page=%ff",
    "page=99999999999999999999&tri=-&annee=99999999999999999999",
    "page=1&page=2&tri=nom&tri=-nom&format=csv&format=pdf",
    "page=%C2%B2&annee=-1&axe=x&genre=x&voir=x",
    "retour=//ailleurs.example&format=",
    "=&&&;=%&a[]=1",
    "q=" + "9" * 6000,
)
VALUES = ("x", "-1", "99999999999999999999", "%", "_'\"<", "é" * 300, "0\x01")
LONG = "z" * 300
PARAMETERS = ("x", "0", "-1", "%C3%A9", "'", "..%2f..%2fetc", LONG, "99999999999999999999")
ODD_METHODS = ("OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "BREW")

READ = [row for row in TABLE if READING in row.methods.split() and not row.query]


def opener(row: Row) -> str:
    """Someone who gets through."""
    return next(persona for persona in reversed(PERSONAS) if persona in (row.who or row.elsewhere))


def filters_of(answer: Any) -> list[str]:
    """Names of the fields of the page's search forms."""
    if answer.content_type != "text/html":
        return []
    fields = html.document_fromstring(answer.text).xpath("//form[@method='get']//*[self::input or self::select]/@name")
    return sorted(set(map(str, fields)))


def unexpected(answers: dict[str, int]) -> dict[str, int]:
    return {asked[:120]: status for asked, status in answers.items() if status >= 500}


@pytest.mark.parametrize("row", READ, ids=str)
def test_queries(row: Row, engine_name: str, standing: Any) -> None:
    path, persona = standing.path(row), opener(row)
    fields = filters_of(standing.ask(persona, READING, path))
    # One filter at a time where the database is strict about what it is given; together where it is not.
    asked = [[name] for name in fields] if engine_name == "postgresql" else [fields] * bool(fields)
    queries = [*QUERIES, *("&".join(f"{name}={quote(value)}" for name in names) for names in asked for value in VALUES)]
    answers = {query: standing.ask(persona, READING, f"{path}?{query}").status_int for query in queries}
    assert unexpected(answers) == {}


def test_addresses(standing: Any) -> None:
    patterns = [(row, standing.surface.pattern(row.route)) for row in READ]
    answers = {}
    for row, pattern, value in ((row, pattern, value) for row, pattern in patterns for value in PARAMETERS):
        if "{" in pattern:
            path = standing.world.path_with(row.route, pattern, value)
            answers[path] = standing.ask(opener(row), READING, path).status_int
    assert len(answers) > 20 * len(PARAMETERS)
    assert unexpected(answers) == {}
    # The page behind a printed code answers « non » to any other code, so that nobody tells which ones exist.
    long = {path: status for path, status in answers.items() if LONG in path and not path.startswith("/verifier/")}
    assert set(long.values()) <= {403, 404, 410}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("row", READ, ids=str)
def test_methods(row: Row, standing: Any) -> None:
    path, persona = standing.path(row), opener(row)
    shown = standing.ask(persona, READING, path)
    head = standing.ask(persona, "HEAD", path)
    assert (head.status_int // 400, head.body) == (shown.status_int // 400, b"")
    answers = {method: standing.ask(persona, method, path, token=False).status_int for method in ODD_METHODS}
    assert unexpected(answers) == {}
    writing = {method: answers[method] for method in ("PUT", "PATCH", "DELETE", "BREW")}
    assert all(status >= 400 for status in writing.values()), writing


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("row", [row for row in READ if row.who != PUBLIC], ids=str)
def test_no_method_is_a_way_in(row: Row, standing: Any) -> None:
    """What a GET refuses to a visitor, no other method gives."""
    answers = {m: standing.ask("visitor", m, standing.path(row)).status_int for m in ("HEAD", *ODD_METHODS)}
    assert {method: status for method, status in answers.items() if status < 300} == {}


def test_a_file_nobody_can_write_leaves_the_database_free(visits: Any) -> None:
    """A result left open would hold the connection in the past until Python happens to collect it."""
    path = visits.world.path("journal", visits.surface.pattern("journal"))
    queries = ("", "", "?format=exe", "", "")
    gc.disable()
    try:
        statuses = [visits.ask("auditor", READING, path + query).status_int for query in queries]
    finally:
        gc.enable()
    assert statuses == [200, 200, 404, 200, 200]


def test_an_unexpected_error_would_be_seen() -> None:
    assert unexpected({"page=2": 500, "page=1": 200}) == {"page=2": 500}
