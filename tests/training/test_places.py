"""Who has a place: rules, letters, offers by link, and what the database refuses by itself."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from collectif.db import now
from collectif.peers.models import Peer
from collectif.seats import OFFER
from collectif.text import today
from collectif.training.models import TrainingEnrolment, TrainingSession
from tests.support.enrolling import press

from .test_pages import HOME

SETTLED = "Places de formation proposées ou reprises"
LINK = re.compile(r"http://localhost(/formations/offre/\S+)")


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


@pytest.fixture
def full(trainings, chores):
    """A full session and someone who waits: session, who holds the place, who waits, their enrolments."""
    session = trainings.session(capacity=1)
    holder, waiter = trainings.peer(), trainings.peer(email="attend@test.example")
    return session, trainings.enrol(session, holder), waiter, trainings.enrol(session, waiter, "waiting")


def leave(browser, session, enrolment):
    return press(browser.get(f"{HOME}/{session}/inscriptions/{enrolment}/retirer"), "Retirer")


def offer_link(letters):
    body = letters()[-1].get_content()
    return LINK.search(body)[1]


def test_a_freed_place_is_offered_by_letter_and_taken_without_signing_in(
    full, trainings, coordination, testapp, letters, acts
):
    session, held, waiter, _ = full
    leave(coordination, session, held)
    assert trainings.states(session) == ["left", "offered"]
    assert [letter["To"] for letter in letters()] == ["attend@test.example"]
    link = offer_link(letters)
    page = testapp.get(link)
    assert "Une place se libère pour vous" in page.text
    assert trainings.state_of(session, waiter) == "offered", "looking changes nothing"
    page = press(page, "Prendre la place").follow()
    assert "Votre place est confirmée" in page.text
    assert trainings.state_of(session, waiter) == "held"
    assert acts() == ["training.left", "training.offered", "training.accepted"]
    press(page, "Laisser la place")
    assert trainings.state_of(session, waiter) == "left"
    assert testapp.get(link, status=410).html.h1.text == "Cette proposition est terminée"


def test_nobody_is_named_in_letters_nor_on_the_page_of_the_link(full, trainings, coordination, testapp, letters):
    session, held, *_ = full
    leave(coordination, session, held)
    everything = letters()[-1].get_content() + testapp.get(offer_link(letters)).text
    assert "Famille" not in everything
    assert "Alix" not in everything


def test_an_offer_that_is_left_goes_to_the_next(full, trainings, coordination, testapp, letters):
    session, held, waiter, _ = full
    third = trainings.peer(email="")
    trainings.enrol(session, third, "waiting")
    leave(coordination, session, held)
    press(testapp.get(offer_link(letters)), "Laisser la place")
    assert trainings.state_of(session, waiter) == "left"
    assert trainings.state_of(session, third) == "offered"


def test_an_offer_nobody_answers_goes_to_the_next_after_72_hours(
    full, trainings, coordination, testapp, letters, chores
):
    session, held, waiter, _ = full
    third = trainings.peer()
    trainings.enrol(session, third, "waiting")
    leave(coordination, session, held)
    link = offer_link(letters)
    with time_machine.travel(now() + OFFER - timedelta(minutes=1)):
        assert chores(SETTLED)[SETTLED] == 0
        assert "Une place se libère" in testapp.get(link).text
    with time_machine.travel(now() + OFFER + timedelta(minutes=1)):
        assert "Le délai de réponse est passé" in testapp.get(link, status=410).text
        assert trainings.state_of(session, waiter) == "offered", "a page that is read settles nothing"
        assert chores(SETTLED)[SETTLED] == 2
        assert (trainings.state_of(session, waiter), trainings.state_of(session, third)) == ("lapsed", "offered")
        assert chores(SETTLED)[SETTLED] == 0


def test_answering_too_late_settles_at_once(full, trainings, coordination, testapp, letters):
    session, held, waiter, _ = full
    third = trainings.peer()
    trainings.enrol(session, third, "waiting")
    leave(coordination, session, held)
    page = testapp.get(offer_link(letters))
    with time_machine.travel(now() + OFFER + timedelta(minutes=1)):
        press(page, "Prendre la place")
    assert (trainings.state_of(session, waiter), trainings.state_of(session, third)) == ("lapsed", "offered")


@pytest.mark.parametrize("token", ["zz", "%C3%A9", "a.b", "x" * 400])
def test_a_link_nobody_made_leads_nowhere(testapp, token):
    testapp.get(f"/formations/offre/{token}", status=404)


def test_a_link_posted_with_anything_else_changes_nothing(full, trainings, coordination, testapp, letters):
    session, held, waiter, _ = full
    leave(coordination, session, held)
    link = offer_link(letters)
    token = testapp.get(link).html.find("input", {"name": "csrf_token"})["value"]
    for act in ("", "waiting", "é", "acceptleave"):
        testapp.post(link, {"csrf_token": token, "act": act}, status=303)
    testapp.post(link, {"act": "accept"}, status=400)
    assert trainings.state_of(session, waiter) == "offered"


def test_more_places_go_to_those_who_wait_in_order(full, trainings, coordination):
    session, _, waiter, _ = full
    third = trainings.peer()
    trainings.enrol(session, third, "waiting")
    form = edit_form(coordination, session)
    form["capacity"] = "2"
    form.submit("submit", status=303)
    assert (trainings.state_of(session, waiter), trainings.state_of(session, third)) == ("offered", "waiting")
    assert trainings.get(session)["capacity"] == 2


def test_fewer_places_than_taken_are_refused_and_numbers_follow(trainings, coordination, database):
    session = trainings.session(capacity=4)
    one, other = trainings.peer(), trainings.peer()
    trainings.enrol(session, one)
    last = trainings.enrol(session, other)
    with database.transaction() as db:
        db.execute(update(TrainingEnrolment).where(TrainingEnrolment.public_id == last).values(seat_number=4))
    form = edit_form(coordination, session)
    form["capacity"] = "1"
    assert "2 places sont déjà prises" in form.submit("submit", status=422).text
    form["capacity"] = "2"
    form.submit("submit", status=303)
    with database.transaction() as db:
        numbers = db.execute(select(TrainingEnrolment.seat_number, TrainingEnrolment.seat_count)).all()
    assert sorted(numbers) == [(1, 2), (2, 2)]


def edit_form(browser, session):
    page = browser.get(f"{HOME}/{session}/modifier")
    return next(form for form in page.forms.values() if "capacity" in form.fields)


def test_a_place_is_asked_for_once(trainings, people):
    account = people.account("peer")
    browser = people.sign_in(account)
    trainings.peer(account=account)
    session = trainings.session()
    page = browser.get(f"{HOME}/{session}")
    press(page, "M’inscrire")
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    answer = browser.post(f"{HOME}/{session}/s-inscrire", {"csrf_token": token}, status=422)
    assert "existe déjà" in answer.text
    assert trainings.states(session) == ["held"]


@pytest.mark.parametrize(("values", "words"), [
    ({"state": "planned"}, "ne sont pas ouvertes"),
    ({"state": "held", "days_off": -3}, "ne sont pas ouvertes"),
    ({"enrol_until": today() - timedelta(days=1)}, "closes depuis"),
    ({"kind": "renewal"}, "renouvellement"),
])  # fmt: skip
def test_when_nobody_may_enrol(trainings, people, values, words):
    account = people.account("peer")
    browser = people.sign_in(account)
    trainings.peer(account=account)
    session = trainings.session(**values)
    token = browser.csrf
    answer = browser.post(f"{HOME}/{session}/s-inscrire", {"csrf_token": token}, status=422)
    assert words in answer.text
    assert trainings.states(session) == []


def test_a_renewal_is_for_those_who_were_trained_even_long_ago(trainings, people):
    account = people.account("peer")
    peer = trainings.peer(account=account)
    trainings.certify(peer, today() - timedelta(days=2000), valid_until=today() - timedelta(days=900))
    session = trainings.session(kind="renewal")
    press(people.sign_in(account).get(f"{HOME}/{session}"), "M’inscrire")
    assert trainings.states(session) == ["held"]


def test_nobody_leaves_a_session_that_has_begun(trainings, people):
    account = people.account("peer")
    browser, peer = people.sign_in(account), trainings.peer(account=account)
    session = trainings.session(days_off=0)
    trainings.enrol(session, peer)
    assert "Laisser ma place" not in browser.get(f"{HOME}/{session}").text
    token = browser.csrf
    assert "a commencé" in browser.post(f"{HOME}/{session}/laisser", {"csrf_token": token}, status=422).text
    assert trainings.states(session) == ["held"]


def test_whoever_has_no_address_is_told_by_the_referents(full, trainings, coordination, people, letters):
    session, held, waiter, _ = full
    people.account("structure_referent", "apf77", email="referente@test.example")
    people.account("structure_referent", "unafam77", email="ailleurs@test.example")
    with trainings.database.transaction() as db:
        db.execute(update(Peer).where(Peer.public_id == waiter).values(email=""))
    leave(coordination, session, held)
    assert [letter["To"] for letter in letters()] == ["referente@test.example"]
    assert f"/intranet/formations/{session}" in letters()[0].get_content()
    assert "offre" not in letters()[0].get_content()


def test_a_peer_whose_path_ends_frees_the_place(full, trainings, chores, database):
    session, _, waiter, _ = full
    with database.transaction() as db:
        holder = db.scalars(select(Peer).where(Peer.public_id != waiter)).one()
        holder.state = "ended"
    assert chores(SETTLED)[SETTLED] == 2
    assert trainings.states(session) == ["left", "offered"]


def test_the_database_alone_refuses_one_person_too_many(trainings, database):
    session = trainings.session(capacity=1)
    trainings.enrol(session, trainings.peer())
    with pytest.raises(IntegrityError):
        trainings.enrol(session, trainings.peer())
    with pytest.raises(IntegrityError):
        insert(database, session, trainings.peer(), 1, 1)
    with pytest.raises(IntegrityError):
        insert(database, session, trainings.peer(), 2, 5)
    with pytest.raises(IntegrityError):
        insert(database, session, trainings.peer(), None, 1)
    with pytest.raises(IntegrityError), database.transaction() as db:
        db.execute(update(TrainingSession).values(capacity=0))
    assert trainings.states(session) == ["held"]


def test_the_database_alone_refuses_someone_twice(trainings):
    session, peer = trainings.session(), trainings.peer()
    trainings.enrol(session, peer, "left")
    trainings.enrol(session, peer, "lapsed")
    trainings.enrol(session, peer)
    with pytest.raises(IntegrityError):
        trainings.enrol(session, peer, "waiting")


def insert(database, session, peer, number, count):
    """A place as no page would write it."""
    statement = text(
        "insert into training_enrolments (public_id, session_id, peer_id, state, seat_number, seat_count, asked_at, "
        "validation_reason) select 'zzzzzzzzzzzz', s.id, p.id, 'held', :number, :count, s.created_at, '' from "
        "training_sessions s, peers p where s.public_id = :session and p.public_id = :peer"
    )
    with database.transaction() as db:
        db.execute(statement, {"number": number, "count": count, "session": session, "peer": peer})
