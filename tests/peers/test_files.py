"""A peer's file: who opens it, what each sees of it, and what they may change."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.peers.models import Peer

ADD = "/intranet/associations/apf77/pairs/ajouter"


@pytest.fixture
def referent(people):
    return people.browser("structure_referent")


@pytest.fixture
def own_peer(people, rosters, database):
    """A peer of apf77 who signs in. :returns: public id and browser."""
    account = people.account("peer")
    public_id = rosters.add(state="active", details={"antenna": "sud"})
    with database.transaction() as session:
        peer = session.scalars(select(Peer).where(Peer.public_id == public_id)).one()
        peer.account_id = session.scalar(select(Account.id).where(Account.public_id == account))
    return public_id, people.sign_in(account)


def file(public_id, part=""):
    return f"/intranet/pairs/{public_id}{part}"


def main_text(page):
    return page.html.select_one("main").get_text(" ", strip=True)


def form_with(page, field):
    return next(form for form in page.forms.values() if field in form.fields)


def test_the_own_association_reads_the_file_and_it_is_journalled(referent, rosters, journal_acts):
    public_id = rosters.add(families=("motor",), phone="06 12 34 56 78", details={"antenna": "sud"})
    text = main_text(referent.get(file(public_id)))
    for words in ("Alix Martin", "actif", "06 12 34 56 78", "Physique ou motrice", "Antenne Sud", "15 mars 2024"):
        assert words in text
    assert "peer.viewed" in journal_acts()


@pytest.mark.parametrize("part", ["", "/modifier", "/fin-de-parrainage"])
@pytest.mark.parametrize("role", ["structure_referent", "collective_member", "peer"])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_another_association_does_not(people, rosters, part, role):
    people.browser(role, "unafam77").get(file(rosters.add(), part), status=403)


def test_another_peer_of_the_same_association_does_not(people, rosters):
    people.browser("peer").get(file(rosters.add()), status=403)


def test_each_association_sees_only_its_own_details(people, referent, rosters):
    public_id = rosters.add(details={"antenna": "sud"})
    rosters.sponsor(public_id, "unafam77", details={"secret": "theirs"})
    own = main_text(referent.get(file(public_id)))
    assert "Antenne Sud" in own
    assert "theirs" not in own
    for role, place in (("structure_referent", "unafam77"), ("coordinator", "mdph77")):
        text = main_text(people.browser(role, place).get(file(public_id)))
        assert "APF" in text
        assert "Sud" not in text


def test_the_coordination_reads_and_does_not_edit(people, rosters):
    coordination, public_id = people.browser("coordinator", "mdph77"), rosters.add()
    coordination.get(file(public_id), status=200)
    coordination.get(file(public_id, "/modifier"), status=403)


def fill(form, **values):
    for name, value in values.items():
        form[name] = value
    return form


def test_a_referent_adds_a_peer_in_preparation(referent, rosters):
    form = form_with(referent.get(ADD), "family_name")
    fill(form, family_name=" Émond ", given_name="Alix", email="Alix@EX.fr", phone="+33612345678",
         commune_code="meaux", antenna="sud")  # fmt: skip
    page = form.submit("submit", status=303).follow()
    kept = rosters.peer(page.request.path.rsplit("/", 1)[1])
    assert kept["state"] == "preparing"
    assert (kept["family_name"], kept["email"], kept["phone"], kept["commune_code"]) == (
        "Émond", "alix@ex.fr", "06 12 34 56 78", "77284",
    )  # fmt: skip
    sponsorship = kept["sponsorships"][0]
    assert sponsorship["details"] == {"antenna": "sud"}
    assert sponsorship["facets"] == [("antenna", "sud")]
    assert sponsorship["copies"] == ("emond alix", "preparing")


@pytest.mark.parametrize(
    ("field", "value"),
    [("family_name", ""), ("family_name", "X77"), ("email", "nulle part"), ("phone", "12"), ("commune_code", "Lyon"),
     ("capacity", "99")],
)  # fmt: skip
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_each_wrong_answer_is_explained_and_kept(referent, field, value):
    form = form_with(referent.get(ADD), "family_name")
    fill(form, family_name="Émond", given_name="Alix")
    form[field] = value
    answer = form.submit("submit", status=422)
    assert answer.html.select_one(f"[name={field}][aria-invalid=true]")["value"] == value
    assert answer.html.select_one("[name=given_name]")["value"] == "Alix"


def test_the_same_person_is_not_added_twice(referent, rosters):
    rosters.add(email="alix@ex.fr")
    form = form_with(referent.get(ADD), "family_name")
    fill(form, family_name="Autre", given_name="Nom", email="alix@ex.fr")
    assert "déjà une fiche pour Alix Martin" in form.submit("submit", status=422).text


def test_a_person_of_another_association_is_not_revealed(referent, rosters):
    rosters.add("unafam77", email="alix@ex.fr")
    form = form_with(referent.get(ADD), "family_name")
    fill(form, family_name="Martin", given_name="Alix", email="alix@ex.fr").submit(status=303)


def test_a_new_name_moves_in_the_roster_and_unknown_details_are_kept(referent, rosters):
    public_id = rosters.add(details={"antenna": "nord", "long_gone": "kept"}, facets={"antenna": "nord"})
    form = form_with(referent.get(file(public_id, "/modifier")), "family_name")
    fill(form, family_name="Zola", antenna="ouest").submit("submit", status=303)
    kept = rosters.peer(public_id)["sponsorships"][0]
    assert kept["copies"] == ("zola alix", "active")
    assert kept["details"] == {"antenna": "ouest", "long_gone": "kept"}
    assert kept["facets"] == [("antenna", "ouest")]


def test_the_second_of_two_people_who_edit_is_told(referent, rosters):
    public_id = rosters.add()
    first, second = (form_with(referent.get(file(public_id, "/modifier")), "family_name") for _ in range(2))
    fill(first, email="premier@ex.fr").submit("submit", status=303)
    answer = fill(second, email="second@ex.fr").submit("submit", status=422)
    assert "Une autre personne" in answer.text
    assert answer.html.select_one("[name=email]")["value"] == "second@ex.fr"
    assert rosters.peer(public_id)["email"] == "premier@ex.fr"


def test_a_peer_pauses_and_resumes_in_one_click_without_a_reason(own_peer, rosters, journal_acts):
    public_id, browser = own_peer
    page = browser.get("/intranet/ma-fiche").follow()
    paused = form_with(page, "move").submit("move").follow()
    assert rosters.peer(public_id)["state"] == "paused"
    assert rosters.peer(public_id)["sponsorships"][0]["copies"][1] == "paused"
    form_with(paused, "move").submit("move")
    assert rosters.peer(public_id)["state"] == "active"
    assert {"peer.paused", "peer.resumed"} <= set(journal_acts())


def test_a_peer_cannot_make_themself_active(own_peer, rosters, database):
    public_id, browser = own_peer
    token = form_with(browser.get(file(public_id)), "move")["csrf_token"].value
    with database.transaction() as session:
        session.scalars(select(Peer).where(Peer.public_id == public_id)).one().state = "preparing"
    answer = browser.post(file(public_id, "/etat"), {"csrf_token": token, "move": "resume"}).follow()
    assert "Ce n'est plus possible : l'état est maintenant « en préparation »" in answer.html.get_text()
    assert rosters.peer(public_id)["state"] == "preparing"
    browser.get(file(public_id, "/modifier"), status=403)


def test_when_the_only_sponsor_leaves_the_peer_is_paused_and_the_file_closed(referent, rosters):
    public_id = rosters.add(state="active")
    form_with(referent.get(file(public_id, "/fin-de-parrainage")), "day").submit("submit", status=303)
    kept = rosters.peer(public_id)
    assert kept["state"] == "paused"
    assert kept["sponsorships"][0]["state"] == "ended"
    referent.get(file(public_id), status=403)


def test_a_sponsorship_cannot_end_before_it_began(referent, rosters):
    form = form_with(referent.get(file(rosters.add(), "/fin-de-parrainage")), "day")
    fill(form, day="1", month="1", year="2020")
    assert "15 mars 2024" in form.submit("submit", status=422).text


def test_an_unknown_file_is_not_found(referent):
    referent.get(file("rien"), status=404)
