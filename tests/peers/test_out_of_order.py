"""The association's plugin is out of order: the core goes on, and says so."""

from __future__ import annotations

import pytest

import collectif_apf77
from collectif.hookspecs import hookimpl
from tests.support.apps import People

ROSTER = "/intranet/associations/apf77/pairs"


@pytest.fixture
def referent(monkeypatch, make_app, database):
    def broken():
        raise RuntimeError("broken plugin")

    monkeypatch.setattr(collectif_apf77, "collectif_roster_schema", hookimpl(broken))
    return People(database, make_app(plugin_errors="isolate")).browser("structure_referent")


def test_the_roster_and_its_exports_keep_the_cores_columns(referent, rosters):
    rosters.add(family_name="Émond", details={"antenna": "sud"})
    page = referent.get(ROSTER)
    assert "momentanément indisponibles" in page.text
    assert "Émond" in page.text
    assert "Aide à la mobilité" not in page.html.select_one(".listing").get_text()
    assert "Émond" in referent.get(ROSTER + "?format=csv").body.decode("utf-8-sig")


def test_a_file_opens_and_saving_it_keeps_what_was_stored(referent, rosters):
    public_id = rosters.add(details={"antenna": "sud"}, facets={"antenna": "sud"})
    assert "momentanément indisponibles" in referent.get(f"/intranet/pairs/{public_id}").text
    page = referent.get(f"/intranet/pairs/{public_id}/modifier")
    form = next(form for form in page.forms.values() if "family_name" in form.fields)
    form["family_name"] = "Zola"
    form.submit("submit", status=303)
    kept = rosters.peer(public_id)
    assert kept["family_name"] == "Zola"
    assert kept["sponsorships"][0]["details"] == {"antenna": "sud"}
    assert kept["sponsorships"][0]["facets"] == [("antenna", "sud")]
