"""The list of the intranet, its exports, and what waits on each person."""

from datetime import date, timedelta

import pytest

from collectif.actions.queries import waiting_on
from collectif.text import today


def titles(page):
    return page.lxml.xpath("//tbody//th//text()")


@pytest.fixture
def member(people):
    return people.browser("collective_member", "apf77")


@pytest.fixture
def some(actions):
    actions.make("idea", title="Écran", kind="tool", axis=4)
    actions.make("published", title="Café", starts_on=date(2026, 1, 2), partners=("mdph77",))
    actions.make("proposed", title="Danse", organisation="unafam77", partners=("apf77",))


def test_filters(member, some):
    assert titles(member.get("/intranet/actions")) == ["Café", "Danse", "Écran"]
    for query, kept in {
        "etat=idea": ["Écran"], "axe=4": ["Écran"], "nature=group": ["Café", "Danse"], "annee=2026": ["Café"],
        "organisation=unafam77": ["Danse"], "organisation=apf77": ["Café", "Danse", "Écran"],
        "organisation=mdph77": ["Café"], "etat=zzz": ["Café", "Danse", "Écran"],
        "tri=-titre": ["Écran", "Danse", "Café"],
    }.items():  # fmt: skip
        assert titles(member.get(f"/intranet/actions?{query}")) == kept, query


def test_exports(member, some):
    for extension in ("csv", "xlsx", "ods"):
        answer = member.get(f"/intranet/actions?format={extension}&etat=published", status=200)
        assert answer.headers["Content-Disposition"].endswith(f'.{extension}"')
    text = member.get("/intranet/actions?format=csv&etat=published").text
    assert "Café" in text
    assert "Publiée" in text
    assert "Danse" not in text
    member.get("/intranet/actions?format=exe", status=404)


def test_the_empty_list_says_what_to_do(member):
    assert "proposez la première" in member.get("/intranet/actions").text


def test_the_number_of_queries_does_not_grow(member, actions, count_queries):
    def count(path: str) -> int:
        with count_queries() as statements:
            member.get(path, status=200)
        return len(statements)

    public_id = actions.make("idea")
    member.get("/intranet/actions")
    paths = ("/intranet/actions", f"/intranet/actions/{public_id}")
    few = [count(path) for path in paths]
    for number in range(6):
        actions.make("idea", title=f"Autre {number}", partners=("unafam77",))
    assert [count(path) for path in paths] == few


def test_what_waits_on_each_one(db, actions, identity):
    for state in ("idea", "proposed", "returned", "examined", "validated", "published", "set_aside"):
        actions.make(state, title=f"Action {state}", starts_on=today() + timedelta(days=30))
    actions.make("returned", title="Ailleurs", organisation="unafam77")
    who = {role: identity((role, "apf77")) for role in ("collective_member", "structure_referent", "peer")}
    coordination = waiting_on(db, identity(("coordinator", "mdph77")))
    assert [item.label for item in coordination] == [
        "Action à instruire : Action proposed",
        "Action à mettre au vote du collectif : Action examined",
        "Action à publier : Action validated",
    ]
    assert [item.since for item in coordination] == sorted(item.since for item in coordination)
    for role in ("collective_member", "structure_referent"):
        assert [item.label for item in waiting_on(db, who[role])] == ["Action à compléter : Action returned"]
    assert waiting_on(db, who["peer"]) == []
    assert {item.route for item in coordination} == {"intranet_action"}


def test_an_action_whose_days_have_come_waits_on_the_coordination(db, actions, identity):
    yesterday, last_week = today() - timedelta(days=1), today() - timedelta(days=7)
    actions.make("published", title="Commencée", starts_on=today(), ends_on=None)
    actions.make("published", title="À venir", starts_on=today() + timedelta(days=1), ends_on=None)
    actions.make("running", title="Finie", starts_on=last_week, ends_on=yesterday)
    actions.make("running", title="Dernier jour", starts_on=last_week, ends_on=today())
    coordinator, member = identity(("coordinator", "mdph77")), identity(("collective_member", "apf77"))
    assert {item.label for item in waiting_on(db, coordinator)} == {
        "Action qui a dû commencer : Commencée",
        "Action finie, bilan à publier : Finie",
    }
    assert waiting_on(db, member) == []


def test_validation_does_not_wait_on_the_proposer(db, actions, identity):
    from sqlalchemy import text

    who = identity(("coordinator", "mdph77"))
    actions.make("examined")
    assert len(waiting_on(db, who)) == 1
    db.execute(text("update actions set proposed_by_id = :who"), {"who": who.account_id})
    assert waiting_on(db, who) == []


def test_someone_with_two_organisations_chooses(people, database):
    from sqlalchemy import select

    from collectif.accounts.models import Account, Mandate
    from collectif.organisations.models import Organisation
    from collectif.text import today

    account = people.account("collective_member", "apf77")
    with database.transaction() as session:
        other = session.scalars(select(Organisation).filter_by(slug="unafam77")).one()
        person = session.scalars(select(Account).filter_by(public_id=account)).one()
        person.mandates.append(Mandate(role="structure_referent", organisation=other, starts_on=today()))
    page = people.sign_in(account).get("/intranet/actions/proposer")
    form = next(form for form in page.forms.values() if "organisation" in form.fields)
    form["title"], form["kind"] = "Danse", "group"
    form.submit("submit", status=422)
    form["organisation"] = "unafam77"
    page = form.submit("submit", status=303).follow()
    assert "UNAFAM" in page.text


def test_the_organisation_is_not_asked_when_there_is_one(member):
    assert 'name="organisation"' not in member.get("/intranet/actions/proposer").text
