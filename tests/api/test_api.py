"""The interface for programs: what it says of itself, what it answers, what it refuses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import webtest

from collectif.api.catalogue import COLLECTIONS, OPERATIONS
from collectif.api.operations import Collection
from collectif.parameters import WholeNumber
from tests.actions.conftest import PROPOSER, VALIDATOR

from .conftest import LIBRARIAN

SQLITE = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
PRIVATE = (PROPOSER, VALIDATOR, LIBRARIAN, "Cachée", "Brouillon", "prive.example")
FORMATS = jsonschema.FormatChecker()


def paths_of(testapp: webtest.TestApp) -> list[tuple[str, str]]:
    """Every address that answers, with the address the description calls it by."""
    found = [("/api/v1", "/api/v1")]
    for operation in OPERATIONS:
        if isinstance(operation, Collection):
            found.append((operation.pattern, operation.pattern))
        else:
            name = f"/{operation.path.split('/')[1]}"
            above = next(one for one in COLLECTIONS if one.path == name)
            key = "id" if operation.key.name == "public_id" else operation.key.name
            rows = testapp.get(above.pattern).json[above.name]
            found += [(f"{above.pattern}/{row[key]}", operation.pattern) for row in rows]
    return found


def open_objects(schema: Any) -> Any:
    """The schema, which also refuses the names it does not know: nothing is answered that is not described."""
    if isinstance(schema, dict):
        closed = {name: open_objects(value) for name, value in schema.items()}
        return {**closed, "additionalProperties": False} if "properties" in schema else closed
    return [open_objects(one) for one in schema] if isinstance(schema, list) else schema


def test_every_answer_is_as_described_and_names_nobody(
    testapp: webtest.TestApp, filled: None, described: dict[str, Any]
) -> None:
    components = open_objects(described["components"])
    asked = paths_of(testapp)
    assert {path for _, path in asked} == set(described["paths"])
    for address, path in asked:
        answer = testapp.get(address, status=200)
        schema = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        jsonschema.validate(answer.json, {**schema, "components": components}, format_checker=FORMATS)
        assert not [word for word in PRIVATE if word.casefold() in answer.text.casefold()], address
        assert testapp.head(address, status=200).headers["ETag"] == answer.headers["ETag"]
        testapp.get(address, headers={"If-None-Match": answer.headers["ETag"]}, status=304)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


@SQLITE
def test_the_description_is_openapi(described: dict[str, Any]) -> None:
    """Its schemas are schemas, its examples are values that may be asked, its references lead somewhere."""
    assert described["openapi"].startswith("3.1.")
    schemas = described["components"]["schemas"]
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    operations = [path["get"] for path in described["paths"].values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    for parameter in (parameter for one in operations for parameter in one["parameters"]):
        jsonschema.validate(parameter["example"], parameter["schema"])
        assert parameter["description"]
    text = json.dumps(described)
    wanted = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert wanted == set(schemas)
    for name, schema in (pair for one in schemas.values() for pair in one.get("properties", {}).items()):
        for example in schema.get("examples", ()):
            jsonschema.validate(example, schema, format_checker=FORMATS)
        assert "description" in schema or "items" in schema, name


@SQLITE
def test_the_entry_leads_to_everything(testapp: webtest.TestApp, filled: None) -> None:
    home = testapp.get("/api/v1")
    assert [one["id"] for one in home.json["lists"]] == [collection.name for collection in COLLECTIONS]
    for one in home.json["lists"]:
        testapp.get(one["url"].removeprefix("http://localhost"), status=200)
    for relation in ("service-desc", "service-doc", "license"):
        assert f'rel="{relation}"' in home.headers["Link"]


@SQLITE
@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda one: one.name)
def test_every_list_is_read_page_by_page(testapp: webtest.TestApp, filled: None, collection: Collection) -> None:
    days = "du=2026-01-01&au=2027-12-31&" if collection.name == "evenements" else ""
    whole = testapp.get(f"{collection.pattern}?{days}").json
    seen: list[Any] = []
    address = f"{collection.pattern}?{days}par_page=1"
    while address:
        answer = testapp.get(address, status=200)
        seen += answer.json[collection.name]
        links = dict(reversed(part.split("; rel=")) for part in answer.headers["Link"].split(", "))
        address = links.get('"next"', "<>").strip("<>").removeprefix("http://localhost")
        assert {'"first"', '"last"'} <= set(links)
    assert seen == whole[collection.name]
    assert len(seen) == whole["count"] > 1
    beyond = testapp.get(f"{collection.pattern}?{days}page=999", status=200)
    assert beyond.json[collection.name] == []
    assert f'page={-(-whole["count"] // 20)}>; rel="prev"' in beyond.headers["Link"]


def test_actions_are_narrowed(testapp: webtest.TestApp, filled: None) -> None:
    for query, titles in {
        "axe=2": ["Permanence"],
        "nature=tool": ["Carnet"],
        "annee=2026": ["Permanence"],
        "etat=running": ["Permanence"],
        "secteur=melun&nature=group": ["Permanence", "Café des pairs"],
        "secteur=meaux&nature=group": ["Permanence"],
        "organisation=unafam77": ["Café des pairs"],
        "organisation=unafam77&axe=1": [],
    }.items():
        found = testapp.get(f"/api/v1/actions?{query}", status=200).json
        assert [one["title"] for one in found["actions"]] == titles, query
        assert found["count"] == len(titles)
    cafe = testapp.get("/api/v1/actions/cafe-des-pairs").json
    assert (cafe["sector"]["id"], cafe["commune"]["name"]) == ("melun", "Melun")


@SQLITE
def test_events_of_the_days_asked_for(testapp: webtest.TestApp, filled: None) -> None:
    for query, titles in {
        "du=2026-01-01&au=2027-12-31": ["Permanence", "Café des pairs"],
        "du=2026-05-15&au=2026-05-15": ["Permanence"],
        "du=2027-01-01&au=2027-12-31&secteur=melun": ["Café des pairs"],
        "du=2027-01-01&au=2027-12-31&secteur=meaux": [],
        "du=2027-12-31&au=2027-01-01": [],
        "du=0001-01-01&au=9999-12-31": ["Permanence", "Café des pairs"],
        "du=9999-12-31": [],
    }.items():
        found = testapp.get(f"/api/v1/evenements?{query}", status=200).json["evenements"]
        assert [one["title"] for one in found] == titles, query
    cafe = testapp.get("/api/v1/evenements?du=2027-03-04&au=2027-03-04").json["evenements"][0]
    assert (cafe["starts"], cafe["ends"]) == ("2027-03-04", "2027-03-04")
    testapp.get(cafe["url"].removeprefix("http://localhost"), status=200)


def test_what_is_no_longer_public_says_why(testapp: webtest.TestApp, filled: None) -> None:
    for address, reason in {
        "/api/v1/actions/retiree": "La salle a fermé.",
        "/api/v1/documents/plaquetteret": "Une erreur.",
        "/api/v1/documents/plaquetterep": "Ce document n'est plus public.",
    }.items():
        gone = testapp.get(address, status=410)
        assert gone.content_type == "application/problem+json"
        assert json.loads(gone.body)["detail"] == reason
    for address in ("actions/cachee-idea", "documents/brouillonxxx", "organisations/nulle-part", "rien", "actions/"):
        absent = testapp.get(f"/api/v1/{address}", status=404)
        assert absent.content_type == "application/problem+json"
        assert set(json.loads(absent.body)) == {"status", "title", "detail"}


@SQLITE
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("axe=5", "de 1 à 4"), ("axe=03", "de 1 à 4"), ("nature=zzz", "awareness"), ("secteur=paris", "meaux"),
        ("organisation=x", "apf77"), ("etat=withdrawn", "published"), ("anne=2027", "annee"), ("page=", "de 1 à"),
        ("page=0", "de 1 à"), ("par_page=101", "de 1 à 100"), ("%00=1", "signes"), ("%ff=1", "signes"),
        ("axe=1&axe=2", "plusieurs"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_says_what_may_be_asked(testapp: webtest.TestApp, query: str, said: str) -> None:
    refused = testapp.get(f"/api/v1/actions?{query}", status=400)
    assert refused.content_type == "application/problem+json"
    assert said in json.loads(refused.body)["detail"]
    assert refused.headers["Cache-Control"] == "no-store"
    for day in ("2026-02-30", "20260101", "demain", "2026-01-01T10:00"):
        assert "comme 2027-01-01" in testapp.get(f"/api/v1/evenements?du={day}", status=400).json["detail"]


@SQLITE
def test_our_own_errors_are_told_to_programs(testapp: webtest.TestApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WholeNumber, "read", lambda parameter, session, text: 1 // 0)
    broken = testapp.get("/api/v1/axes?page=1", status=500)
    assert broken.content_type == "application/problem+json"
    assert "Réessayez" in broken.json["detail"]
    assert "Zero" not in broken.text


def test_the_number_of_queries_does_not_grow(
    testapp: webtest.TestApp, filled: None, actions: Any, count_queries: Any
) -> None:
    def count(address: str) -> int:
        with count_queries() as statements:
            testapp.get(address, status=200)
        return len(statements)

    addresses = [collection.pattern for collection in COLLECTIONS] + ["/sitemap.xml", "/actions/fragment"]
    few = {address: count(address) for address in addresses}
    for number in range(6):
        actions.make("published", title=f"Autre {number}", partners=("unafam77", "mdph77"))
    assert {address: count(address) for address in addresses} == few
    assert max(few.values()) <= 4
