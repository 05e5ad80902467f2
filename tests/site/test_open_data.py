"""The page of open data: one page, plain words, every address on it answers; and what search engines are given."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urldefrag

import pytest
from lxml import etree, html

from collectif.actions.csv_fields import fields
from collectif.api.catalogue import COLLECTIONS
from collectif.site import sitemap
from collectif.site.descriptions import DESCRIPTIONS
from collectif.site.pages import PAGES
from collectif.texts import glossary
from tests.actions.conftest import Actions
from tests.api.conftest import document
from tests.site.reading import first_uses, main_of, sentences

PATH = "/donnees-ouvertes"
ONE_ENGINE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def test_every_address_on_it_answers(visitor: Any) -> None:
    main = main_of(visitor.get(PATH, status=200))
    links = [href for href in main.xpath(".//a/@href") if href.startswith(("/", "http://localhost"))]
    paths = {urldefrag(href.removeprefix("http://localhost"))[0] for href in links}
    assert {"/actions.csv", "/actions.atom", "/actions/fragment", "/api/v1", "/api/v1/openapi.json"} <= paths
    assert {collection.pattern for collection in COLLECTIONS} <= paths
    for path in paths:
        visitor.get(path, status=200)


def test_it_says_every_column(standard: Any) -> None:
    main = main_of(standard.get(PATH))
    assert main.xpath(".//*[@aria-labelledby='colonnes']//tbody//th/text()") == [
        field.title for field in fields(lambda action: "")
    ]


def test_it_reads_as_the_other_pages(visitor: Any) -> None:
    page = visitor.get(PATH)
    main = main_of(page)
    levels = [int(heading.tag[1]) for heading in main.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    identifiers = html.fromstring(page.text).xpath("//@id")
    assert len(identifiers) == len(set(identifiers))
    used = {acronym for acronym, expanded in first_uses(main) if not expanded}
    assert not used & set(glossary.ACRONYMS), used


def test_its_twin_says_it_is_not_for_everyone(plain: Any) -> None:
    twin = main_of(plain.get(PATH)).find_class("plain-text")[0]
    assert max(len(words) for words in sentences(twin)) <= 15
    assert twin.xpath(".//a/@href") == ["/actions"]


def test_every_page_is_described() -> None:
    assert {page.route for page in PAGES} <= set(DESCRIPTIONS)
    assert all(40 <= len(words) <= 200 for words in DESCRIPTIONS.values())


def test_the_members_of_the_pole_are_organisations(standard: Any) -> None:
    cards = main_of(standard.get("/pole-ressource")).xpath(".//li[@itemscope]")
    kinds = [card.get("itemtype").rpartition("/")[2] for card in cards]
    assert (kinds.count("NGO"), kinds.count("Organization")) == (11, 6)
    for card in cards:
        (name,) = card.xpath(".//*[@itemprop='name']")
        assert name.text_content().strip()
        assert set(card.xpath(".//@itemprop")) <= {"name", "description", "url", "logo"}


@pytest.fixture
def published(database: Any) -> None:
    actions = Actions(database)
    actions.make("published", title="Café", updated_at=datetime(2026, 3, 1, 8, tzinfo=UTC))
    actions.make("running", title="Permanence", updated_at=datetime(2026, 3, 2, 8, tzinfo=UTC))
    actions.make("withdrawn", title="Retirée")
    actions.make("idea", title="Cachée")
    with database.transaction() as session:
        from sqlalchemy import select

        from collectif.organisations.models import Organisation

        place = session.scalars(select(Organisation).filter_by(slug="apf77")).one()
        session.add_all([document("Plaquette", place, "public"), document("Retirée", place, "public", removed="x")])


def addresses(answer: Any) -> dict[str, str]:
    """The addresses of a site map, or of an index, without the site's name, and the last change of each."""
    found = etree.fromstring(answer.body)
    return {one.findtext("{*}loc").removeprefix("http://localhost"): one.findtext("{*}lastmod") or "" for one in found}


def test_the_site_map_has_each_thing_that_is_public(testapp: Any, published: None) -> None:
    answer = testapp.get("/sitemap.xml", headers={"Host": "pirate.example"}, status=200)
    found = addresses(answer)
    assert found["/actions/cafe"] == "2026-03-01T08:00:00Z"
    assert found["/actions"] == found["/actions/permanence"] == "2026-03-02T08:00:00Z"
    assert found["/documents/plaquettexxx"] == "2026-01-05T09:00:00Z"
    assert {"/", PATH, "/charte"} <= set(found)
    assert not [path for path in found if "retir" in path or "cach" in path or "connexion" in path]
    for path in found:
        testapp.get(path, status=200)
    testapp.get("/sitemap.xml", headers={"If-None-Match": answer.headers["ETag"]}, status=304)


@ONE_ENGINE
def test_a_long_site_map_is_cut_into_parts(testapp: Any, published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = addresses(testapp.get("/sitemap.xml"))
    monkeypatch.setattr(sitemap, "MOST", 4)
    index = testapp.get("/sitemap.xml")
    assert etree.fromstring(index.body).tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    parts = [addresses(testapp.get(path)) for path in addresses(index)]
    assert all(len(part) <= 4 for part in parts)
    assert {path: when for part in parts for path, when in part.items()} == whole
    for wrong in ("0", "99", "x", ""):
        testapp.get(f"/sitemap.xml?partie={wrong}", status=404)
