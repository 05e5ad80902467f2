"""What the public reads: pages, feed, open data, never a person."""

import json
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import urlsplit

import pytest
import time_machine
from lxml import etree
from sqlalchemy import text

from tests.actions.conftest import PROPOSER, VALIDATOR

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MACHINE = (
    "/actions.atom", "/actions.csv", "/actions/fragment", "/api/v1/actions", "/api/v1/actions/cafe-des-pairs",
)  # fmt: skip
PAGES = ("/actions", "/actions/cafe-des-pairs", *MACHINE)
HIDDEN_STATES = ("idea", "proposed", "returned", "examined", "validated", "set_aside")
NASTY = "<b>Café</b> & \"thé\" 'ensemble' ]]> é"
ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
"""For tests of headers and wording, where the database changes nothing."""


@pytest.fixture
def published(actions):
    return actions.make("reviewed", results="Vingt personnes.", partners=("unafam77",))


def feed(testapp):
    return etree.fromstring(testapp.get("/actions.atom").body)


@ONE_ENGINE
@pytest.mark.parametrize("path", PAGES)
def test_no_person_is_ever_named(testapp, published, path):
    text = testapp.get(path, status=200).text
    for private in (PROPOSER, VALIDATOR, "prune", "victor", "prive.example"):
        assert private.casefold() not in text.casefold()


def test_the_api_shows_these_fields_and_no_other(testapp, published):
    one = testapp.get("/api/v1/actions/cafe-des-pairs").json
    assert set(one) == {
        "slug", "url", "title", "state", "kind", "axis", "summary", "plain_summary", "description", "results",
        "audience", "organisations", "commune", "sector", "starts_on", "ends_on", "published_at", "updated_at",
        "fictional",
    }  # fmt: skip
    assert one == testapp.get("/api/v1/actions").json["actions"][0]
    assert len(one["organisations"]) == 2


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_what_is_not_public_does_not_exist(testapp, actions, state):
    actions.make(state, slug="cafe-des-pairs")
    unknown = testapp.get("/actions/rien-ici", status=404).text
    hidden = testapp.get("/actions/cafe-des-pairs", status=404).text
    assert hidden.replace("cafe-des-pairs", "rien-ici") == unknown
    answers = [testapp.get(f"/api/v1/actions/{slug}", status=404).body for slug in ("cafe-des-pairs", "rien-ici")]
    assert answers[0] == answers[1]
    for path in ("/actions", "/actions.atom", "/actions.csv", "/api/v1/actions"):
        assert "Café des pairs" not in testapp.get(path, status=200).text


def test_withdrawn_says_why_and_is_nowhere_else(testapp, actions):
    actions.make("withdrawn")
    assert "La salle a fermé." in testapp.get("/actions/cafe-des-pairs", status=410).text
    gone = testapp.get("/api/v1/actions/cafe-des-pairs", status=410)
    assert gone.content_type == "application/problem+json"
    assert json.loads(gone.body)["detail"] == "La salle a fermé."
    for path in ("/actions", "/actions.atom", "/actions.csv", "/api/v1/actions"):
        assert "Café des pairs" not in testapp.get(path, status=200).text


def test_results_are_public_with_the_review_only(testapp, actions):
    actions.make("running", results="Pas encore relu.")
    assert "Pas encore relu" not in testapp.get("/actions/cafe-des-pairs").text
    assert testapp.get("/api/v1/actions/cafe-des-pairs").json["results"] == ""


@ONE_ENGINE
@pytest.mark.parametrize("path", MACHINE)
def test_caches_ask_again_and_get_304(testapp, published, path):
    first = testapp.get(path)
    assert "max-age" in first.headers["Cache-Control"]
    assert "public" in first.headers["Cache-Control"]
    assert "Set-Cookie" not in first.headers
    etag = first.headers["ETag"]
    assert not etag.startswith("W/")
    again = testapp.get(path, headers={"If-None-Match": etag}, status=304)
    assert again.body == b""
    assert again.headers["ETag"] == etag
    testapp.get(path, headers={"If-None-Match": '"other"'}, status=200)
    assert "Last-Modified" not in first.headers, "nothing dates the names of organisations, communes and sectors"


@ONE_ENGINE
@pytest.mark.parametrize("path", MACHINE)
def test_the_etag_follows_the_content(testapp, published, database, path):
    before = testapp.get(path).headers["ETag"]
    with database.transaction() as session:
        session.execute(text("update actions set title = 'Autre titre'"))
    assert testapp.get(path, headers={"If-None-Match": before}, status=200).headers["ETag"] != before


