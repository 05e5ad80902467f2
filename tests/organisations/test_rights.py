"""Who may do what to which organisation, on every route of the room."""

import pytest

from collectif.organisations import ROUTES
from collectif.organisations.models import Representative
from collectif.organisations.queries import find_organisation
from collectif.text import today

SEAT = "seat00000000"
OWN = "edit"
COORDINATION = "merge"
READING = "view"
NEEDS = {
    "organisations": READING,
    "organisation": READING,
    "organisation_add": COORDINATION,
    "organisation_edit": OWN,
    "organisation_alias_add": COORDINATION,
    "organisation_place": COORDINATION,
    "organisation_logo": OWN,
    "organisation_logo_remove": OWN,
    "organisation_merge_choose": COORDINATION,
    "organisation_merge": COORDINATION,
    "representative_add": OWN,
    "representative_end": OWN,
    "representative_replace": OWN,
}
POST_ONLY = {"organisation_alias_add", "organisation_logo_remove"}
WHO = {
    ("coordinator", "mdph77"): {READING, OWN, COORDINATION},
    ("structure_referent", "unafam77"): {READING, OWN},
    ("structure_referent", "apf77"): {READING},
    ("collective_member", "unafam77"): {READING},
    ("peer", "unafam77"): set(),
    ("trainer", "unafam77"): set(),
    ("admin", None): set(),
    ("auditor", None): set(),
}


@pytest.fixture
def seated(database):
    with database.transaction() as session:
        organisation = find_organisation(session, "unafam77")
        session.add(Representative(public_id=SEAT, organisation_id=organisation.id, full_name="Ada", seat="titular",
                                   starts_on=today()))  # fmt: skip


def address(pattern):
    return pattern.format(slug="unafam77", representative=SEAT, target="aede", name="x.png")


def test_every_route_is_in_the_table():
    assert {name for name, *_ in ROUTES} - {"logo"} == set(NEEDS)


@pytest.mark.parametrize(("role", "organisation"), WHO, ids=str)
def test_every_route(people, seated, role, organisation):
    browser = people.browser(role, organisation)
    for name, pattern, _ in ROUTES:
        if name in NEEDS:
            allowed = NEEDS[name] in WHO[role, organisation]
            assert asked(browser, name, address(pattern)) == allowed, name


def asked(browser, name, path):
    """Whether the route let the browser through; nothing is sent that would change anything."""
    if name in POST_ONLY:
        return browser.post(path, {"csrf_token": browser.csrf, "name": ""}, expect_errors=True).status_int != 403
    answers = [browser.get(path, expect_errors=True)]
    if name not in ("organisations", "organisation", "organisation_merge_choose", "organisation_merge"):
        answers.append(browser.post(path, {"csrf_token": browser.csrf}, expect_errors=True))
    codes = {answer.status_int == 403 for answer in answers}
    assert len(codes) == 1, [answer.status for answer in answers]
    return codes == {False}


def test_nobody(testapp, seated):
    for name, pattern, _ in ROUTES:
        if name in NEEDS and name not in POST_ONLY:
            answer = testapp.get(address(pattern))
            assert answer.status_int == 303, name
            assert "/connexion" in answer.location, name


def test_another_associations_referent_cannot_merge_their_own_away(people):
    browser = people.browser("structure_referent", "apf77")
    browser.get("/intranet/organisations/apf77/reunir/unafam77", status=403)


def test_unknown_is_not_found(people):
    people.browser("coordinator", "mdph77").get("/intranet/organisations/nulle-part", status=404)


def test_a_seat_of_another_organisation_is_not_found(people, seated):
    browser = people.browser("coordinator", "mdph77")
    browser.get(f"/intranet/organisations/apf77/representants/{SEAT}/terminer", status=404)


def test_links_lead_only_where_one_may_go(people):
    page = people.browser("collective_member", "unafam77").get("/intranet/organisations/unafam77")
    assert "/intranet/associations/unafam77/pairs" not in page
    assert "Modifier la fiche" not in page
    page = people.browser("structure_referent", "unafam77").get("/intranet/organisations/unafam77")
    page.click("Ses pair-aidants")
    assert "Pôle et charte" not in page
