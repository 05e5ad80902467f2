"""The first page after sign-in: what waits, what comes, what has changed, for each role and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import webtest
from sqlalchemy import select, update

from collectif.accounts.models import Account, Mandate
from collectif.actions.models import Action, ActionStep
from collectif.db import now
from collectif.mail.models import OutgoingMail
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.security.permissions import Role
from collectif.text import slugify, sort_key, today
from tests.support.gates import become

PLACES = {Role.ADMIN: None, Role.AUDITOR: None, Role.COORDINATOR: "mdph77", Role.TRAINER: "mdph77"}
NOTHING = "Rien ne vous attend"
# What the first page asks the database, who is asking included.
MOST_QUERIES = {
    "coordinator": 18, "structure_referent": 19, "peer": 15, "collective_member": 9, "trainer": 8,
}  # fmt: skip


@pytest.fixture
def read():
    """``read(browser)``: the words of the main part of the page, spaces made one."""
    return lambda browser: " ".join(browser.get("/intranet").lxml.find(".//main").text_content().split())


@pytest.fixture
def links():
    """``links(browser)``: the addresses the main part of the page leads to."""
    return lambda browser: {a.get("href") for a in browser.get("/intranet").lxml.find(".//main").iter("a")}


@pytest.fixture
def action(database):
    """``action("proposed", …)``: an action in that state, whose last step was so many days ago; its public id."""

    def make(state, title="Café des pairs", organisation="apf77", days=10, starts_in=20, step="propose"):
        with database.transaction() as session:
            place = session.scalars(select(Organisation).filter_by(slug=organisation)).one()
            action = Action(
                state=state, title=title, sort_title=sort_key(title), kind="group", proposing_organisation=place,
                slug=slugify(title), published_at=now(), decided_on=today(), withdrawal_reason="Annulée.",
                starts_on=today() + timedelta(days=starts_in), commune_code="77288",
            )  # fmt: skip
            action.steps.append(ActionStep(name=step, at=now() - timedelta(days=days)))
            session.add(action)
            session.flush()
            return action.public_id

    return make


@pytest.fixture
def peer(database):
    """``peer(…)``: a peer sponsored by an association."""

    def make(name, organisation="apf77", sponsorship="active", state="active", account=None):
        with database.transaction() as session:
            place = session.scalars(select(Organisation).filter_by(slug=organisation)).one()
            person = Peer(given_name="Zoé", family_name=name, sort_name=sort_key(name, "Zoé"))
            if account:
                person.account = session.scalars(select(Account).filter_by(public_id=account)).one()
            ended = today() if sponsorship == "ended" else None
            person.sponsorships.append(
                Sponsorship(organisation=place, state=sponsorship, started_on=today(), ended_on=ended,
                            peer_sort_name=person.sort_name, peer_state="preparing")
            )  # fmt: skip
            session.add(person)
            become(session, person, "paused" if sponsorship == "ended" and state == "active" else state)

    return make


def end_mandate(database, account, days):
    with database.transaction() as session:
        found = session.scalars(select(Account.id).filter_by(public_id=account)).one()
        ends_on = today() + timedelta(days=days)
        values = {"starts_on": today() - timedelta(days=100), "ends_on": ends_on}
        session.execute(update(Mandate).where(Mandate.account_id == found).values(**values))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_a_first_page_even_when_nothing_is_there(people, read, role):
    words = read(people.browser(role, PLACES.get(role, "apf77")))
    assert "Ce qui vous attend" in words
    assert NOTHING in words
    assert "Aucune date dans les trois mois" in words
    assert "Rien de nouveau" in words


def test_nobody_is_let_in_without_signing_in(testapp):
    assert "/connexion" in testapp.get("/intranet", status=303).location


def test_someone_without_mandate_is_told_why_and_shown_nothing(people, database, action, peer, read, links):
    action("published", "Café public")
    action("proposed", "Café secret")
    peer("Zephyrelle")
    account = people.account("structure_referent")
    end_mandate(database, account, -1)
    browser = people.sign_in(account)
    words = read(browser)
    assert "Aucun mandat en cours" in words
    assert "Café" not in words
    assert "pair parrainé" not in words
    assert links(browser) == {"/intranet/mon-compte", "/aide#contact", "/"}
    assert "intranet-nav" not in browser.get("/intranet").text


def test_what_waits_on_the_coordination_comes_oldest_first(people, action, read):
    action("proposed", "Récente", days=2)
    action("validated", "Ancienne", days=30)
    action("examined", "Entre les deux", days=12)
    words = read(people.browser("coordinator", "mdph77"))
    assert "3 choses vous attendent" in words
    assert words.index("Ancienne") < words.index("Entre les deux") < words.index("Récente")
    assert "Action à publier Ancienne" in words


def test_each_thing_that_waits_has_a_button_that_leads_there(people, action, links):
    public_id = action("returned", "À reprendre")
    address = f"/intranet/actions/{public_id}"
    browser = people.browser("collective_member")
    assert address in links(browser)
    browser.get(address, status=200)


def test_another_organisation_s_work_does_not_wait_on_me(people, action, read):
    action("returned", "À reprendre", organisation="unafam77")
    assert NOTHING in read(people.browser("structure_referent", "apf77"))
    assert "À reprendre" in read(people.browser("structure_referent", "unafam77"))


def test_more_than_six_things_are_folded_not_lost(people, action, read):
    for number in range(9):
        action("proposed", f"Action {number}", days=number + 1)
    words = read(people.browser("coordinator", "mdph77"))
    assert "Voir 3 autres choses" in words
    assert all(f"Action {number}" in words for number in range(9))


@pytest.mark.parametrize(("days", "told"), [(0, True), (30, True), (31, False)])
def test_a_mandate_that_ends_soon_is_announced_to_its_holder(people, database, read, days, told):
    account = people.account("collective_member")
    end_mandate(database, account, days)
    assert ("Votre mandat finit bientôt" in read(people.sign_in(account))) is told


def test_and_to_those_concerned(people, database, read, links):
    account = people.account("collective_member", "apf77", display_name="Basile Sortant")
    end_mandate(database, account, 10)
    assert "Basile Sortant" in read(people.browser("structure_referent", "apf77"))
    assert "Basile Sortant" not in read(people.browser("structure_referent", "unafam77"))
    assert "Basile Sortant" not in read(people.browser("collective_member", "apf77"))
    assert f"/intranet/admin/comptes/{account}" in links(people.browser("admin", None))


def test_one_s_own_mandate_is_not_said_twice(people, database, read):
    account = people.account("admin", None)
    end_mandate(database, account, 10)
    assert read(people.sign_in(account)).count("mandat finit") == 1


def test_a_referent_finds_the_own_association_s_roster_import_and_reports(people, peer, read, links):
    peer("Un")
    peer("Deux")
    peer("Trois", organisation="unafam77")
    browser = people.browser("structure_referent", "apf77")
    assert "2 pairs parrainés aujourd'hui" in read(browser)
    base = "/intranet/associations/apf77"
    assert {f"{base}/pairs", f"{base}/pairs/import", f"{base}/rapports"} <= links(browser)
    assert not [href for href in links(browser) if "unafam77" in href]


def test_a_peer_finds_the_own_file_once_it_is_tied_to_the_account(people, peer, read, links):
    account = people.account("peer")
    browser = people.sign_in(account)
    assert "pas encore reliée" in read(browser)
    peer("Zephyrelle", account=account)
    assert "/intranet/ma-fiche" in links(browser)
    assert "pas encore reliée" not in read(browser)


def test_the_coordination_reads_numbers_of_the_collective(people, peer, action, read):
    peer("Un")
    peer("Deux", state="paused")
    peer("Trois", sponsorship="ended", state="paused")
    action("proposed")
    action("published", "Deuxième", step="publish")
    words = read(people.browser("coordinator", "mdph77"))
    for told in ("2 pairs parrainés", "1 pair actif", "1 pair en recherche de structure", "1 action en préparation"):
        assert told in words
    assert "pairs parrainés" not in read(people.browser("collective_member"))


def test_technical_roles_find_their_tools_and_no_content(people, peer, action, links):
    peer("Un")
    action("proposed")
    assert {"/intranet/admin/comptes", "/intranet/admin/extensions"} <= links(people.browser("admin", None))
    assert {"/intranet/admin/journal", "/intranet/admin/journal/verification"} <= links(people.browser("auditor", None))
    for role in ("admin", "auditor"):
        assert not [href for href in links(people.browser(role, None)) if "pairs" in href or "/actions/" in href]


def test_the_administrator_learns_of_extensions_and_mails_out_of_order(make_app, people, database, read):
    with database.transaction() as session:
        session.add(OutgoingMail(recipient="a@b.example", subject="s", body="b", attempts=2))
    admin = people.account("admin", None)
    people._app = make_app(plugins="apf77 absente", plugin_errors="isolate")
    words = read(people.sign_in(admin))
    assert "Extension désactivée" in words
    assert "absente" in words
    assert "1 courrier attend" in words
    assert "courrier attend" not in read(people.browser("auditor", None))


def test_dates_that_come_are_those_the_person_may_know(people, action, links, read):
    decided = action("validated", "Décidée", starts_in=5)
    action("published", "Publique", starts_in=8)
    action("examined", "Incertaine", starts_in=3)
    action("published", "Lointaine", starts_in=200)
    action("published", "Passée", starts_in=-3)
    member, peer = people.browser("collective_member", "caf77"), people.browser("peer")
    coming = read(member).partition("Bientôt")[2].partition("Ce qui a changé")[0]
    assert "Décidée" in coming
    assert coming.index("Décidée") < coming.index("Publique")
    assert not [title for title in ("Incertaine", "Lointaine", "Passée") if title in coming]
    assert "Melun" in coming
    assert f"/intranet/actions/{decided}" in links(member)
    assert "Décidée" not in read(peer)
    assert "/actions/publique" in links(peer)


def test_news_are_those_the_person_may_know(people, action, read):
    action("set_aside", "Refusée", step="set_aside")
    action("idea", "Idée d'ailleurs", organisation="unafam77", step="create")
    action("idea", "Idée d'ici", step="create")
    action("published", "Annoncée", step="publish")
    action("published", "Relue", step="examine")
    action("withdrawn", "Retirée", step="withdraw")
    seen = {role: read(people.browser(role)).partition("Ce qui a changé")[2] for role in ("collective_member", "peer")}
    assert all(title in seen["collective_member"] for title in ("Refusée", "Idée d'ici", "Annoncée", "Relue"))
    assert "Idée d'ailleurs" not in seen["collective_member"]
    assert "Annoncée" in seen["peer"]
    assert not [title for title in ("Refusée", "Idée", "Relue", "Retirée") if title in seen["peer"]]


def test_several_roles_are_all_said(people, database, read):
    account = people.account("collective_member", "apf77")
    with database.transaction() as session:
        found = session.scalars(select(Account).filter_by(public_id=account)).one()
        found.mandates.append(Mandate(role=Role.TRAINER, starts_on=today(), organisation_id=1))
    words = read(people.sign_in(account))
    assert "Vos rôles ici : membre du collectif" in words


def test_the_number_of_queries_does_not_grow(people, action, peer, database, count_queries):
    browsers = [people.browser(role, PLACES.get(role, "apf77")) for role in MOST_QUERIES]

    def asked():
        counts = []
        for browser in browsers:
            with count_queries() as sent:
                browser.get("/intranet")
            counts.append(len(sent))
        return counts

    before = asked()
    for number in range(5):
        action("returned", f"À reprendre {number}")
        action("published", f"Publique {number}", step="publish")
        peer(f"Personne {number}")
        end_mandate(database, people.account("collective_member"), number)
    assert asked() == before
    assert dict(zip(MOST_QUERIES, before, strict=True)) == MOST_QUERIES


def test_the_plain_twin_says_how_the_page_is_made(people, read):
    browser = people.browser("peer")
    assert "En haut de la page" not in read(browser)
    browser.post("/preferences", {"language": "plain", "return_to": "/intranet"})
    assert "En haut de la page" in read(browser)


def test_development_says_that_everything_is_invented(make_app, testapp):
    mark = "personnes et faits fictifs"
    assert mark not in testapp.get("/").text
    assert mark in webtest.TestApp(make_app(environment="development")).get("/").text