def test_a_withdrawal_is_a_change(testapp, actions, people):
    public_id = actions.make("published")
    before = updated(testapp)
    browser = people.browser("coordinator", "mdph77")
    form = next(
        f
        for f in browser.get(f"/intranet/actions/{public_id}/retirer").forms.values()
        if "withdrawal_reason" in f.fields
    )
    form["withdrawal_reason"] = "Reportée"
    with time_machine.travel(datetime.now().astimezone() + timedelta(minutes=5)):
        form.submit("submit", status=303)
    assert updated(testapp) > before


def updated(testapp):
    return etree.fromstring(testapp.get("/actions.atom").body).findtext("{http://www.w3.org/2005/Atom}updated")


@ONE_ENGINE
@pytest.mark.parametrize("path", [path for path in MACHINE if "csv" in path or "api" in path])
def test_a_renamed_organisation_is_read_at_once(testapp, published, database, path):
    first = testapp.get(path)
    with database.transaction() as session:
        session.execute(text("update organisations set name = 'Les cafés du jeudi' where slug = 'apf77'"))
    by_date = {"If-Modified-Since": format_datetime(datetime.now(UTC), usegmt=True)}
    for headers in (by_date, {"If-None-Match": first.headers["ETag"], **by_date}):
        assert "Les cafés du jeudi" in testapp.get(path, headers=headers, status=200)


