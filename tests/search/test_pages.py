"""The pages of search, as a visitor and as someone of the intranet see them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from pyramid.request import Request
from pyramid.scripting import prepare

from collectif.search.models import SearchEntry
from collectif.search.pages import refresh_pages
from collectif.site.pages import PAGES
from tests.site.conftest import choose_plain

from .conftest import action, document, news


@pytest.fixture
def filled(app, database):
    """The site's own pages are read, and there is something of each side."""
    request = Request.blank("/", base_url="http://localhost", method="POST")
    with prepare(registry=app.registry, request=request) as env, env["request"].tm:
        refresh_pages(env["request"])
    with database.transaction() as session:
        session.add_all([document(session, "Plaquette <b>", "public"), news("Plaquette à relire")])
        session.add_all(news(f"Nouvelle {n}", n) for n in range(25))
    return app


def titles(page):
    return ["".join(one.itertext()).replace("\u00a0", " ") for one in page.lxml.xpath("//ol[@class='results']//h2")]


def test_a_visitor_searches_from_any_page(filled, testapp):
    link = testapp.get("/aide").lxml.xpath("//header//a[starts-with(normalize-space(), 'Chercher sur le site')]/@href")[
        0
    ]
    address, _, field = link.partition("#")
    asked = testapp.get(address)
    assert asked.lxml.get_element_by_id(field).get("name") == "mots", "the link leads into the field"
    form = next(form for form in asked.forms.values() if "mots" in form.fields)
    form["mots"] = "plaquettes"
    page = form.submit()
    assert page.request.path == "/recherche"
    assert titles(page) == ["Plaquette <b>"]
    assert "<mark>Plaquette</mark> &lt;b&gt;" in page
    assert "1\u00a0résultat pour «\u00a0plaquettes\u00a0»" in page
    page.click("Plaquette")


def test_pages_of_the_site_are_found_and_lead_there(filled, testapp):
    page = testapp.get("/recherche", {"mots": "défenseur des droits"})
    assert titles(page) == ["Accessibilité : non conforme"]
    assert page.click("Accessibilité", index=0).request.path == "/accessibilite"
    assert titles(testapp.get("/recherche", {"mots": "pôle ressource", "type": "pages"}))[0] == "Le pôle ressource"


def test_the_words_of_pages_are_their_own(filled, database):
    with database.transaction() as session:
        kept = {row.title: row.text for row in session.query(SearchEntry).filter_by(kind="pages")}
    own = {page.title for page in PAGES} - {"Plan du site"}
    assert own < set(kept)
    assert all(len(kept[title]) > 200 for title in own)
    assert kept["Candidater pour devenir pair-aidant"] == ""
    assert not [text for text in kept.values() if "Se connecter" in text[:100] or "Aller au contenu" in text]


def test_a_page_is_found_by_both_its_texts_and_shown_as_it_is_read(filled, testapp, database):
    with database.transaction() as session:
        kept = {row.title: row.plain for row in session.query(SearchEntry).filter_by(kind="pages")}
    assert all(len(kept[page.title]) > 100 for page in PAGES if page.route != "site_map")
    assert not [text for text in kept.values() if "Version en langage simple" in text]

    for plain in (False, True):
        page = testapp.get("/recherche", {"mots": "souris", "type": "pages"})
        shown = dict(zip(titles(page), excerpts(page), strict=True))
        assert ("Sans souris" in shown["Aide"]) is plain, "only the text in plain language has this word"
        choose_plain(testapp)


def test_an_action_shows_the_summary_that_is_read(filled, testapp, people, database):
    with database.transaction() as session:
        session.add(action(session, "La fête", "published", summary="Un après-midi festif.", plain_summary="On danse."))
    member = people.browser("structure_referent")
    for place, browser in (("/recherche", testapp), ("/intranet/recherche", member)):
        assert excerpts(browser.get(place, {"mots": "danser"})) == ["Un après-midi festif."]
        assert excerpts(plainly(browser).get(place, {"mots": "danser"})) == ["On danse."]
        assert excerpts(browser.get(place, {"mots": "festif"})) == ["On danse."]


def plainly(browser):
    choose_plain(browser)
    return browser


def excerpts(page):
    return ["".join(one.itertext()) for one in page.lxml.xpath("//ol[@class='results']/li/p[2]")]


def test_the_intranet_finds_more_and_filters(filled, people):
    browser = people.browser("structure_referent")
    page = browser.get("/intranet/recherche", {"mots": "plaquette"})
    assert sorted(titles(page)) == ["Plaquette <b>", "Plaquette à relire"]
    only = page.click("Nouvelles \\(1\\)")
    assert titles(only) == ["Plaquette à relire"]
    assert "Tout (2)" in only
    only.click("Plaquette", index=0)
    browser.get("/intranet/recherche", {"mots": "plaquette", "type": "inconnu"}, status=200)
    many = browser.get("/intranet/recherche", {"mots": "nouvelle"})
    assert "page 1 sur 2" in many
    assert len(titles(many)) == 20
    second = many.click("Page suivante")
    assert "Plaquette à relire" not in titles(second)
    assert set(titles(many)) & set(titles(second)) == set()
    assert "intranet" in browser.get("/recherche?mots=plaquette").click("Chercher aussi dans l’intranet").request.path


def test_the_number_of_questions_depends_on_nothing(filled, people, count_queries):
    browser = people.browser("structure_referent")
    sent = {}
    for words in ("plaquette", "nouvelle", "nouvelle plaquette relire cafe"):
        browser.get("/intranet/recherche", {"mots": words})
        with count_queries() as asked:
            browser.get("/intranet/recherche", {"mots": words})
        sent[words] = len([one for one in asked if "search_" in one])
    assert sent["plaquette"] == sent["nouvelle"] == 3
    assert max(sent.values()) <= 3


@pytest.mark.parametrize("words", ["", "l' ( *", "😀", "x" * 10_000, "é" * 10_000, "AND OR NEAR *", '"', "a"])
def test_odd_words_answer_a_plain_page(filled, testapp, words):
    page = testapp.get("/recherche", {"mots": words}, status=200)
    assert titles(page) == []


READABLE = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=READABLE, kind=READABLE, number=READABLE)
def test_any_words_answer_a_page(filled, testapp, words, kind, number):
    testapp.get("/recherche", {"mots": words, "type": kind, "page": number}, status=200)


def test_control_characters_are_refused_as_everywhere(testapp):
    testapp.get("/recherche", {"mots": "\0"}, status=400)


def test_another_spelling_is_proposed(filled, testapp):
    page = testapp.get("/recherche", {"mots": "plaqette"})
    assert "Rien n’est trouvé" in page
    assert titles(page.click("plaquette")) == ["Plaquette <b>"]


def test_browsers_may_search_from_their_own_bar(testapp):
    answer = testapp.get(testapp.get("/").lxml.xpath("//link[@rel='search']/@href")[0])
    found = etree.fromstring(answer.body)
    address = found.find("{http://a9.com/-/spec/opensearch/1.1/}Url").get("template")
    assert address == "http://localhost/recherche?mots={searchTerms}"


def test_what_is_looked_for_is_written_nowhere(filled, testapp, caplog):
    caplog.set_level("DEBUG")
    testapp.get("/recherche", {"mots": "zinzolin"})
    assert "zinzolin" not in caplog.text
