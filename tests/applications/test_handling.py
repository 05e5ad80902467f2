"""What associations and the coordination do: reading, answering, routing, typing in, sponsoring."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from webtest.forms import Checkbox

from collectif.applications.services import Applications
from collectif.applications.workflow import WORKFLOW
from collectif.peers.models import Peer, Sponsorship
from collectif.text import sort_key

from .conftest import STEPS, main_text

sqlite_only = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
LIST = "/intranet/candidatures"


def file(public_id, part=""):
    return f"{LIST}/{public_id}{part}"


def act(browser, public_id, part, **values):
    """Fill the page of a move and send it; the answer as it is."""
    form = browser.get(file(public_id, part)).forms["deform"]
    for name, value in values.items():
        form[name] = value
    return form.submit(status="*")


def test_the_file_shows_everything_and_is_journalled(candidates_, referent):
    public_id = candidates_.add(typed_in=True)
    text = main_text(referent.get(file(public_id)))
    for words in ("Andréa Candidat", "Je vis avec une douleur", "J'anime un café.", "Physique ou motrice", "Psychique",
                  "Bénévole", "Bonjour.", "Candidature envoyée", "Saisie par"):  # fmt: skip
        assert words in text
    referent.get(file(public_id, "/candidature.pdf"))
    assert candidates_.acts() == ["applications.viewed", "applications.printed"]


@pytest.mark.parametrize("part", ["", "/modifier", "/recevable", "/completer", "/refuser", "/retirer", "/parrainer",
                                  "/confier", "/candidature.pdf"])  # fmt: skip
@pytest.mark.parametrize(("role", "slug"), [("structure_referent", "unafam77"), ("collective_member", "apf77"),
                                            ("peer", "apf77"), ("admin", None), ("trainer", "apf77")])  # fmt: skip
@sqlite_only
def test_others_do_not(candidates_, people, part, role, slug):
    public_id = candidates_.add("admissible", typed_in=True)
    people.browser(role, slug).get(file(public_id, part), status=403)


@sqlite_only
def test_what_nobody_has_yet_is_the_coordinations(candidates_, people, coordination):
    public_id = candidates_.add("submitted", None)
    people.browser("structure_referent").get(file(public_id), status=403)
    assert "confie la candidature à une association" in main_text(coordination.get(file(public_id)))


@sqlite_only
def test_a_draft_is_nobody_elses(candidates_, referent, coordination):
    public_id = candidates_.add("draft")
    for browser in (referent, coordination):
        browser.get(file(public_id), status=404)
        assert "Andréa" not in browser.get(LIST).text


def test_each_sees_the_list_that_is_theirs(candidates_, referent, coordination, people):
    candidates_.add(given_name="Alix")
    candidates_.add(slug="unafam77", given_name="Blanche")
    candidates_.add(slug=None, given_name="Chloé")
    other = people.browser("structure_referent", "unafam77")
    seen = {
        name: {one for one in ("Alix", "Blanche", "Chloé") if one in browser.get(LIST).text}
        for name, browser in (("referent", referent), ("other", other), ("coordination", coordination))
    }
    assert seen == {"referent": {"Alix"}, "other": {"Blanche"}, "coordination": {"Alix", "Blanche", "Chloé"}}
    assert "Blanche" not in referent.get(f"{LIST}?format=csv").text
    assert "Blanche" not in referent.get(f"{LIST}?association=unafam77").text
    assert {"applications.listed", "applications.exported"} <= set(candidates_.acts())


@sqlite_only
@pytest.mark.parametrize(("query", "expected"), [
    ("etat=incomplete", {"Blanche"}), ("tour=association", {"Alix"}), ("tour=message", {"Chloé"}),
    ("origine=papier", {"Alix"}), ("debut=mor", {"Chloé"}), ("association=unknown", {"Chloé"}),
    ("association=apf77", {"Alix", "Blanche"}), ("etat=draft", {"Alix", "Blanche", "Chloé"}),
])  # fmt: skip
def test_filters(candidates_, coordination, query, expected):
    candidates_.add(given_name="Alix", typed_in=True)
    candidates_.add("incomplete", given_name="Blanche")
    candidates_.add(slug=None, given_name="Chloé", family_name="Morel", unanswered=True)
    text = main_text(coordination.get(f"{LIST}?{query}"))
    assert {one for one in ("Alix", "Blanche", "Chloé") if one in text} == expected


@sqlite_only
def test_the_list_costs_the_same_whatever_it_holds(candidates_, coordination, count_queries):
    def cost():
        with count_queries() as counted:
            coordination.get(f"{LIST}?tri=nom")
        return len(counted)

    candidates_.add()
    coordination.get(LIST)
    few = cost()
    for _ in range(8):
        candidates_.add()
    assert cost() == few


def test_admitting(candidates_, referent):
    public_id = candidates_.add(email="lou@test.example")
    assert act(referent, public_id, "/recevable").status_int == 303
    assert candidates_.get(public_id, "state") == "admissible"
    assert candidates_.mails()[-1][0] == "lou@test.example"
    assert candidates_.acts()[-1] == "applications.admit"


def test_refusing_takes_a_reason_and_words(candidates_, referent, testapp):
    public_id = candidates_.add(email="lou@test.example")
    assert act(referent, public_id, "/refuser").status_int == 422
    assert act(referent, public_id, "/refuser", code="distance", words="À dans un an ?").status_int == 303
    assert candidates_.get(public_id, "state", "refusal_code") == ("refused", "distance")
    subject, words = candidates_.mails()[-1][1].split("\n", 1)
    assert "refus" not in (subject + words).lower()
    assert "À dans un an ?" in main_text(testapp.get(candidates_.mailed_link("lou@test.example")))


def test_the_coordination_routes_and_the_first_association_sees_it_no_more(candidates_, people, coordination, referent):
    people.account("structure_referent", "unafam77", email="autre@test.example")
    public_id = candidates_.add("admissible", email="lou@test.example")
    referent.get(file(public_id, "/confier"), status=403)
    assert act(coordination, public_id, "/confier", organisation="apf77").status_int == 422
    assert act(coordination, public_id, "/confier", organisation="unafam77").status_int == 303
    assert candidates_.get(public_id, "state", "turn") == ("submitted", "association")
    referent.get(file(public_id), status=403)
    assert [to for to, _ in candidates_.mails()][-2:] == ["lou@test.example", "autre@test.example"]


def test_when_an_association_leaves_the_coordination_finds_another(candidates_, coordination, testapp, database, app):
    from pyramid.request import Request
    from pyramid.scripting import prepare

    from collectif.organisations.models import Organisation

    waiting, ended = candidates_.add("admissible", email="lou@test.example"), candidates_.add("refused")
    with prepare(registry=app.registry, request=Request.blank("/", method="POST")) as env, env["request"].tm:
        request = env["request"]
        request.registry["departures"].on_left(
            request, request.db.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        )
    assert candidates_.get(waiting, "state", "turn", "organisation_id") == ("submitted", "coordination", None)
    assert candidates_.get(ended, "organisation_id") is not None
    assert {to for to, _ in candidates_.mails()} == {"lou@test.example", "coordination@test.example"}
    assert "Andréa Candidat" in main_text(coordination.get("/intranet"))


@sqlite_only
def test_nobody_admits_before_an_association_has_it(candidates_, coordination):
    assert act(coordination, candidates_.add("submitted", None), "/recevable").status_int == 422


def test_the_second_to_decide_is_told_and_confirms(candidates_, referent, people):
    colleague = people.browser("structure_referent")
    public_id = candidates_.add()
    form = colleague.get(file(public_id, "/refuser")).forms["deform"]
    form["code"], form["words"] = "other", "Merci à vous."
    act(referent, public_id, "/recevable")
    refused = form.submit(status=422)
    assert "a changé pendant" in main_text(refused)
    assert "Merci à vous." in refused.text
    assert candidates_.get(public_id, "state") == "admissible"
    assert refused.forms["deform"].submit().status_int == 303
    assert candidates_.get(public_id, "state") == "refused"


@sqlite_only
@pytest.mark.parametrize("state", ["accepted", "refused", "withdrawn", "expired"])
def test_what_has_ended_moves_no_more(candidates_, referent, coordination, state):
    public_id = candidates_.add(state, typed_in=True)
    for part in ("/recevable", "/completer", "/refuser", "/retirer", "/parrainer"):
        assert referent.get(file(public_id, part), status="*").status_int == 422
    assert coordination.get(file(public_id, "/confier"), status="*").status_int == 422
    referent.get(file(public_id, "/modifier"), status=403)
    assert "message" not in referent.get(file(public_id)).forms


def typed(page, **more):
    """Fill the page typed in from paper, and send it."""
    form = page.forms["deform"]
    values = {**CHOSEN, **STEPS["vous"], **STEPS["vecu"], "phone": "06 39 98 11 22", "peer_experience": "Un groupe.",
              "family_name": "Papier", **more}  # fmt: skip
    # The boxes of a group are renamed on arrival: their name ends with the question's.
    for name, fields in form.fields.items():
        for question in filter((name or "").endswith, values):
            fields[0].value = values[question]
    form["informed"] = True
    return form.submit(status="*")


CHOSEN = {"who": "concerned", "adult": "yes", "engagement": "volunteer", "organisation": "apf77"}


def test_typing_in_from_paper(candidates_, referent):
    page = referent.get(f"{LIST}/saisir")
    assert "unafam77" not in page.text
    done = typed(page, email="lou@test.example")
    assert done.status_int == 303
    page = done.follow()
    assert "Saisie par Personne structure_referent" in main_text(page)
    public_id = candidates_.only()
    state, typed_in, informed = candidates_.get(public_id, "state", "typed_in", "informed_at")
    assert (state, typed_in, informed is not None) == ("submitted", True, True)
    followed = candidates_.visitor().get(candidates_.mailed_link("lou@test.example"))
    assert "saisies par une personne du collectif" in main_text(followed)
    assert "Papier" in referent.get(f"{LIST}?format=csv").text


@sqlite_only
@pytest.mark.parametrize("first", [{"who": "relative"}, {"adult": "no"}])
def test_a_relative_is_not_typed_in(candidates_, referent, first):
    refused = typed(referent.get(f"{LIST}/saisir"), **first)
    assert refused.status_int == 422
    assert "rien n'est gardé" in main_text(refused).lower()
    assert candidates_.all() == []


def test_correcting_what_was_typed_in(candidates_, referent):
    public_id = candidates_.add("incomplete", typed_in=True)
    page = referent.get(file(public_id, "/modifier"))
    form = page.forms["deform"]
    form["family_name"] = "Corrigé"
    assert form.submit().status_int == 303
    assert candidates_.get(public_id, "state", "family_name") == ("submitted", "Corrigé")
    assert form.submit(status=422)


@sqlite_only
def test_nobody_rewrites_someone_elses_words(candidates_, referent):
    referent.get(file(candidates_.add(), "/modifier"), status=403)


def sponsor(browser, public_id, **more):
    page = browser.get(file(public_id, "/parrainer"))
    form = page.forms["deform"]
    day = date.today()
    for name, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        form[name] = str(value)
    form["attests_path"] = form["attests_experience"] = "oui"
    for box in (field for fields in form.fields.values() for field in fields if isinstance(field, Checkbox)):
        box.checked = box.value != "true" or box.checked
    form["referent"].select(text=next(text for value, _, text in form["referent"].options if value))
    for name, value in more.items():
        form[name] = value
    return form.submit(status="*")


def test_sponsoring_makes_the_peer(candidates_, referent, database, app):
    public_id = candidates_.add("admissible", email="lou@test.example")
    assert sponsor(referent, public_id).status_int == 303
    assert candidates_.get(public_id, "state", "turn") == ("sponsored", "path")
    peer_id = candidates_.get(public_id, "peer_id")
    with database.transaction() as session:
        peer = session.get_one(Peer, peer_id)
        assert (peer.given_name, peer.state, peer.email) == ("Andréa", "preparing", "lou@test.example")
        assert {one.family for one in peer.families} == {"motor", "psychic"}
        assert [one.state for one in peer.sponsorships] == ["active"]
    assert "Ouvrir sa fiche de pair" in main_text(referent.get(file(public_id)))
    assert candidates_.acts()[-2:] == ["applications.sponsor", "applications.viewed"]


@sqlite_only
def test_the_coordination_cannot_sponsor_for_an_association(candidates_, coordination):
    coordination.get(file(candidates_.add("admissible"), "/parrainer"), status=403)


def known_peer(database, slug, **values):
    """A peer of an association. :returns: public id."""
    from collectif.organisations.models import Organisation

    with database.transaction() as session:
        key = sort_key("Candidat", "Andréa")
        peer = Peer(given_name="Andréa", family_name="Candidat", sort_name=key, commune_code="77288", **values)
        place = session.scalars(select(Organisation).where(Organisation.slug == slug)).one()
        peer.sponsorships = [Sponsorship(peer=peer, organisation=place, peer_sort_name=key, peer_state="preparing",
                                         started_on=date(2025, 1, 1))]  # fmt: skip
        session.add(peer)
        session.flush()
        return peer.public_id


@pytest.mark.parametrize("slug", ["apf77", "unafam77"])
def test_a_peer_already_known_is_told_and_joined(candidates_, referent, database, slug):
    known = known_peer(database, slug)
    public_id = candidates_.add("admissible")
    text = main_text(referent.get(file(public_id)))
    assert "même nom, même commune" in text
    assert "UNAFAM" not in text
    assert sponsor(referent, public_id).status_int == 422
    assert sponsor(referent, public_id, peer=known).status_int == 303
    with database.transaction() as session:
        peers = session.scalars(select(Peer)).all()
        assert [one.public_id for one in peers] == [known]
        active = {one.organisation.slug for one in peers[0].sponsorships if one.state == "active"}
    assert active == {slug, "apf77"}
    assert candidates_.get(public_id, "state") == "sponsored"


@sqlite_only
def test_someone_of_the_same_name_may_be_someone_else(candidates_, referent, database):
    known_peer(database, "unafam77")
    public_id = candidates_.add("admissible")
    assert sponsor(referent, public_id, peer="new").status_int == 303
    with database.transaction() as session:
        assert len(session.scalars(select(Peer)).all()) == 2


def test_activation_accepts(candidates_, referent, app, database):
    from pyramid.request import Request
    from pyramid.scripting import prepare

    public_id = candidates_.add("admissible", email="lou@test.example")
    sponsor(referent, public_id)
    peer_id = candidates_.get(public_id, "peer_id")
    for expected in ("accepted", "accepted"):
        with prepare(registry=app.registry, request=Request.blank("/", method="POST")) as env, env["request"].tm:
            env["request"].service(Applications).accept_activated(peer_id)
        assert candidates_.get(public_id, "state") == expected
    assert candidates_.acts().count("applications.accept") == 1
    assert "Bienvenue" in main_text(candidates_.visitor().get(candidates_.mailed_link("lou@test.example")))


@sqlite_only
def test_buttons_are_those_that_work(candidates_, referent, coordination):
    """Every button shown opens; none leads to a refusal."""
    for state in WORKFLOW.states:
        if state == "draft":
            continue
        public_id = candidates_.add(state, typed_in=True)
        for browser in (referent, coordination):
            page = browser.get(file(public_id))
            for link in page.html.select("main .actions a[href*='/candidatures/']"):
                assert browser.get(link["href"], status="*").status_int == 200, (state, link["href"])


@sqlite_only
def test_what_waits_is_on_the_first_page(candidates_, referent, coordination):
    candidates_.add(given_name="Alix")
    candidates_.add("incomplete", given_name="Blanche", unanswered=True)
    candidates_.add("incomplete", given_name="Chloé")
    candidates_.add(slug=None, given_name="Diane")
    own, theirs = (main_text(browser.get("/intranet")) for browser in (referent, coordination))
    assert {one for one in ("Alix", "Blanche", "Chloé", "Diane") if one in own} == {"Alix", "Blanche"}
    assert {one for one in ("Alix", "Blanche", "Chloé", "Diane") if one in theirs} == {"Diane"}
    assert "Message d'une candidature, sans réponse" in own
