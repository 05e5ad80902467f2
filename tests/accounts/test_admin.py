"""Managing accounts, through the pages."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account, Mandate
from collectif.security.permissions import Role

LIST = "/intranet/admin/comptes"


@pytest.fixture
def admin(people):
    return people.browser("admin", None, display_name="Andréa Essai", email="admin@test.example")


def test_the_list_is_filtered_by_role_name_state_and_organisation(admin, entrance):
    entrance.account(display_name="Éloïse Référente", email="e@test.example")
    entrance.account(
        "peer", display_name="Paul Pair", email="p@test.example", organisation="unafam77", password_hash=None
    )

    def names(**params):
        rows = admin.get(LIST, params).lxml.xpath("//tbody/tr/th")
        return [row.text_content() for row in rows]

    assert names() == ["Andréa Essai", "Éloïse Référente", "Paul Pair"]
    assert names(nom="elo") == ["Éloïse Référente"]
    assert names(role="peer") == ["Paul Pair"]
    assert names(etat="open") == ["Éloïse Référente"]
    assert names(organisation="unafam") == ["Paul Pair"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_other_role_manages_accounts(people, role, entrance):
    public_id = entrance.account()
    browser = people.browser(role, None if role is Role.AUDITOR else "apf77")
    for path in ("", "/inviter", f"/{public_id}", f"/{public_id}/fermeture", f"/{public_id}/mandats"):
        browser.get(LIST + path, status=403)


def test_a_name_is_corrected_without_disturbing_anyone(admin, entrance, database):
    public_id = entrance.account(display_name="Eloise Referente", email="e@test.example")
    browser = entrance.people.sign_in(public_id)
    done = entrance.send(f"{LIST}/{public_id}/modifier", admin, display_name=" Éloïse  Référente ")
    assert "Éloïse Référente" in done.follow().text
    browser.get("/intranet", status=200)
    assert entrance.mails() == []
    assert entrance.acts()[-1] == "account.renamed"


def test_another_address_ends_sessions_and_tells_both(admin, entrance):
    public_id = entrance.account(email="avant@test.example")
    browser = entrance.people.sign_in(public_id)
    entrance.send(f"{LIST}/{public_id}/modifier", admin, email=" Apres@Test.example ")
    browser.get("/intranet", status=303)
    told = "".join(map(str, entrance.mails()))
    assert told.count("vient de changer") == 2
    entrance.account(email="prise@test.example")
    refused = entrance.send(f"{LIST}/{public_id}/modifier", admin, email="prise@test.example")
    assert refused.status_int == 422
    assert "Un compte existe déjà" in refused.text


def test_one_s_own_name_is_for_another_administrator(admin, entrance, database):
    with database.transaction() as session:
        own = session.scalars(select(Account.public_id).where(Account.email == "admin@test.example")).one()
    form = admin.get(f"{LIST}/{own}/modifier").forms["deform"]
    form["display_name"] = "Quelqu'un d'autre"
    form.submit(status=422)
    assert "Andréa Essai" in admin.get(f"{LIST}/{own}").text


def test_a_mandate_is_given_and_ended(admin, entrance, database):
    public_id = entrance.account()
    form = admin.get(f"{LIST}/{public_id}/mandats").forms["deform"]
    form["role"], form["organisation"] = "trainer", "mdph77"
    page = form.submit(status=303).follow()
    assert "formateur, MDPH 77" in page.text
    assert "Un mandat a été donné" not in "".join(entrance.mails())
    end = page.click("Mettre fin", href="/mandats/", index=0).forms["deform"]
    assert end.submit(status=303).follow().text.count("prend fin") == 1
    with database.transaction() as session:
        ended = session.scalars(select(Mandate).where(Mandate.role == "trainer")).one()
        assert ended.ends_on is not None
    assert entrance.acts()[-2:] == ["mandate.given", "mandate.ended"]


def test_referents_are_told_of_rights_given_in_their_organisation(admin, entrance):
    entrance.account(email="referent@test.example")
    public_id = entrance.account("peer", email="p@test.example")
    form = admin.get(f"{LIST}/{public_id}/mandats").forms["deform"]
    form["role"], form["organisation"] = "structure_referent", "apf77"
    form.submit(status=303)
    assert [mail.partition("\n")[0] for mail in entrance.mails()] == ["Un mandat a été donné dans votre organisation"]
    assert "p@test.example" not in entrance.mails()[0]


def test_the_last_referent_is_kept_and_the_page_says_so(admin, entrance):
    public_id = entrance.account()
    page = admin.get(f"{LIST}/{public_id}")
    answer = page.click("Mettre fin", href="/mandats/").forms["deform"].submit(status=422)
    assert "resterait sans référent" in answer.text
    closing = admin.get(f"{LIST}/{public_id}/fermeture")
    form = next(form for form in closing.forms.values() if form.action.endswith("/fermeture"))
    assert "resterait sans référent" in form.submit(status=303).follow().text
    assert "mandate.ended" not in entrance.acts()


def test_an_account_is_closed_and_opened_again(admin, entrance, database):
    public_id = entrance.account("peer")
    browser = entrance.visitor()
    entrance.sign_in(browser=browser)

    def press(action):
        page = admin.get(f"{LIST}/{public_id}" + ("/fermeture" if action == "fermeture" else ""))
        return next(form for form in page.forms.values() if form.action.endswith(action)).submit(status=303).follow()

    assert "Le compte est fermé" in press("fermeture").text
    browser.get("/intranet", status=303)
    assert entrance.sign_in().status_int == 422
    assert "Le compte est rouvert" in press("reouverture").text
    browser.get("/intranet", status=303)
    assert entrance.sign_in().status_int == 303
    with database.transaction() as session:
        assert session.scalars(select(Account.closed_at).where(Account.public_id == public_id)).one() is None


def test_an_invitation_is_sent_again(admin, entrance):
    public_id = entrance.account("peer", password_hash=None)
    page = admin.get(f"{LIST}/{public_id}")
    form = next(form for form in page.forms.values() if form.action.endswith("/invitation"))
    form.submit(status=303)
    first = entrance.last_link()
    form.submit(status=303)
    entrance.visitor().get(first, status=410)
    assert entrance.choose(entrance.last_link()).status_int == 303
    assert "Cette personne a déjà choisi" in form.submit(status=303).follow().text


def test_ones_own_account_offers_nothing_to_change(admin, database):
    with database.transaction() as session:
        own = session.scalars(select(Account)).one().public_id
    page = admin.get(f"{LIST}/{own}")
    assert "un autre administrateur change vos mandats" in page.text
    form = admin.get(f"{LIST}/{own}/mandats").forms["deform"]
    form["role"], form["organisation"] = "coordinator", "mdph77"
    answer = form.submit(status="*")
    assert answer.status_int in (403, 422)
    assert "Personne ne change ses propres droits" in answer.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_does_not_exist_is_not_found(admin, entrance):
    public_id = entrance.account()
    admin.get(f"{LIST}/nobody", status=404)
    admin.get(f"{LIST}/{public_id}/mandats/none/fin", status=404)
