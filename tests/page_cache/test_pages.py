"""Public pages kept ready made: the same answer, at once new when something has changed, and nobody else's."""

from __future__ import annotations

import re
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
import webtest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from collectif.actions.models import Action
from collectif.db import Database, make_engine, now
from collectif.organisations.models import Organisation
from collectif.page_cache.models import PublicRevision
from collectif.page_cache.watch import WATCHED
from collectif.text import today

ADDRESS = "/actions/fete-des-pairs"


@pytest.fixture
def action(database: Database) -> Action:
    """A public action."""
    with database.transaction() as session:
        organisation = session.scalars(select(Organisation).limit(1)).one()
        action = Action(
            title="Fête des pairs", sort_title="fete des pairs", slug="fete-des-pairs", kind="awareness",
            summary="Court", state="published", decided_on=today(), published_at=now(),
            starts_on=today() + timedelta(days=9), proposing_organisation=organisation,
        )  # fmt: skip
        session.add(action)
    return action


def mark(database: Database) -> str:
    with database.transaction() as session:
        return session.scalars(select(PublicRevision.mark)).one()


def visit(app, path=ADDRESS, **kw):
    return webtest.TestApp(app).get(path, **kw)


def test_the_second_visitor_is_answered_without_making_the_page(app, action, count_queries):
    with count_queries() as sent:
        first = visit(app)
    assert sent
    with count_queries() as sent:
        second = visit(app)
    assert not sent
    assert second.body == first.body
    assert "Fête des pairs" in second.text
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Content-Type"):
        assert second.headers[name] == first.headers[name]
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, max-age=60"
    assert second.headers["Vary"] == "Cookie"
    assert "Set-Cookie" not in first.headers


def test_a_reader_who_has_it_is_told_so(app, action):
    etag = visit(app).headers["ETag"]
    again = visit(app, headers={"If-None-Match": etag})
    assert (again.status_int, again.body) == (304, b"")
    assert visit(app, headers={"If-None-Match": '"other"'}).status_int == 200
    assert webtest.TestApp(app).head(ADDRESS).body == b""


def test_the_log_names_the_page_that_was_kept(app, action, caplog):
    with caplog.at_level("INFO", logger="collectif.requests"):
        visit(app)
        visit(app)
    assert [record.route for record in caplog.records if record.name == "collectif.requests"] == ["action"] * 2


def changes(session: Session) -> dict[str, object]:
    """Ways to change what the public reads."""
    action = select(Action).where(Action.slug == "fete-des-pairs")

    def entity():
        session.scalars(action).one().title = "Fête changée"

    def statement():
        session.execute(update(Action).values(title="Fête changée"))

    def table():
        session.execute(update(Action.__table__).values(title="Fête changée"))

    return {"entity": entity, "statement": statement, "table": table}


@pytest.mark.parametrize("way", ["entity", "statement", "table"])
def test_a_change_is_seen_at_once(app, action, database_url, way):
    """Made by another process, whatever the way."""
    visit(app)
    other = Database(make_engine(database_url))
    with other.transaction() as session:
        changes(session)[way]()
    other.engine.dispose()
    assert "Fête changée" in visit(app).text


def test_a_list_changes_with_its_links(app, action, database):
    """Who takes part is written in a table without an entity of its own."""
    visit(app)
    with database.transaction() as session:
        partner = session.scalars(select(Organisation).where(Organisation.slug == "unafam77")).one()
        shown = session.scalars(select(Action)).one()
        shown.organisations.append(partner)
        name = partner.name
    assert name in visit(app).text


def test_what_is_withdrawn_is_gone_at_once(app, action, database):
    visit(app)
    with database.transaction() as session:
        shown = session.scalars(select(Action)).one()
        shown.state, shown.withdrawal_reason = "withdrawn", "Photo retirée à la demande d'une personne."
    gone = visit(app, status=410)
    assert "à la demande" in gone.text
    assert "no-store" in gone.headers["Cache-Control"]


