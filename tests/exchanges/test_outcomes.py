"""After: presence, themes without names, what people felt without who, what the passport and reports count."""

from __future__ import annotations

import json
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select

from collectif.db import now
from collectif.exchanges import queries
from collectif.exchanges.models import ExchangeFace, ExchangeWords
from collectif.text import today
from tests.support.enrolling import press

from .conftest import HOME


def test_presence_is_noted_by_who_facilitates_and_may_be_put_right(exchanges, people, acts, letters):
    account = people.account("trainer", "mdph77")
    browser = people.sign_in(account)
    event = exchanges.session(days_off=0, facilitator=account, begins=time(0))
    first, second = exchanges.peer(family_name="Zinnia"), exchanges.peer(family_name="Bleuet")
    here, away = exchanges.enrol(event, first), exchanges.enrol(event, second)
    exchanges.enrol(event, exchanges.peer(family_name="Capucine", email="attend@test.example"), "waiting")
    page = browser.get(f"{HOME}/{event}/presences")
    assert "Capucine" not in page.text
    press(page, "Enregistrer les présences", **{f"present-{here}": "oui", f"present-{away}": "non"})
    assert exchanges.get(event).state == "held"
    assert exchanges.states(event) == ["present", "absent", "lapsed"]
    assert [letter["To"] for letter in letters()] == ["attend@test.example"]
    press(browser.get(f"{HOME}/{event}/presences"), "Enregistrer", **{f"present-{away}": "oui"})
    assert exchanges.states(event) == ["present", "present", "lapsed"]
    assert acts()[:3] == ["exchange.people_viewed", "exchange.held", "exchange.lapsed"]
    people.browser("trainer", "mdph77").get(f"{HOME}/{event}/presences", status=403)


def test_nothing_is_noted_before_it_begins(coordination, exchanges):
    event = exchanges.session()
    page = coordination.get(f"{HOME}/{event}/presences")
    assert "n’a pas encore commencé" in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    assert "commence" in coordination.post(f"{HOME}/{event}/presences", {"csrf_token": token}, status=422).text
    assert exchanges.get(event).state == "open"


def test_themes_are_kept_and_no_participant_is_named(coordination, exchanges, peer):
    browser, zoe = peer
    event = exchanges.session(days_off=-1, state="held")
    exchanges.enrol(event, zoe, "present")
    page = coordination.get(f"{HOME}/{event}/themes")
    form = next(form for form in page.forms.values() if "summary" in form.fields)
    form["summary"] = "Le récit de Zoé a touché tout le monde."
    told = form.submit("submit", status=422)
    assert "« Zoé » est le nom ou le prénom d'une personne inscrite" in told.html.text.replace("&#39;", "'")
    form = next(form for form in told.forms.values() if "summary" in form.fields)
    form["summary"] = "Un récit a touché tout le monde."
    form.set("themes", True, index=0)
    form.submit("submit", status=303)
    page = browser.get(f"{HOME}/{event}").text
    assert "Un récit a touché tout le monde." in page
    assert "La place et les limites du pair-aidant" in page
    assert [one.name for one in exchanges.get(event).themes] == ["limits"]


def feel(exchanges: Any, people: Any, event: str, face: str, words: str = "") -> Any:
    account = people.account("peer")
    exchanges.enrol(event, exchanges.peer(account=account), "present")
    browser = people.sign_in(account)
    page = browser.get(f"{HOME}/{event}/avis")
    return browser, press(page, "Donner mon avis", face=face, words=words)


@pytest.fixture
def answered(exchanges, people):
    """A session held yesterday, which five people came to and spoke of; the browser of the last one."""
    event = exchanges.session(days_off=-1, state="held", capacity=9, organiser="apf77")
    for place in range(5):
        browser, _ = feel(exchanges, people, event, "good" if place else "bad", "C'était bien." if place == 2 else "")
    return event, browser