@ONE_ENGINE
@pytest.mark.parametrize("path", MACHINE)
def test_any_site_may_read(testapp, published, path):
    headers = testapp.get(path).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    asked = testapp.options(path, headers={"Origin": "https://autre.example"}, status=204)
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@ONE_ENGINE
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", MACHINE)
def test_reading_only(testapp, published, path, method):
    answer = testapp.request(path, method=method, status=405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.content_type == "application/problem+json"


@ONE_ENGINE
@pytest.mark.parametrize("path", PAGES)
def test_head_is_get_without_its_body(testapp, published, path):
    head = testapp.head(path, status=200)
    assert head.body == b""
    assert head.content_type == testapp.get(path).content_type


@ONE_ENGINE
@pytest.mark.parametrize("path", ["/actions", "/actions/cafe-des-pairs"])
def test_pages_refuse_writing(testapp, published, path):
    testapp.post(path, status=(400, 403, 404, 405))


def test_the_feed_is_atom(testapp, actions):
    actions.make("published", title="Première", partners=("unafam77",))
    actions.make("running", title=NASTY, summary=NASTY, description=NASTY, slug="la-seconde")
    answer = testapp.get("/actions.atom")
    assert answer.content_type == "application/atom+xml"
    root = etree.fromstring(answer.body)
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(root.findall(f"a:{name}", ATOM)) == 1
    entries = root.findall("a:entry", ATOM)
    assert [entry.findtext("a:title", namespaces=ATOM) for entry in entries] == [NASTY, "Première"]
    for entry in entries:
        for name in ("id", "title", "updated", "published", "summary", "content"):
            assert len(entry.findall(f"a:{name}", ATOM)) == 1
        assert len(entry.xpath("a:link[@rel='alternate']", namespaces=ATOM)) == 1
    assert entries[0].findtext("a:content", namespaces=ATOM) == NASTY
    moments = root.xpath("//a:updated/text() | //a:published/text()", namespaces=ATOM)
    assert all(datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ") for moment in moments)
    ids = root.xpath("//a:id/text()", namespaces=ATOM)
    assert len(set(ids)) == 3
    assert all(identifier.startswith("tag:localhost,20") for identifier in ids)
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == ["http://localhost/actions.atom"]
    assert max(moments) == root.findtext("a:updated", namespaces=ATOM)


def test_feed_links_lead_to_pages(testapp, published):
    href = feed(testapp).xpath("string(//a:entry/a:link/@href)", namespaces=ATOM)
    testapp.get(urlsplit(href).path, status=200)


def test_an_empty_feed_is_still_a_feed(testapp):
    root = feed(testapp)
    assert root.findtext("a:updated", namespaces=ATOM) == "2018-01-01T00:00:00Z"
    assert not root.findall("a:entry", ATOM)


def test_entries_keep_their_identifier(testapp, published, database):
    from sqlalchemy import text

    before = feed(testapp).xpath("//a:entry/a:id/text()", namespaces=ATOM)
    with database.transaction() as session:
        session.execute(text("update actions set title = 'Autre', state = 'running'"))
    assert feed(testapp).xpath("//a:entry/a:id/text()", namespaces=ATOM) == before


@ONE_ENGINE
def test_what_someone_sends_as_host_is_never_repeated(testapp, published):
    for path in MACHINE:
        assert "pirate" not in str(testapp.get(path, headers={"Host": "pirate.example"}).headers)
        assert "pirate" not in testapp.get(path, headers={"Host": "pirate.example"}).text


def test_api_pages(testapp, actions):
    for number in range(5):
        actions.make("published", title=f"Action {number}")
    seen, address = [], "/api/v1/actions?par_page=2&nature=group"
    while address:
        answer = testapp.get(address, status=200)
        assert answer.json["count"] == 5
        seen += [action["title"] for action in answer.json["actions"]]
        links = {rel.strip('"'): url.strip("<>") for url, rel in
                 (part.split("; rel=") for part in answer.headers["Link"].split(", "))}  # fmt: skip
        address = links["next"].removeprefix("http://localhost") if "next" in links else ""
    assert seen == [f"Action {number}" for number in (4, 3, 2, 1, 0)]
    assert set(links) == {"first", "prev", "last"}
    assert "nature=group" in links["first"]


def test_api_filters(testapp, actions):
    actions.make("published", title="A", axis=1, kind="tool", starts_on=date(2026, 5, 1))
    actions.make("published", title="B", axis=3, kind="group", starts_on=date(2027, 5, 1))
    for query, titles in {"axe=1": ["A"], "nature=group": ["B"], "annee=2026": ["A"], "axe=2": []}.items():
        assert [a["title"] for a in testapp.get(f"/api/v1/actions?{query}").json["actions"]] == titles


@ONE_ENGINE
@pytest.mark.parametrize("query", ["page=0", "page=abc", "par_page=101", "par_page=-1", "axe=x", "axe=9", "nature=zzz",
                                   "annee=", "annee=%C2%B2", "page=99999999999999999999"])  # fmt: skip
def test_api_questions_without_an_answer(testapp, query):
    answer = testapp.get(f"/api/v1/actions?{query}", status=400)
    assert answer.content_type == "application/problem+json"
    assert "«" in json.loads(answer.body)["detail"]


def test_cards_filters_and_pages(testapp, actions):
    for number in range(13):
        actions.make("published", title=f"Groupe {number}")
    actions.make("published", title="Un outil", kind="tool", axis=4, starts_on=date(2026, 5, 1))
    page = testapp.get("/actions")
    assert page.lxml.xpath("//li[@class='card']/h2/a/text()")[:2] == ["Un outil", "Groupe 12"]
    assert "14 actions, page 1 sur 2" in page.text.replace("\xa0", " ")
    assert len(page.click("Page suivante").lxml.xpath("//li[@class='card']")) == 2
    for query in ("nature=tool", "axe=4", "annee=2026"):
        assert testapp.get(f"/actions?{query}").lxml.xpath("//li[@class='card']/h2/a/text()") == ["Un outil"]
    assert "Aucune action ici" in testapp.get("/actions?axe=1").text
    testapp.get("/actions?axe=x&annee=zzz&page=-3&tri=rien", status=200)


@ONE_ENGINE
def test_plain_language_twin(app, testapp, published):
    from tests.site.conftest import choose_plain

    choose_plain(testapp)
    listing, page = testapp.get("/actions"), testapp.get("/actions/cafe-des-pairs")
    for twin in (listing, page):
        assert "Version en langage simple" in twin.text
        assert "On boit un café." in twin.text
    assert page.lxml.xpath("//main//h2/text()")[:3] == ["Quand ?", "Où ?", "Pour qui ?"]


@pytest.mark.parametrize("path", ["/actions", "/actions.atom", "/actions.csv", "/api/v1/actions"])
def test_the_number_of_queries_does_not_grow(testapp, actions, count_queries, path):
    def count() -> int:
        with count_queries() as statements:
            testapp.get(path, status=200)
        return len(statements)

    actions.make("published", title="Une")
    few = count()
    for number in range(8):
        actions.make("published", title=f"Autre {number}", partners=("unafam77", "mdph77"))
    assert count() == few