def test_what_is_given_up_changes_nothing(database, action):
    before = mark(database)
    with suppress(ZeroDivisionError), database.transaction() as session:
        session.scalars(select(Action)).one().title = "Jamais"
        session.flush()
        raise ZeroDivisionError
    with database.transaction() as session:
        session.execute(text("update actions set title = title"))
        session.scalars(select(Organisation)).first()
    assert mark(database) == before


def test_a_savepoint_given_up_changes_nothing_either(database, action):
    before = mark(database)
    with database.transaction() as session:
        nested = session.begin_nested()
        session.scalars(select(Action)).one().title = "Jamais"
        session.flush()
        nested.rollback()
    assert mark(database) == before


def test_whoever_has_a_session_is_answered_for_themselves(app, action):
    visit(app)
    browser = webtest.TestApp(app)
    browser.post("/preferences", {"theme": "dark", "return_to": ADDRESS})
    page = browser.get(ADDRESS)
    assert 'class="theme-dark' in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert 'class="theme-dark' not in visit(app).text


@pytest.mark.parametrize("written", ["a=1, collectif={}", "x collectif={}", "collectif ={}", 'a="b" collectif={}'])
def test_a_session_is_met_however_its_cookie_is_written(app, action, written):
    """Several ``Cookie`` headers arrive joined by a comma: what is made for someone is never kept for everyone."""
    browser = webtest.TestApp(app)
    browser.post("/preferences", {"theme": "dark", "return_to": ADDRESS})
    cookie = written.format(browser.cookies["collectif"])
    visit(app, headers={"Cookie": cookie})
    assert 'class="theme-dark' not in visit(app).text


def test_a_page_changes_although_a_savepoint_was_given_up(app, action, database):
    """What was written before the savepoint stands."""
    visit(app)
    with database.transaction() as session:
        session.scalars(select(Action)).one().title = "Fête changée"
        with suppress(ZeroDivisionError), session.begin_nested():
            session.scalars(select(Organisation)).first().name = "Jamais"
            session.flush()
            raise ZeroDivisionError
    assert "Fête changée" in visit(app).text


def test_readers_never_get_a_page_older_than_the_last_change(app, action, database):
    """Four readers ask again and again while titles change: whoever asks after a commit reads it."""
    committed, stale, over = [0], [], threading.Event()

    def read():
        while not over.is_set():
            least = committed[0]
            title = re.search(r"<h1[^>]*>\s*(?:Fête )?(\d+|[^<]*)", visit(app).text)[1]
            if (int(title) if title.isdigit() else 0) < least:
                stale.append((title, least))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for one in readers:
        one.start()
    for number in range(1, 13):
        with database.transaction() as session:
            session.execute(update(Action).values(title=f"Fête {number}"))
        committed[0] = number
        visit(app)
    over.set()
    for one in readers:
        one.join()
    assert not stale


def test_pages_with_a_form_of_ones_own_are_not_kept(app):
    browser = webtest.TestApp(app)
    token = re.compile(r'name="csrf_token" value="([^"]+)"')
    first, second = (webtest.TestApp(app).get("/connexion").text for _ in range(2))
    assert token.search(first)[1] != token.search(second)[1]
    assert browser.get("/connexion").headers["Cache-Control"] == "private, no-store"
    assert len(app.registry["kept_pages"]) == 0


def test_each_name_of_the_site_has_its_own_pages(app, action):
    visit(app)
    visit(app, "/actions?axe=3")
    assert len(app.registry["kept_pages"]) == 2
    visit(app, headers={"Host": "autre.example"})
    assert len(app.registry["kept_pages"]) == 3


def test_a_setting_keeps_none(make_app, action):
    app = make_app(page_cache="0")
    visit(app)
    assert len(app.registry["kept_pages"]) == 0
    assert "Cache-Control" in visit(app).headers


def test_a_database_that_does_not_answer_is_told_by_a_page(app, database):
    with database.transaction() as session:
        session.execute(text("drop table public_revision"))
    assert visit(app, "/pair-aidance").status_int == 200
    assert len(app.registry["kept_pages"]) == 0


def test_watched_tables_exist():
    assert set(PublicRevision.metadata.tables) >= WATCHED