def test_an_answer_is_given_once_and_nothing_leads_to_who_gave_it(answered, exchanges, database):
    event, browser = answered
    assert "l’avez déjà donné" in browser.get(f"{HOME}/{event}/avis").text
    token = browser.csrf
    browser.post(f"{HOME}/{event}/avis", {"csrf_token": token, "face": "bad", "words": ""}, status=422)
    with database.transaction() as session:
        assert {one.face: one.count for one in session.scalars(select(ExchangeFace))} == {
            "good": 4,
            "mixed": 0,
            "bad": 1,
        }
        assert [one.text for one in session.scalars(select(ExchangeWords))] == ["C'était bien."]
    assert {column.name for column in ExchangeFace.__table__.columns} == {"session_id", "face", "count"}
    assert {column.name for column in ExchangeWords.__table__.columns} == {"id", "session_id", "text"}


def test_answers_are_read_once_nobody_can_answer_and_by_who_runs_it_only(answered, exchanges, people):
    event, _ = answered
    account = people.account("structure_referent", "apf77")
    assert "Les avis se lisent à partir du" in people.sign_in(account).get(f"{HOME}/{event}").text
    with time_machine.travel(now() + timedelta(days=14)):
        page = people.sign_in(account).get(f"{HOME}/{event}").text
        assert "C'était bien." in page.replace("&#39;", "'")
        assert "4\u00a0personnes" in page
        for other in (people.browser("structure_referent", "unafam77"), people.browser("peer")):
            assert "ressenti" not in other.get(f"{HOME}/{event}").text
        figures = people.sign_in(account).get(f"{HOME}/chiffres?annee={exchanges.get(event).starts_on.year}").text
        assert "4\u00a0personnes" in figures


def test_words_are_forgotten_after_two_years_and_numbers_stay(answered, database, chores):
    def kept() -> tuple[int, int]:
        with database.transaction() as session:
            asked = session.scalars(select(ExchangeWords)).all(), session.scalars(select(ExchangeFace.count)).all()
            return len(asked[0]), sum(asked[1])

    chores()
    assert kept() == (1, 5)
    with time_machine.travel(now() + timedelta(days=729)):
        chores()
        assert kept() == (1, 5)
    with time_machine.travel(now() + timedelta(days=730)):
        chores()
        assert kept() == (0, 5)


def test_few_answers_stay_hidden(exchanges, people, coordination):
    event = exchanges.session(days_off=-1, state="held")
    feel(exchanges, people, event, "bad", "Trop long.")
    with time_machine.travel(now() + timedelta(days=14)):
        late = people.browser("coordinator", "mdph77")
        page = late.get(f"{HOME}/{event}").text
        assert "Moins de 5 personnes" in page
        assert "Trop long." not in page
        assert "1\u00a0personne<" not in late.get(f"{HOME}/chiffres").text


@pytest.mark.parametrize(("state", "days"), [("absent", -1), ("left", -1), ("present", -15), ("waiting", -1)])
def test_who_was_not_there_or_comes_too_late_does_not_answer(peer, exchanges, state, days):
    browser, zoe = peer
    event = exchanges.session(days_off=days, state="held")
    exchanges.enrol(event, zoe, state)
    assert "Votre avis" not in browser.get("/intranet").text
    assert "Donner mon avis" not in browser.get(f"{HOME}/{event}").text
    token = browser.csrf
    browser.post(f"{HOME}/{event}/avis", {"csrf_token": token, "face": "good", "words": ""}, status=422)


def test_the_passport_and_the_figures_count_who_came(peer, exchanges, database):
    browser, zoe = peer
    day = today() - timedelta(days=1)
    event = exchanges.session(days_off=-1, state="held", title="Groupe d'hier", organiser="apf77")
    exchanges.enrol(event, zoe, "present")
    exchanges.enrol(exchanges.session(days_off=-2, state="held"), zoe, "absent")
    data = json.loads(browser.get(f"/intranet/pairs/{zoe}/passeport?format=json").body)
    assert data["exchange_sessions"] == [
        {"held_on": day.isoformat(), "title": "Groupe d'hier", "kind": "Groupe de pairs", "hours": "2\u00a0heures"}
    ]
    with database.transaction() as session:
        own = exchanges.get(event).organisation_id
        assert queries.figures(session, day.year, [own]) == queries.Figures(1, 1)
        assert queries.figures(session, day.year - 5) == queries.Figures(0, 0)
