"""Pages of reports and their files: who may open them, and the same figures everywhere."""

from __future__ import annotations

import csv
import io

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from collectif.documents.report import report_data
from collectif.peers.resources import Association
from collectif.reports.presentation import as_document
from collectif.reports.services import Reports
from collectif.text import today
from tests.reports.factories import organisation, sponsor_many

BASE = "/intranet/associations/apf77/rapports"


def write_peers(session):
    sponsor_many(session, "apf77", 12, facets={"mobility_aid": "none"}, commune_code="77288")
    sponsor_many(session, "apf77", 3, facets={"mobility_aid": "manual_wheelchair"}, commune_code="77288")
    sponsor_many(session, "apf77", 8, facets={"mobility_aid": "power_wheelchair"}, commune_code="77288")
    sponsor_many(session, "unafam77", 50, commune_code="77288")


@pytest.fixture
def database_url(lend_filled):
    return lend_filled("reports", write_peers)


@pytest.fixture
def referent(people):
    return people.browser("structure_referent", "apf77")


def page_figures(page) -> list[tuple[str, str]]:
    """Every number of the page with its label, in order."""
    soup = page.lxml.find("body")
    found = []
    for part in soup.xpath("//section[@aria-labelledby]"):
        for item in part.xpath(".//li[@class='figure']"):
            found.append((" ".join(item.xpath("text()")).strip(), item.xpath("span")[0].text))
        for row in part.xpath(".//tbody/tr | .//tfoot/tr"):
            found.append((row[0].text, row[1].text))
    return found


def csv_figures(body: bytes) -> list[tuple[str, str]]:
    lines = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    start = next(place for place, line in enumerate(lines) if line[:1] == ["Partie"])
    return [(line[2], line[3]) for line in lines[start + 1 :] if len(line) == 4 and line[3]]


def xlsx_figures(body: bytes) -> list[tuple[str, str]]:
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    start = next(place for place, row in enumerate(rows) if row[:1] == ["Partie"])
    return [(row[2], _plain(row[3])) for row in rows[start + 1 :] if len(row) == 4 and row[3] != ""]


def _plain(value: object) -> str:
    return str(int(value)) if isinstance(value, float) else str(value)


def test_the_list_has_the_common_report_and_the_associations_own(referent):
    page = referent.get(BASE, status=200)
    for title in ("Rapport annuel", "Mobilité et transport adapté", "Pairs par antenne et par secteur"):
        page.mustcontain(title)


def test_another_association_has_the_common_report_only(people):
    page = people.browser("structure_referent", "unafam77").get(BASE.replace("apf77", "unafam77"))
    page.mustcontain("Rapport annuel", no=["Mobilité", "indisponibles"])


@pytest.mark.parametrize("report", ["annuel", "mobilite", "antennes"])
def test_page_and_files_say_the_same(referent, report):
    figures = page_figures(referent.get(f"{BASE}/{report}"))
    assert len(figures) > 3
    assert csv_figures(referent.get(f"{BASE}/{report}?format=csv").body) == figures
    assert xlsx_figures(referent.get(f"{BASE}/{report}?format=xlsx").body) == figures


@pytest.mark.parametrize("report", ["annuel", "mobilite", "antennes"])
def test_the_document_says_the_same(referent, app, db, report):
    figures = page_figures(referent.get(f"{BASE}/{report}"))
    association = Association(organisation(db, "apf77").id, "apf77", "APF77")
    data = report_data(as_document(Reports(db, app.registry["extensions"]).build(association, report, today().year)))
    said = []
    for section in data["sections"]:
        said += [(one["label"], one["value"]) for one in section["figures"]]
        said += [tuple(row) for row in section["table"]["rows"]] if section["table"] else []
    assert said == figures


def test_small_numbers_are_hidden_everywhere(referent):
    figures = dict(page_figures(referent.get(f"{BASE}/mobilite")))
    assert figures["Fauteuil manuel"] == "masqué"
    assert figures["Fauteuil électrique"] == "masqué"
    assert figures["Aucune"] == "12"
    assert figures["pairs parrainés"] == "23"


def test_the_pdf_is_tagged_and_in_french(referent):
    answer = referent.get(f"{BASE}/mobilite?format=pdf")
    assert answer.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("fr")
        assert str(pdf.open_metadata()["pdfuaid:part"]) == "1"


def test_no_name_is_in_a_report(referent):
    for report in ("annuel", "mobilite", "antennes"):
        referent.get(f"{BASE}/{report}").mustcontain(no=["Fictif"])
        assert b"Fictif" not in referent.get(f"{BASE}/{report}?format=csv").body


@pytest.mark.parametrize("address", ["annuel?annee=1999", "annuel?annee=x", "annuel?annee=3000", "inconnu",
                                     "annuel?format=exe"])  # fmt: skip
def test_what_does_not_exist_is_not_found(referent, address):
    referent.get(f"{BASE}/{address}", status=404)


@pytest.mark.parametrize(("role", "place"), [
    ("structure_referent", "unafam77"), ("collective_member", "apf77"), ("peer", "apf77"), ("trainer", "mdph77"),
    ("admin", None), ("auditor", None),
])  # fmt: skip
def test_others_may_not_open_them(people, role, place):
    browser = people.browser(role, place)
    for address in (BASE, f"{BASE}/annuel", f"{BASE}/mobilite", f"{BASE}/annuel?format=csv"):
        browser.get(address, status=403)
    # Those who have figures of their own are sent to them.
    own = role in ("structure_referent", "collective_member")
    browser.get("/intranet/rapports", status=303 if own else 403)


def test_the_coordination_chooses_an_association(people):
    browser = people.browser("coordinator", "mdph77")
    browser.get("/intranet/rapports").mustcontain("/intranet/associations/unafam77/rapports")
    browser.get(f"{BASE}/mobilite", status=200)


def test_a_referent_goes_straight_to_their_association(referent):
    assert referent.get("/intranet/rapports", status=303).location.endswith(BASE)


def test_a_visitor_is_asked_to_sign_in(testapp):
    testapp.get(BASE, status=303)


def test_bars_are_described_in_words(referent):
    drawing = referent.get(f"{BASE}/mobilite").lxml.xpath("//svg[@role='img']")[0]
    title, description = (drawing.xpath(f"./{name}")[0] for name in ("title", "desc"))
    assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "Fauteuil manuel : masqué" in description.text
