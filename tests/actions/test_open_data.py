"""The spreadsheet and its sheet, the fragment other sites show, what pages say of themselves when they are shared."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from collectif.actions.services import free_slug
from collectif.http_cache import LICENCE

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
NASTY = "<script>alert(1)</script> & \"thé\" 'x' =1+1"
EVENT = "https://schema.org/Event"


def lines(testapp: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(testapp.get("/actions.csv").body.decode("utf-8-sig")), delimiter=";"))


@SQLITE
def test_the_spreadsheet_is_what_its_metadata_say(testapp: Any, actions: Any) -> None:
    actions.make("published", title="Café", commune_code="77288", ends_on=date(2027, 3, 5), partners=("unafam77",))
    actions.make("published", title=NASTY, slug="x", starts_on=None, audience="")
    answer, metadata = testapp.get("/actions.csv"), testapp.get("/actions.csv-metadata.json").json
    columns = metadata["tableSchema"]["columns"]
    plain, full = lines(testapp)
    assert list(full) == [column["titles"]["fr"] for column in columns]
    assert (full["Premier jour"], full["Dernier jour"], full["Secteur"]) == ("2027-03-04", "2027-03-05", "Melun")
    assert (full["Adresse"], full["Code de la commune"]) == ("http://localhost/actions/cafe", "77288")
    assert (plain["Commune"], plain["Secteur"], plain["Premier jour"]) == ("Tout le département", "", "")
    empty = {column["titles"]["fr"] for column in columns if not column["required"]}
    assert {name for line in (plain, full) for name, value in line.items() if not value} <= empty
    assert metadata["dc:license"]["@id"] == LICENCE
    assert metadata["url"] == "http://localhost/actions.csv"
    for target, relation in (
        (LICENCE, "license"),
        ("http://localhost/actions.csv-metadata.json", "describedby"),
        ("http://localhost/donnees-ouvertes#colonnes", "describedby"),
    ):
        assert f'<{target}>; rel="{relation}"' in answer.headers["Link"]


@SQLITE
def test_the_fragment_is_a_piece_of_page_and_nothing_else(testapp: Any, actions: Any) -> None:
    for number in range(6):
        actions.make("published", title=f"Café {number}", kind="group", commune_code="77288")
    actions.make("published", title=NASTY, slug="x", kind="tool", plain_summary="Mots simples.")
    answer = testapp.get("/actions/fragment")
    assert answer.content_type == "text/html"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    piece = html.fragment_fromstring(answer.text)
    assert (piece.tag, piece.get("lang")) == ("div", "fr")
    assert {element.tag for element in piece.iter()} == {"div", "ul", "li", "h3", "a", "p"}
    assert {name for element in piece.iter() for name in element.attrib} == {"class", "lang", "role", "href"}
    assert all(one.startswith("collectif-") for one in piece.xpath("//@class"))
    assert all(one.startswith("http://localhost/actions") for one in piece.xpath("//@href"))
    titles = [title.text_content() for title in piece.iter("h3")]
    assert titles == [NASTY, "Café 5", "Café 4", "Café 3", "Café 2"]

    asked = testapp.get("/actions/fragment?nombre=2&niveau=2&nature=tool&texte=simple&secteur=meaux&etat=published")
    piece = html.fragment_fromstring(asked.text)
    assert [title.text_content() for title in piece.iter("h2")] == [NASTY]
    assert "Mots simples." in asked.text
    assert piece.xpath("//p[@class='collectif-actions-suite']/a/@href") == [
        "http://localhost/actions?nature=tool&secteur=meaux"
    ]
    assert "Aucune action" in testapp.get("/actions/fragment?axe=1").text


@SQLITE
@pytest.mark.parametrize("query", ["niveau=1", "nombre=21", "nature=x", "taille=3", "nombre=1&nombre=2"])
def test_a_fragment_that_cannot_be_says_why(testapp: Any, query: str) -> None:
    refused = testapp.get(f"/actions/fragment?{query}", status=400)
    piece = html.fragment_fromstring(refused.text)
    assert "«" in piece.find_class("collectif-actions-erreur")[0].text_content()
    assert refused.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age" not in refused.headers["Cache-Control"]


def test_no_action_takes_the_address_of_the_fragment(database: Any, actions: Any) -> None:
    actions.make("validated", title="Fragment !")
    from sqlalchemy import select

    from collectif.actions.models import Action

    with database.transaction() as session:
        assert free_slug(session, session.scalars(select(Action)).one()) == "fragment-2027"


def head_of(page: Any) -> dict[str, str]:
    document = html.document_fromstring(page.text)
    found = {
        one.get("property") or one.get("name"): one.get("content") for one in document.xpath("//head/meta[@content]")
    }
    return {**found, "canonical": "".join(document.xpath("//head/link[@rel='canonical']/@href"))}


@SQLITE
def test_a_shared_page_says_what_it_is(testapp: Any, actions: Any) -> None:
    for number in range(13):
        actions.make("published", title=f"Café {number}", summary=f"{NASTY} " + "mots " * 60)
    shared = head_of(testapp.get("/actions/cafe-3?utm_source=x", headers={"Host": "pirate.example"}))
    assert shared["canonical"] == shared["og:url"] == "http://localhost/actions/cafe-3"
    assert (shared["og:type"], shared["og:locale"], shared["og:title"]) == ("article", "fr_FR", "Café 3")
    assert shared["description"] == shared["og:description"]
    assert shared["description"].startswith(NASTY)
    assert len(shared["description"]) <= 201
    assert "robots" not in shared
    picture = testapp.get(shared["og:image"].removeprefix("http://localhost"), status=200).body
    size = (int.from_bytes(picture[16:20], "big"), int.from_bytes(picture[20:24], "big"))
    assert size == (int(shared["og:image:width"]), int(shared["og:image:height"])) == (1200, 630)
    assert len(picture) < 100_000


@SQLITE
def test_what_someone_looks_for_is_not_indexed(testapp: Any) -> None:
    assert head_of(testapp.get("/recherche?mots=secret"))["robots"] == "noindex, follow"
    assert "robots" not in head_of(testapp.get("/recherche"))
    assert head_of(testapp.get("/candidature"))["canonical"] == "http://localhost/candidature"


@SQLITE
@pytest.mark.parametrize(
    ("query", "canonical", "indexed"),
    [
        ("", "/actions", True), ("?page=2", "/actions?page=2", True), ("?page=1", "/actions", True),
        ("?axe=3", "/actions", False), ("?secteur=meaux&page=2", "/actions", False),
        ("?tri=parution", "/actions", False), ("?page=%C2%B2", "/actions", True),
    ],
)  # fmt: skip
def test_the_states_of_a_list_lead_to_one_address(testapp: Any, query: str, canonical: str, indexed: bool) -> None:
    head = head_of(testapp.get(f"/actions{query}"))
    assert head["canonical"] == f"http://localhost{canonical}"
    assert ("robots" not in head) == indexed


def microdata(page: Any) -> dict[str, Any]:
    """The one event of a page, as a reader of microdata finds it."""
    document = html.document_fromstring(page.text)
    (scope,) = document.xpath(f"//*[@itemscope][@itemtype='{EVENT}']")
    return properties(scope)


def properties(scope: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in scope.xpath(".//*[@itemprop]"):
        nearest = next(one for one in element.iterancestors() if one.get("itemscope") is not None)
        if nearest is scope:
            value = properties(element) if element.get("itemscope") is not None else plain_value(element)
            found.setdefault(element.get("itemprop"), []).append(value)
    return found


def plain_value(element: Any) -> str:
    return element.get("content") or element.get("href") or element.text_content()


@SQLITE
def test_an_action_with_a_date_is_an_event(testapp: Any, actions: Any) -> None:
    actions.make("published", title=NASTY, slug="x", commune_code="77288", partners=("unafam77",))
    actions.make("running", title="Long", starts_on=date(2027, 1, 2), ends_on=date(2027, 3, 4))
    event = microdata(testapp.get("/actions/x"))
    assert event["name"] == [NASTY]
    assert (event["startDate"], event["endDate"]) == (["2027-03-04"], ["2027-03-04"])
    assert event["eventStatus"] == ["https://schema.org/EventScheduled"]
    assert event["location"][0]["address"][0]["addressLocality"] == ["Melun"]
    assert [one["name"][0] for one in event["organizer"]] == sorted(one["name"][0] for one in event["organizer"])
    assert len(event["organizer"]) == 2
    assert event["url"] == ["http://localhost/actions/x"]
    long = microdata(testapp.get("/actions/long"))
    assert (long["startDate"], long["endDate"]) == (["2027-01-02"], ["2027-03-04"])
    assert long["location"][0]["name"] == ["Seine-et-Marne"]


@SQLITE
def test_what_nobody_can_go_to_is_no_event(testapp: Any, actions: Any) -> None:
    """A tool, an action without a day; withdrawn, we do not know that it is cancelled, and its dates are not said."""
    actions.make("published", title="Carnet", kind="tool")
    actions.make("published", title="Un jour", starts_on=None)
    actions.make("withdrawn", title="Retirée")
    for slug, status in (("carnet", 200), ("un-jour", 200), ("retiree", 410)):
        assert "schema.org" not in testapp.get(f"/actions/{slug}", status=status).text


@SQLITE
def test_cards_by_sector(testapp: Any, actions: Any) -> None:
    actions.make("published", title="À Melun", commune_code="77288")
    actions.make("published", title="Partout")
    found = {
        sector: testapp.get(f"/actions?secteur={sector}").lxml.xpath("//li[@class='card']/h2/a/text()")
        for sector in ("melun", "meaux", "paris")
    }
    assert found == {"melun": ["Partout", "À Melun"], "meaux": ["Partout"], "paris": ["Partout", "À Melun"]}
    assert "tout le département" in testapp.get("/actions?secteur=meaux").text
    assert "communes de ce secteur" not in testapp.get("/actions").text


def test_the_sheet_of_the_guide_names_every_column() -> None:
    """Whoever reads the documentation without the site finds every address there."""
    text = (Path(__file__).parents[2] / "docs" / "open-data.md").read_text()
    for address in ("/actions.csv", "/actions.csv-metadata.json", "/actions/fragment", "/api/v1", "/donnees-ouvertes"):
        assert f"`{address}" in text
