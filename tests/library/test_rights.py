"""Who sees and does what, on other people's documents too: pages, lists, search, exports, files, links."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.library.links import Linkable
from collectif.library.models import DocumentLink
from collectif.library.queries import documents_of
from collectif.organisations.models import Organisation
from collectif.security.identity import HeldMandate, Identity
from collectif.security.permissions import Role

from .conftest import ALL
from .files import PDF

PAGES = ("", "/fichier", "/versions/1")
FORMS = ("/nouvelle-version", "/modifier", "/retirer")
BUTTONS = ("/remettre", "/delier")
OUTSIDERS = [("structure_referent", "unafam77"), ("collective_member", "unafam77"), ("peer", "unafam77"),
             ("coordinator", "mdph77"), ("trainer", "mdph77")]  # fmt: skip
TECHNICAL = [("admin", None), ("auditor", None)]


def post(browser, address, status, **fields):
    browser.get("/aide")
    token = browser.csrf
    return browser.post(address, {"csrf_token": token, **fields}, status=status)


@pytest.mark.parametrize(("role", "place"), OUTSIDERS)
def test_an_organisations_own_document_does_not_exist_for_others(shelf, role, place):
    public_id = shelf.add("organisation", title="Quincaillerie", tags="quincaille")
    other = shelf.browser(role, place)
    for path in (*PAGES, *FORMS):
        other.get(f"{ALL}/{public_id}{path}", status=404)
    for path in (*FORMS, *BUTTONS):
        post(other, f"{ALL}/{public_id}{path}", 404, reason="x")
    queries = ({}, {"mots": "quincail"}, {"etiquette": "quincaille"}, {"organisation": "apf77"}, {"format": "csv"})
    for query in queries:
        assert "Quincaillerie" not in other.get(ALL, query)
    assert "quincaille" not in other.get(ALL)


@pytest.mark.parametrize(("role", "place"), TECHNICAL)
def test_those_without_the_library_are_refused(shelf, role, place):
    public_id, browser = shelf.add(), shelf.browser(role, place)
    for path in ("", f"/{public_id}", f"/{public_id}/fichier", "/ajouter", "/dossiers"):
        browser.get(ALL + path, status=403)


def test_a_visitor_is_asked_to_sign_in_whether_it_exists_or_not(shelf, testapp):
    public_id = shelf.add("organisation")
    for path in (f"/{public_id}", f"/{public_id}/fichier", "/nullepart", ""):
        assert "/connexion" in testapp.get(ALL + path, status=303).location
    testapp.get(f"/documents/{public_id}", status=404)
    testapp.get(f"/documents/{public_id}/fichier", status=404)


@pytest.mark.parametrize(("role", "place"), [("peer", "apf77"), ("peer", "unafam77"), ("trainer", "mdph77")])
def test_those_who_only_read_change_nothing(shelf, role, place):
    public_id, browser = shelf.add("collective"), shelf.browser(role, place)
    assert browser.get(f"{ALL}/{public_id}/fichier").body == PDF
    for path in (*FORMS, "/../ajouter"):
        browser.get(f"{ALL}/{public_id}{path}".replace(f"/{public_id}/..", ""), status=403)
    for path in (*FORMS, *BUTTONS):
        post(browser, f"{ALL}/{public_id}{path}", 403, reason="x")


def test_another_association_changes_nothing_of_a_document_of_the_collective(shelf):
    public_id = shelf.add("collective")
    other = shelf.browser("structure_referent", "unafam77")
    assert "Retirer" not in other.get(f"{ALL}/{public_id}")
    for path in FORMS:
        other.get(f"{ALL}/{public_id}{path}", status=403)
    assert "Retirer" in shelf.browser("coordinator", "mdph77").get(f"{ALL}/{public_id}")


def test_only_the_coordination_makes_public_and_changes_what_is(shelf):
    referent = shelf.browser()
    assert "public" not in [value for value, *_ in referent.get(f"{ALL}/ajouter").forms["deform"]["audience"].options]
    form = referent.get(f"{ALL}/{shelf.add()}/modifier").forms["deform"]
    form["audience"].force_value("public")
    form.submit("submit", status=422)
    public_id = shelf.add("public", by=None)
    referent.get(f"{ALL}/{public_id}")
    for path in FORMS:
        referent.get(f"{ALL}/{public_id}{path}", status=403)


def test_a_document_is_added_for_ones_own_organisation_only(shelf):
    referent = shelf.browser()
    page = shelf.send(referent, status=303)
    assert (
        shelf.fresh(page.location.rpartition("/")[2]).organisation_id
        == identity_of("apf77", shelf).mandates[0].organisation_id
    )
    form = referent.get(f"{ALL}/ajouter").forms["deform"]
    post(referent, form.action, 422, organisation="unafam77", audience="collective")


def identity_of(place, shelf, role=Role.STRUCTURE_REFERENT):
    with shelf._database.transaction() as session:
        organisation_id = session.scalar(select(Organisation.id).where(Organisation.slug == place))
    return Identity(0, "x", "x", 0, (HeldMandate(role, organisation_id, place, place),))


@pytest.fixture
def tied(shelf, database, app):
    """Documents of each audience tied to the same thing."""
    seen = {"apf77", "unafam77", "mdph77"}

    def find(request, public_id):
        places = {mandate.organisation_slug for mandate in request.identity.mandates}
        if public_id != "chose" or not places & seen:
            return None
        return Linkable("Une chose", "dashboard", may_add="apf77" in places)

    app.registry["linkables"]["accounts"] = find
    for audience in ("organisation", "collective", "public"):
        public_id = shelf.add(audience, title=audience)
        with database.transaction() as session:
            document = shelf.fresh(public_id)
            session.add(DocumentLink(document_id=document.id, kind="accounts", public_id="chose"))
    return shelf


def test_documents_of_a_thing_are_those_one_sees(tied, database):
    def titles(identity):
        with database.transaction() as session:
            return [one.title for one in documents_of(session, "accounts", "chose", identity)]

    assert titles(None) == ["public"]
    assert titles(identity_of("unafam77", tied)) == ["collective", "public"]
    assert titles(identity_of("apf77", tied)) == ["collective", "organisation", "public"]
    assert titles(identity_of("apf77", tied, Role.ADMIN)) == ["public"]


def test_a_document_says_what_it_is_tied_to_to_those_who_see_it(tied):
    page = tied.browser().get(ALL).click("^collective$")
    assert "Une chose" in page
    assert "Une chose" not in tied.browser("collective_member", "caf77").get(ALL).click("^collective$")
    button = next(form for form in page.forms.values() if form.action.endswith("/delier"))
    assert "Une chose" not in button.submit().follow()


def test_adding_from_a_thing_ties_to_it(tied, database):
    browser = tied.browser()
    address = f"{ALL}/ajouter?pour=accounts:chose"
    assert "Une chose" in browser.get(address)
    answer = tied.send(browser, address=address, title="Lié", audience="collective")
    assert answer.location.endswith("/intranet")
    with database.transaction() as session:
        assert [one.title for one in documents_of(session, "accounts", "chose", identity_of("unafam77", tied))][
            1
        ] == "Lié"


@pytest.mark.parametrize("asked", ["accounts:autre", "nulle:chose", "accounts", "", ":", "accounts:chose"])
def test_nothing_is_tied_to_what_one_may_not(tied, asked):
    tied.browser("structure_referent", "unafam77").get(f"{ALL}/ajouter?pour={asked}", status=404)


def test_an_erased_author_keeps_the_document(shelf, database):
    public_id = shelf.add()
    with database.transaction() as session:
        document = shelf.fresh(public_id)
        author = session.get(Account, document.created_by_id)
        author.display_name = "Personne effacée"
    assert "Personne effacée" in shelf.browser("peer").get(f"{ALL}/{public_id}")
