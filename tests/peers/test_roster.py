"""The roster of one association: who is in it, for whom, and what it costs."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
import time_machine

ROSTER = "/intranet/associations/apf77/pairs"


def names(page):
    return [link.text for link in page.html.select("tbody th a")]


def table(answer):
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def referent(people):
    return people.browser("structure_referent")


def test_a_referent_reads_the_own_roster_with_the_plugins_columns(referent, rosters):
    rosters.add(family_name="Émond", families=("visual", "motor"), details={"mobility_aid": "cane_or_walker"},
                commune_code="77284")  # fmt: skip
    page = referent.get(ROSTER)
    row = page.html.select_one("tbody tr").get_text(" ", strip=True)
    assert names(page) == ["Émond Alix"]
    for words in (
        "actif",
        "Bénévole",
        "Meaux",
        "Physique ou motrice, Visuelle",
        "15 mars 2024",
        "Canne ou déambulateur",
    ):
        assert words in row
    assert page.html.select_one("tbody .status .icon")


def test_names_sort_without_accents_and_filters_hold_together(referent, rosters):
    for name, state in (("Zola", "active"), ("Éluard", "paused"), ("Eco", "active")):
        rosters.add(family_name=name, state=state)
    assert names(referent.get(ROSTER)) == ["Eco Alix", "Éluard Alix", "Zola Alix"]
    assert names(referent.get(ROSTER + "?tri=-nom"))[0] == "Zola Alix"
    assert names(referent.get(ROSTER + "?debut=elu")) == ["Éluard Alix"]
    assert names(referent.get(ROSTER + "?etat=active")) == ["Eco Alix", "Zola Alix"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("famille=visual", ["Un Alix"]),
        ("engagement=employee", ["Deux Alix"]),
        ("secteur=meaux", ["Un Alix"]),
        ("propre_antenna=sud", ["Deux Alix"]),
        ("propre_antenna=inconnu", ["Deux Alix", "Un Alix"]),
        ("tri=depuis", ["Deux Alix", "Un Alix"]),
    ],
)
def test_each_filter(referent, rosters, query, expected):
    rosters.add(family_name="Un", families=("visual",), commune_code="77284", facets={"antenna": "nord"})
    rosters.add(family_name="Deux", engagement="employee", commune_code="77288", facets={"antenna": "sud"},
                started_on=date(2023, 1, 1))  # fmt: skip
    assert names(referent.get(f"{ROSTER}?{query}")) == expected


def test_another_associations_peers_are_not_there(referent, rosters):
    rosters.add("unafam77", family_name="Ailleurs")
    page = referent.get(ROSTER)
    assert names(page) == []
    assert "Aucun pair" in page.text


@pytest.mark.parametrize("path", [ROSTER, ROSTER + "?format=csv", ROSTER + "/ajouter"])
@pytest.mark.parametrize("role", ["structure_referent", "collective_member", "peer"])
def test_another_association_gets_nothing(people, path, role):
    people.browser(role, "unafam77").get(path, status=403)


def test_an_unknown_association_is_not_found(referent):
    referent.get("/intranet/associations/rien/pairs", status=404)


def test_the_coordination_reads_without_the_associations_own_fields(people, rosters):
    rosters.add(details={"antenna": "sud"})
    coordination = people.browser("coordinator", "mdph77")
    assert "Aide à la mobilité" not in coordination.get(ROSTER).html.select_one(".listing").get_text()
    assert "Antenne" not in table(coordination.get(ROSTER + "?format=csv"))[0]


@pytest.mark.parametrize("name", ["csv", "xlsx", "ods"])
def test_exports_have_every_field_and_are_journalled(referent, rosters, journal_acts, name):
    rosters.add(family_name="Émond", email="e@ex.fr", details={"antenna": "sud", "own_vehicle": "yes"})
    answer = referent.get(f"{ROSTER}?format={name}")
    assert f".{name}" in answer.headers["Content-Disposition"]
    assert "roster.exported" in journal_acts()
    if name == "csv":
        head, row = table(answer)[:2]
        exported = dict(zip(head, row, strict=True))
        assert exported["Nom"] == "Émond"
        assert exported["E-mail"] == "e@ex.fr"
        assert exported["Antenne"] == "Sud"
        assert exported["Dispose d'un véhicule"] == "Oui"


def test_an_unknown_export_is_not_found(referent):
    referent.get(ROSTER + "?format=exe", status=404)


def test_readings_are_journalled_once_a_quarter_of_an_hour(people, rosters, journal_acts):
    with time_machine.travel("2027-01-14 10:01:00Z", tick=False) as clock:
        first, second = people.browser("structure_referent"), people.browser("structure_referent")
        for browser in (first, first, second):
            browser.get(ROSTER)
        assert journal_acts().count("roster.viewed") == 2
        clock.shift(15 * 60)
        first.get(ROSTER)
        assert journal_acts().count("roster.viewed") == 3


def test_what_was_typed_in_a_name_is_only_text(referent, rosters):
    rosters.add(family_name="<script>alert(1)</script>", given_name="100%s")
    page = referent.get(ROSTER)
    assert "<script>alert" not in page.text
    assert names(page) == ["<script>alert(1)</script> 100%s"]


def test_the_number_of_queries_does_not_grow_with_the_rows(referent, rosters, count_queries):
    rosters.add(families=("motor",), details={"antenna": "sud"})
    referent.get(ROSTER)
    with count_queries() as one:
        referent.get(ROSTER)
    for number in range(60):
        rosters.add(family_name="Martin" + "a" * number, families=("motor", "visual"), commune_code="77284")
    with count_queries() as fifty:
        page = referent.get(ROSTER)
    assert len(names(page)) == 50
    assert "61\u00a0pairs, page 1 sur 2" in page.text
    assert len(fifty) == len(one) <= 4


def test_one_roster_opens_at_once_and_several_are_listed(people, referent, rosters):
    assert referent.get("/intranet/pairs").location.endswith(ROSTER)
    assert "APF" in people.browser("coordinator", "mdph77").get("/intranet/pairs").text
