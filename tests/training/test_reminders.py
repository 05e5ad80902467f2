"""Reminders: before a session, before a training ends; each once, none to those who left."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from collectif.db import now
from collectif.text import today

BEFORE, RENEWAL = "Rappels de formation envoyés", "Rappels de renouvellement envoyés"


def test_a_week_and_a_day_before_to_those_who_have_a_place(trainings, chores, letters):
    session = trainings.session(days_off=20, capacity=1)
    trainings.enrol(session, trainings.peer(email="tenu@test.example"))
    trainings.enrol(session, trainings.peer(email="attend@test.example"), "waiting")
    trainings.enrol(session, trainings.peer(email="parti@test.example"), "left")
    sent = {}
    for days in (12, 13, 14, 18, 19, 20, 21):
        with time_machine.travel(now() + timedelta(days=days)):
            sent[days] = chores(BEFORE)[BEFORE]
            assert chores(BEFORE)[BEFORE] == 0
    assert sent == {12: 0, 13: 1, 14: 0, 18: 0, 19: 1, 20: 0, 21: 0}
    assert [letter["To"] for letter in letters()] == ["tenu@test.example"] * 2


def test_no_reminder_for_a_session_that_is_cancelled_or_not_open(trainings, chores):
    for state in ("planned", "cancelled"):
        values = {"cancellation_reason": "Travaux"} if state == "cancelled" else {}
        trainings.enrol(trainings.session(days_off=1, state=state, **values), trainings.peer())
    assert chores(BEFORE)[BEFORE] == 0


@pytest.mark.parametrize(("days", "reminders"), [(20, [13, 19]), (6, [5]), (1, [])])
def test_a_place_confirmed_late_is_not_reminded_at_once(trainings, people, chores, days, reminders):
    account = people.account("peer")
    trainings.peer(account=account)
    session = trainings.session(days_off=days)
    browser = people.sign_in(account)
    token = browser.csrf
    browser.post(f"/intranet/formations/{session}/s-inscrire", {"csrf_token": token}, status=303)
    sent = []
    for day in range(days):
        with time_machine.travel(now() + timedelta(days=day)):
            sent += [day] * chores(BEFORE)[BEFORE]
    assert sent == reminders


def test_ninety_and_thirty_days_before_a_training_ends(trainings, chores, letters):
    peer = trainings.peer(email="renouvelle@test.example")
    trainings.certify(peer, valid_until=today() + timedelta(days=100))
    sent = {}
    for days in (5, 10, 11, 60, 70, 80, 99, 101):
        with time_machine.travel(now() + timedelta(days=days)):
            sent[days] = chores(RENEWAL)[RENEWAL]
            assert chores(RENEWAL)[RENEWAL] == 0
    assert sent == {5: 0, 10: 1, 11: 0, 60: 0, 70: 1, 80: 0, 99: 0, 101: 0}
    assert [letter["To"] for letter in letters()] == ["renouvelle@test.example"] * 2


def test_one_letter_only_when_both_are_due(trainings, chores):
    trainings.certify(trainings.peer(), valid_until=today() + timedelta(days=20))
    assert chores(RENEWAL)[RENEWAL] == 1
    assert chores(RENEWAL)[RENEWAL] == 0


def test_nobody_is_reminded_of_what_is_replaced_revoked_or_over(trainings, chores):
    soon = today() + timedelta(days=20)
    renewed = trainings.peer()
    trainings.certify(renewed, valid_until=soon)
    trainings.certify(renewed, valid_until=today() + timedelta(days=900))
    trainings.certify(trainings.peer(), valid_until=soon, revoked_at=now(), revocation_reason="Erreur")
    trainings.certify(trainings.peer(state="ended"), valid_until=soon)
    trainings.certify(trainings.peer())
    assert chores(RENEWAL)[RENEWAL] == 0
