"""What the coordination does not read, plugins that fail in a form, addresses of associations that were merged."""

from __future__ import annotations

import colander
import pytest
from sqlalchemy import select

from collectif.organisations.models import Organisation, OrganisationAlias
from collectif.peers.own_fields import own_fields
from tests.support.apps import People

ROSTER = "/intranet/associations/apf77/pairs"


def headings(answer):
    return answer.body.decode("utf-8-sig").splitlines()[0]


def test_the_reference_is_in_the_files_of_its_own_association_only(people, rosters):
    rosters.add(external_ref="A-77")
    own = people.browser("structure_referent", "apf77").get(ROSTER + "?format=csv")
    others = people.browser("coordinator", "mdph77").get(ROSTER + "?format=csv")
    assert "Référence" in headings(own)
    assert "A-77" in own.text
    assert "Référence" not in headings(others)
    assert "A-77" not in others.text


@pytest.mark.parametrize(
    "fault", [RuntimeError("broken"), colander.Invalid(colander.SchemaNode(colander.String()), "Non.")]
)
def test_a_validator_of_a_plugin_is_guarded_in_the_form_too(make_app, database, rosters, fault):
    public_id = rosters.add(state="preparing")
    app = make_app(plugin_errors="isolate")
    browser = People(database, app).browser("structure_referent", "apf77")

    def refuse(node, value):
        raise fault

    for field in own_fields(app.registry, "apf77").fields:
        field.node.validator = refuse
    page = browser.get(f"/intranet/pairs/{public_id}/modifier")
    form = next(form for form in page.forms.values() if "antenna" in form.fields)
    form["antenna"] = form["antenna"].options[1][0]
    answer = form.submit("submit", status=422)
    words = answer.html.select_one("main").get_text()
    assert ("momentanément indisponibles" in words) == isinstance(fault, RuntimeError)


def test_the_roster_of_an_association_that_was_merged_is_where_it_went(people, database):
    with database.transaction() as session:
        place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        session.add(OrganisationAlias(organisation_id=place.id, name="AMF", sort_name="amf", slug="amf77"))
    browser = people.browser("coordinator", "mdph77")
    answer = browser.get("/intranet/associations/amf77/pairs", status=301)
    assert answer.location.endswith("/intranet/associations/apf77/pairs")


@pytest.mark.parametrize("address", [ROSTER, "/intranet/pairs", "/intranet/ma-fiche", "/intranet/parrainages"])
def test_pages_to_read_answer_to_reading_only(people, address):
    browser = people.browser("structure_referent", "apf77")
    forms = browser.get("/intranet/mon-compte").forms.values()
    token = next(form for form in forms if "csrf_token" in form.fields)["csrf_token"].value
    assert browser.post(address, {"csrf_token": token}, expect_errors=True).status_int in (404, 405)
