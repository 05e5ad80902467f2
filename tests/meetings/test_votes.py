"""Votes: one voice per organisation, secrecy, proxies, quorum, and what a result draws."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from collectif.actions.models import Action
from collectif.db import now
from collectif.meetings.models import MeetingKind
from collectif.meetings.vote_models import Decision, Vote, VoteElector, VoteTally
from collectif.text import local
from tests.actions.conftest import Actions
from tests.support.chores import run

from .test_flow import text_of

REFUSED = (IntegrityError, OperationalError, ProgrammingError)


def online(room, action="", method="hands", status=303, hours=48):
    end = local(now() + timedelta(hours=hours))
    values = {"question": "Valider ?", "method": method, "majority": "simple", "kind": "steering", "action": action,
              "date": end.strftime("%Y-%m-%d"), "time": end.strftime("%H:%M")}  # fmt: skip
    answer = room.send(room.coordinator, "/intranet/reunions/votes/nouveau", values, status)
    return answer.location if status == 303 else answer


def cast(room, vote, slug, choice, **values):
    return room.send(room.members[slug], f"{vote}/voter", {"choice": choice, **values})


@pytest.fixture
def point(room):
    meeting = room.start()
    return room.points(meeting)["Le café des pairs"]


def test_a_secret_vote_keeps_no_choice(room, point, database):
    vote = room.vote_on(point, "secret", "absolute")
    for slug, choice in {"apf77": "for", "unafam77": "for", "caf77": "against"}.items():
        cast(room, vote, slug, choice)
    page = text_of(room.coordinator.get(vote))
    assert "A voté" in page
    assert "Pour" not in page.replace("« pour »", "")
    room.send(room.coordinator, f"{vote}/terminer")
    stored = room.vote(vote)
    assert (stored.in_favour, stored.against, stored.adopted) == (2, 1, True)
    assert all(one.choice is None and one.voted for one in stored.electors)
    after = text_of(room.members["apf77"].get(vote))
    assert "Adopté" in after
    with database.transaction() as session:
        words = {column["name"] for column in inspect(session.connection()).get_columns("vote_tallies")}
    assert words == {"vote_id", "choice", "ballots"}


def test_the_database_refuses_a_choice_on_a_secret_roll(room, point, database):
    room.vote_on(point, "secret")
    with pytest.raises(REFUSED), database.transaction() as session:
        session.execute(update(VoteElector).values(choice="for", voted=True))
    with pytest.raises(REFUSED), database.transaction() as session:
        session.execute(update(Vote).values(secret=False, method="hands"))


def test_twenty_votes_at_once_are_one_voice(room, point, database):
    vote = room.vote_on(point, "secret")
    browser = room.members["apf77"]
    body = {"csrf_token": browser.csrf, "choice": "for", "submit": "submit"}

    def send(_):
        return browser.twin().post(f"{vote}/voter", body, expect_errors=True).status_int

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(send, range(20)))
    assert answers.count(303) == 1
    with database.transaction() as session:
        assert session.scalar(select(func.sum(VoteTally.ballots))) == 1
        assert session.scalar(select(func.count()).where(VoteElector.voted)) == 1


def test_one_voice_per_organisation_in_the_database(room, point, database):
    room.vote_on(point)
    with database.transaction() as session:
        one = session.scalars(select(VoteElector)).first()
        again = VoteElector(vote_id=one.vote_id, organisation_id=one.organisation_id, secret=one.secret)
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(again)


def test_who_has_no_voice_is_refused(room, point, people):
    vote = room.vote_on(point, "secret")
    assert "403" in room.members["aede"].get(f"{vote}/voter", expect_errors=True).status
    people.browser("peer", "apf77").get(f"{vote}/voter", status=403)
    body = {"csrf_token": room.members["apf77"].csrf, "choice": "for", "organisation": "caf77", "submit": "submit"}
    refused = room.members["apf77"].post(f"{vote}/voter", body, status=422)
    assert "Rien n'a été compté" in text_of(refused)
    assert not any(one.voted for one in room.vote(vote).electors)


def test_a_proxy_votes_for_both_and_leaves_with_its_holder(room, database):
    meeting = room.start(present=("apf77", "unafam77"))
    point = room.points(meeting)["Le café des pairs"]
    room.note(meeting, "caf77", "represented", "apf77")
    vote = room.vote_on(point, "secret")
    cast(room, vote, "apf77", "for", organisation="caf77")
    cast(room, vote, "apf77", "against")
    room.send(room.coordinator, f"{vote}/terminer")
    assert room.vote(vote).in_favour == room.vote(vote).against == 1
    room.note(meeting, "apf77", "left")
    assert "On ne peut pas voter" in text_of(room.vote_on(point, status=422))
    room.note(meeting, "aede", "represented", "unafam77")
    page = room.note(meeting, "apajh", "represented", "unafam77").follow()
    assert "nombre de procurations permis" in text_of(page)


def test_a_vote_on_an_action_that_changed_validates_nothing(room, database):
    action = Actions(database).make("examined", organisation="apf77")
    meeting = room.start()
    room.add_item(meeting, "Valider", action)
    vote = room.vote_on(room.points(meeting)["Valider"])
    with database.transaction() as session:
        session.scalars(select(Action).filter_by(public_id=action)).one().title = "Autre titre"
    room.hands(vote, apf77="for", unafam77="for", caf77="for")
    assert Actions(database).get(action).state == "examined"
    assert "a changé depuis l'ouverture" in text_of(room.coordinator.get(vote))


def test_the_proposer_does_not_validate_alone(room, database):
    action = Actions(database).make("examined", organisation="apf77")
    meeting = room.start()
    room.add_item(meeting, "Valider", action)
    point = room.points(meeting)["Valider"]
    room.hands(room.vote_on(point), apf77="for", unafam77="abstain", caf77="abstain")
    assert Actions(database).get(action).state == "examined"
    room.hands(room.vote_on(point), apf77="abstain", unafam77="for", caf77="abstain")
    assert Actions(database).get(action).state == "examined"
    room.hands(room.vote_on(point), apf77="for", unafam77="for", caf77="abstain")
    assert Actions(database).get(action).state == "validated"


def test_an_online_vote_closes_at_its_date(room, database, app, time_machine):
    action = Actions(database).make("examined", organisation="apf77")
    with database.transaction() as session:
        session.execute(update(MeetingKind).values(quorum="third", associations_minimum=1, institutions_minimum=1))
    vote = online(room, action)
    for slug in ("apf77", "unafam77", "aede", "caf77", "apajh"):
        cast(room, vote, slug, "for")
    assert run(app, CHORE)[CHORE] == 0
    assert room.vote(vote).state == "open"
    time_machine.move_to(now() + timedelta(hours=49))
    assert run(app, CHORE)[CHORE] == 1
    assert run(app, CHORE)[CHORE] == 0
    stored = room.vote(vote)
    assert "Rejeté faute de quorum" in stored.result_words
    assert Actions(database).get(action).state == "examined"


CHORE = "Votes en ligne arrivés à leur date, dépouillés"


def test_an_online_vote_with_quorum_validates(room, database, app, time_machine):
    action = Actions(database).make("examined", organisation="apf77")
    with database.transaction() as session:
        session.execute(update(MeetingKind).values(quorum="none", associations_minimum=1, institutions_minimum=1))
    vote = online(room, action, "secret")
    for slug in ("apf77", "unafam77", "caf77"):
        cast(room, vote, slug, "for")
    time_machine.move_to(now() + timedelta(hours=49))
    run(app, CHORE)
    found = Actions(database).get(action)
    assert found.state == "validated"
    assert "vote en ligne" in found.decision_reference
    with database.transaction() as session:
        decision = session.scalars(select(Decision)).one()
        assert decision.meeting_id is None


def test_a_result_cannot_be_changed_by_hand(room, point, database):
    room.hands(room.vote_on(point), apf77="for", unafam77="for")
    with pytest.raises(REFUSED), database.transaction() as session:
        session.execute(text("update meeting_votes set in_favour = 9"))
    with pytest.raises(REFUSED), database.transaction() as session:
        session.execute(text("update meeting_decisions set text = 'Autre chose'"))


def test_a_vote_given_up_says_nothing(room, point):
    vote = room.vote_on(point, "secret")
    cast(room, vote, "apf77", "for")
    room.send(room.coordinator, f"{vote}/abandonner")
    assert "Abandonné" in text_of(room.coordinator.get(vote))
    assert room.vote(vote).adopted is None
    room.vote_on(point)
