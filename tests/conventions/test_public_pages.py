"""Pages that are kept ready made: whatever they read is watched, and each public page has chosen."""

from __future__ import annotations

import re

import pytest
import webtest

from collectif.page_cache.watch import WATCHED
from tests.support.queries import counted

from .conftest import Visits
from .routes import PUBLIC, TABLE

TABLES = re.compile(r'\b(?:from|join)\s+"?(\w+)', re.IGNORECASE)
# Public pages that are made each time: they hold a form of one's own, or answer about one person or thing.
MADE_EACH_TIME = {
    "accept_invitation",
    "candidacy_follow",
    "candidacy_lost",
    "candidacy_review",
    "candidacy_start",
    "candidacy_step",
    "candidacy_withdraw",
    "choose_password",
    "exchange_offer",
    "forgotten_password",
    "search",
    "sign_in",
    "training_offer",
    "verify",
}
# What a name after « from » may be besides a table: a part of the statement itself.
PARTS = re.compile(r"^(anon_\d+|json_each|counted|found)$")


def kept_routes(registry) -> set[str]:
    views = (item["introspectable"] for item in registry.introspector.get_category("views"))
    return {view["route_name"] for view in views if view.get("public_page")}


def pages(visits: Visits):
    """``(route, path)`` of every public page in HTML; what other sites put in theirs has headers of its own."""
    for row in TABLE:
        if row.who == PUBLIC and "GET" in row.methods and not row.query:
            path = visits.path(row)
            answer = webtest.TestApp(visits.app).get(path, expect_errors=True)
            for_programs = "Access-Control-Allow-Origin" in answer.headers
            if answer.content_type == "text/html" and answer.status_int == 200 and not for_programs:
                yield row.route, path


def tables_read(statements) -> set[str]:
    return {name for text in statements for name in TABLES.findall(text) if not PARTS.match(name)}


@pytest.fixture
def engine_name() -> str:
    return "sqlite"


def test_every_public_page_has_chosen(standing):
    kept, found = kept_routes(standing.app.registry), {route for route, _ in pages(standing)}
    assert found - kept == MADE_EACH_TIME
    assert kept - found == set()


def test_what_a_kept_page_reads_is_watched(standing):
    """Each with its usual filters, and with its rows."""
    registry = standing.app.registry
    kept = kept_routes(registry)
    paths = [path for route, path in pages(standing) if route in kept]
    registry["kept_pages"].clear()
    with counted(registry["database"].engine) as sent:
        for path in paths:
            webtest.TestApp(standing.app).get(path)
    read = tables_read(sent)
    assert len(read) > 6
    assert read - WATCHED == set()


def test_an_unwatched_table_would_be_seen():
    assert tables_read(["SELECT a FROM actions JOIN accounts ON 1"]) - WATCHED == {"accounts"}
