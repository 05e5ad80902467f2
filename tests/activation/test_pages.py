"""The path as people meet it: gates and activation, pause, suspension, end, card, passport."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from sqlalchemy import select

from collectif.peers.models import Peer
from collectif.peers.path_models import PeerCard
from tests.support.gates import attest, certify, hold_gates, sign


def file(public_id, page=""):
    return f"/intranet/pairs/{public_id}{page}"


def words(answer):
    return " ".join(answer.html.select_one("main").get_text(" ").split())


def form_to(page, action):
    return next(form for form in page.forms.values() if form.action.endswith(action))


@pytest.fixture
def coordinator(people):
    return people.browser("coordinator", "mdph77")


@pytest.fixture
def referent(people):
    return people.browser("structure_referent", "apf77")


@pytest.fixture
def own(people, rosters, tie):
    """A peer in activity and their browser."""
    account = people.account("peer", "apf77")
    public_id = rosters.add(state="active", email="alix@demo.example")
    tie(public_id, account)
    return public_id, people.sign_in(account)


def hold(database, public_id, *acts):
    with database.transaction() as session:
        peer = session.scalars(select(Peer).where(Peer.public_id == public_id)).one()
        for act in acts or (hold_gates,):
            act(session, peer)


def test_the_checklist_says_what_is_missing_then_the_coordination_activates(
    coordinator, referent, rosters, database, journal_acts
):
    public_id = rosters.add(state="preparing", email="alix@demo.example")
    page = coordinator.get(file(public_id))
    assert words(page).count("À faire") == 3
    assert not [form for form in page.forms.values() if form.action.endswith("/activer")]
    token = next(form for form in page.forms.values() if "csrf_token" in form.fields)["csrf_token"].value
    refused = coordinator.post(file(public_id, "/activer"), {"csrf_token": token}).follow()
    assert "Il manque encore quelque chose" in words(refused)
    assert rosters.peer(public_id)["state"] == "preparing"
    hold(database, public_id, lambda session, peer: attest(session, peer.sponsorships[0]), certify, sign)
    assert public_id in coordinator.get("/intranet/pairs/a-activer").text
    assert "1\xa0pair a ses trois conditions remplies" in coordinator.get("/intranet").text
    assert "la coordination MDPH 77 peut activer" in words(referent.get(file(public_id)))
    done = form_to(coordinator.get(file(public_id)), "/activer").submit().follow()
    assert "est maintenant en activité" in words(done)
    assert rosters.peer(public_id)["state"] == "active"
    assert "peer.activated" in journal_acts()


def test_a_peer_pauses_and_comes_back_in_one_click(own, rosters, database):
    public_id, browser = own
    form_to(browser.get(file(public_id)), "/etat").submit("move")
    assert rosters.peer(public_id)["state"] == "paused"
    form_to(browser.get(file(public_id)), "/etat").submit("move")
    assert rosters.peer(public_id)["state"] == "active"


def test_coming_back_says_which_gate_is_missing_and_who_acts(own, rosters, database, referent):
    public_id, browser = own
    form = form_to(browser.get(file(public_id)), "/etat")
    form.submit("move")
    with database.transaction() as session:
        certificate = certify(session, session.scalars(select(Peer).where(Peer.public_id == public_id)).one())
        session.delete(certificate)
    answer = browser.post(file(public_id, "/etat"), {"csrf_token": form["csrf_token"].value, "move": "resume"}).follow()
    assert "Formation obligatoire validée : Aucune inscription" in words(answer)
    assert "Qui agit" in words(answer)
    assert rosters.peer(public_id)["state"] == "paused"


def test_a_suspension_is_read_by_the_person_and_its_words_by_nobody_else(own, coordinator, referent, rosters):
    public_id, browser = own
    form = form_to(coordinator.get(file(public_id, "/suspendre")), "/suspendre")
    form["reason"], form["words"] = "other", "Parlons-en mardi"
    form.submit("submit", status=303)
    assert rosters.peer(public_id)["state"] == "suspended"
    assert "Parlons-en mardi" in words(browser.get(file(public_id)))
    assert "Parlons-en mardi" not in words(referent.get(file(public_id)))
    form_to(coordinator.get(file(public_id)), "/lever-la-suspension").submit()
    assert rosters.peer(public_id)["state"] == "paused"


def test_someone_leaves_when_they_wish(own, rosters, referent):
    public_id, browser = own
    page = browser.get(file(public_id, "/arreter"))
    assert "passeport" in words(page)
    form_to(page, "/arreter").submit()
    assert rosters.peer(public_id)["state"] == "ended"
    browser.get(file(public_id, "/passeport"), status=200)
    referent.get(file(public_id), status=403)


def test_the_card_says_yes_or_no_and_nothing_else(own, testapp, database, rosters):
    public_id, browser = own
    form_to(browser.get(file(public_id, "/carte")), "/carte").submit()
    with database.transaction() as session:
        token = session.scalars(select(PeerCard)).one().token
    yes = testapp.get(f"/verifier/{token}")
    assert "Pair-aidant en activité : oui" in words(yes)
    assert yes.headers["Cache-Control"] == "no-store"
    assert "noindex" in yes.headers["X-Robots-Tag"]
    for private in ("Alix", "Martin", "APF", public_id):
        assert private not in words(yes)
    printed = browser.get(file(public_id, "/carte.pdf"))
    with pikepdf.open(io.BytesIO(printed.body)) as pdf:
        assert pdf.Root.MarkInfo.Marked
    form_to(browser.get(file(public_id)), "/etat").submit("move")
    no = testapp.get(f"/verifier/{token}")
    unknown = testapp.get("/verifier/inconnu")
    assert "Pair-aidant en activité : non" in words(no)
    assert words(no) == words(unknown)
    assert no.status_int == unknown.status_int == 200
    assert dict(no.headers).keys() == dict(unknown.headers).keys()
    assert no.text.replace(token, "inconnu") == unknown.text


def test_a_renewed_card_replaces_the_one_before_and_a_revoked_one_says_no(own, testapp, database):
    public_id, browser = own
    tokens = []
    for _ in range(2):
        form_to(browser.get(file(public_id, "/carte")), "/carte").submit()
        with database.transaction() as session:
            tokens.append(session.scalars(select(PeerCard).where(PeerCard.revoked_at.is_(None))).one().token)
    answers = ["oui" in words(testapp.get(f"/verifier/{token}")).split(" : ")[1] for token in tokens]
    assert answers == [False, True]
    form_to(browser.get(file(public_id, "/carte")), "/annuler").submit()
    assert "en activité : non" in words(testapp.get(f"/verifier/{tokens[1]}"))


def test_only_someone_active_has_a_card(referent, rosters):
    public_id = rosters.add(state="preparing")
    assert "quand la personne est active" in words(referent.get(file(public_id, "/carte")))
    referent.get(file(public_id, "/carte.pdf"), status=404)


@pytest.mark.parametrize("token", ["%00x", "%C3%A9" * 50, "a" * 4000, "..%2F..%2Fetc", "' or 1=1 --"])
def test_odd_tokens_are_answered_no(testapp, token):
    answer = testapp.get(f"/verifier/{token}", status="*")
    assert answer.status_int in (200, 400, 404)
    assert "oui" not in words(answer).split(" : ")[-1] or answer.status_int != 200


def test_the_passport_holds_the_path_and_no_association_s_own_fields(own, rosters):
    public_id, browser = own
    data = json.loads(browser.get(file(public_id, "/passeport?format=json")).body)
    assert data["format"] == "collectif-passport/1"
    assert [one["association"] for one in data["sponsorships"]] == [
        "APF France handicap, délégation de Seine-et-Marne (APF77)"
    ]
    assert len(data["trainings"]) == len(data["charter"]) == 1
    assert data["exchange_sessions"] == data["hours"] == []
    page = words(browser.get(file(public_id, "/passeport")))
    assert page.count("Aucune pour le moment.") == 2
    assert "external_ref" not in data["sponsorships"][0]
    with pikepdf.open(io.BytesIO(browser.get(file(public_id, "/passeport?format=pdf")).body)) as pdf:
        assert str(pdf.Root.Lang).startswith("fr")
    browser.get(file(public_id, "/passeport?format=exe"), status=404)


def test_a_later_room_says_more_in_the_passport(app, own, rosters):
    from collectif.activation.passport import Section

    public_id, browser = own
    app.registry["passport"]["hours"] = lambda session, peer: Section("Heures", (("year", "Année"),), [{"year": 2026}])
    assert json.loads(browser.get(file(public_id, "/passeport?format=json")).body)["hours"] == [{"year": 2026}]


def test_ma_fiche_is_in_the_peer_s_navigation(own):
    browser = own[1]
    links = [link["href"] for link in browser.get("/intranet").html.select("nav a")]
    assert "/intranet/ma-fiche" in links


def test_a_peer_asks_and_another_association_accepts(own, people, rosters, database):
    public_id, browser = own
    other = people.browser("structure_referent", "germenoy")
    form = form_to(browser.get(file(public_id, "/demander-un-parrainage")), "/demander-un-parrainage")
    form["organisation"] = "germenoy"
    form.submit("submit", status=303)
    other.get(file(public_id), status=403)
    listed = other.get("/intranet/parrainages?etat=proposed")
    asked = listed.html.select_one("tbody a")["href"]
    assert "Alix" in words(other.get(asked))
    assert "Salle" not in words(other.get(asked))
    attest_form = form_to(other.get(f"{asked}/accepter"), "/accepter")
    refused = attest_form.submit("submit", status=422)
    assert "obligatoire" in words(refused)
    attest_form["day"], attest_form["month"], attest_form["year"] = "3", "2", "2026"
    attest_form["attests_path"] = attest_form["attests_experience"] = "oui"
    for box in [one for name in ("commitments", "conditions") for one in attest_form.fields.get(name, ())]:
        box.checked = True
    attest_form["referent"] = attest_form["referent"].options[1][0]
    attest_form.submit("submit", status=303)
    states = {one["organisation"]: one["state"] for one in rosters.peer(public_id)["sponsorships"]}
    assert states == {"apf77": "active", "germenoy": "active"}
    other.get(file(public_id), status=200)


def test_an_association_that_said_no_reads_nothing_any_more(own, people):
    public_id, browser = own
    other = people.browser("structure_referent", "germenoy")
    form = form_to(browser.get(file(public_id, "/demander-un-parrainage")), "/demander-un-parrainage")
    form["organisation"] = "germenoy"
    form.submit("submit", status=303)
    asked = other.get("/intranet/parrainages").html.select_one("tbody a")["href"]
    form_to(other.get(asked), "/decliner").submit()
    other.get(asked, status=403)
    assert "Alix" not in words(other.get("/intranet/parrainages?etat=ended"))
