"""Places: asked for by a peer or for a peer, told by letter, reminded, and known to few."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
import time_machine
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.db import now
from collectif.exchanges.models import ExchangeSeat
from collectif.text import today
from tests.support.enrolling import press

from .conftest import HOME

REMINDED, SETTLED = "Rappels de rencontre envoyés", "Places de rencontre proposées ou reprises"
LINK = re.compile(r"http://localhost(/rencontres/offre/\S+)")


def test_a_peer_joins_shows_a_first_name_to_those_who_come_only_and_leaves(peer, exchanges, people, acts, letters):
    browser, zoe = peer
    event = exchanges.session(capacity=2)
    account = people.account("peer")
    camille = people.sign_in(account)
    exchanges.peer(account=account, family_name="Bleuet", given_name="Camille")
    page = browser.get(f"{HOME}/{event}")
    assert "Sauront que vous venez" in page.text
    page = press(page, "M’inscrire").follow()
    assert exchanges.state_of(event, zoe) == "held"
    assert "Votre place à une rencontre est confirmée" in letters()[0]["Subject"]
    press(camille.get(f"{HOME}/{event}"), "M’inscrire")
    assert "Zoé" not in camille.get(f"{HOME}/{event}").text, "private by default"
    page = press(page, "Afficher mon prénom").follow()
    shown = camille.get(f"{HOME}/{event}").text
    assert "Prénoms affichés : Zoé." in shown
    assert "Zinnia" not in shown
    outside = people.account("peer")
    exchanges.peer(account=outside)
    assert "Zoé" not in people.sign_in(outside).get(f"{HOME}/{event}").text, "for those who come only"
    press(page, "Ne plus afficher")
    assert "Zoé" not in camille.get(f"{HOME}/{event}").text
    press(browser.get(f"{HOME}/{event}/laisser"), "Laisser la place")
    assert exchanges.states(event) == ["left", "held"]
    assert acts() == ["exchange.enrolled"] * 2 + ["exchange.first_name"] * 2 + ["exchange.left"]


def test_a_referent_enrols_a_peer_and_it_is_written_who_did(people, exchanges, database):
    account = people.account("structure_referent", "apf77")
    browser, event = people.sign_in(account), exchanges.session()
    mine, theirs = exchanges.peer(family_name="Dahlia"), exchanges.peer("unafam77", family_name="Églantine")
    page = browser.get(f"{HOME}/{event}/inscrire")
    assert "Églantine" not in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    browser.post(f"{HOME}/{event}/inscrire", {"csrf_token": token, "peer": theirs}, status=422)
    browser.post(f"{HOME}/{event}/inscrire", {"csrf_token": token, "peer": mine}, status=303)
    with database.transaction() as session:
        by = session.scalars(
            select(Account.public_id).join(ExchangeSeat, ExchangeSeat.enrolled_by_id == Account.id)
        ).one()
    assert by == account
    assert "Inscription par" in browser.get(f"{HOME}/{event}").text
    assert (exchanges.state_of(event, mine), exchanges.state_of(event, theirs)) == ("held", None)


def test_a_session_for_the_own_peers_does_not_exist_for_others(peer, exchanges, people, coordination):
    browser, _ = peer
    theirs = exchanges.session(organiser="unafam77", audience="sponsored", title="Améthyste")
    own = exchanges.session(organiser="apf77", audience="sponsored", title="Béryl")
    assert "Améthyste" not in browser.get(HOME).text
    assert "Améthyste" not in browser.get(f"{HOME}?format=csv").text
    assert "Béryl" in browser.get(HOME).text
    browser.get(f"{HOME}/{theirs}", status=404)
    token = browser.csrf
    browser.post(f"{HOME}/{theirs}/s-inscrire", {"csrf_token": token}, status=404)
    press(browser.get(f"{HOME}/{own}"), "M’inscrire")
    outsider = exchanges.peer("aede", family_name="Étranger")
    page = coordination.get(f"{HOME}/{theirs}/inscrire")
    assert "Étranger" not in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    coordination.post(f"{HOME}/{theirs}/inscrire", {"csrf_token": token, "peer": outsider}, status=422)
    assert exchanges.states(theirs) == []
    people.browser("structure_referent", "aede").get(f"{HOME}/{own}", status=404)


def test_a_freed_place_is_offered_by_letter_and_taken_without_signing_in(
    exchanges, coordination, testapp, letters, chores
):
    event = exchanges.session(capacity=1)
    held = exchanges.enrol(event, exchanges.peer())
    waiter = exchanges.peer(email="attend@test.example")
    exchanges.enrol(event, waiter, "waiting")
    press(coordination.get(f"{HOME}/{event}/inscriptions/{held}/retirer"), "Retirer")
    link = LINK.search(letters()[-1].get_content())[1]
    page = testapp.get(link)
    assert "de 14\u00a0h à 16\u00a0h" in page.text
    assert "Famille" not in page.text + letters()[-1].get_content()
    press(page, "Prendre la place")
    assert exchanges.state_of(event, waiter) == "held"
    assert chores(SETTLED)[SETTLED] == 0


def test_reminders_a_week_and_a_day_before_to_those_who_come_only(exchanges, chores, letters):
    event = exchanges.session(days_off=20, capacity=1)
    for state in ("held", "waiting", "left"):
        exchanges.enrol(event, exchanges.peer(email=f"{state}@test.example"), state)
    sent = {}
    for days in (12, 13, 14, 19, 20, 21):
        with time_machine.travel(now() + timedelta(days=days)):
            sent[days] = chores(REMINDED)[REMINDED]
            assert chores(REMINDED)[REMINDED] == 0
    assert sent == {12: 0, 13: 1, 14: 0, 19: 1, 20: 0, 21: 0}
    assert [letter["To"] for letter in letters()] == ["held@test.example"] * 2
    assert "de 14\u00a0h à 16\u00a0h" in letters()[0].get_content()


def test_a_session_put_off_is_reminded_again(exchanges, coordination, chores):
    event = exchanges.session(days_off=20)
    exchanges.enrol(event, exchanges.peer())
    with time_machine.travel(now() + timedelta(days=14)):
        assert chores(REMINDED)[REMINDED] == 1
    page = coordination.get(f"{HOME}/{event}/modifier")
    form = next(form for form in page.forms.values() if "capacity" in form.fields)
    later = today() + timedelta(days=50)
    for part, value in (("year", later.year), ("month", later.month), ("day", later.day)):
        form[part] = str(value)
    form.submit("submit", status=303)
    with time_machine.travel(now() + timedelta(days=44)):
        assert chores(REMINDED)[REMINDED] == 1


@pytest.mark.parametrize(("values", "words"), [
    ({"state": "planned"}, "ne sont pas ouvertes"),
    ({"enrol_until": today() - timedelta(days=1)}, "closes depuis"),
    ({"days_off": 0, "begins": time(0), "ends": time(0, 1)}, "a commencé"),
])  # fmt: skip
def test_when_nobody_may_join(peer, exchanges, values, words):
    browser, _ = peer
    event = exchanges.session(**values)
    token = browser.csrf
    assert words in browser.post(f"{HOME}/{event}/s-inscrire", {"csrf_token": token}, status=422).text
    assert exchanges.states(event) == []
