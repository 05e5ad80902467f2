"""What time does: a reminder, an end, drafts erased; each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.support.chores import run

from .conftest import main_text

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
OWN = ("Rappels de candidature envoyés", "Candidatures closes faute de nouvelles", "Brouillons de candidature effacés")


@pytest.fixture
def chores(app):
    """Runs the chores of the room; gives how many things each did."""

    def count():
        outcomes = run(app, *OWN)
        return tuple(outcomes[name] for name in OWN)

    return count


@pytest.fixture
def on():
    """The clock, so many days after the start."""

    def at(days, hours=0):
        return time_machine.travel(START + timedelta(days=days, hours=hours), tick=False)

    return at


def test_reminded_at_sixty_days_and_closed_at_ninety_each_once(candidates_, people, chores, on):
    with on(0):
        people.account("structure_referent", email="referent@test.example")
        public_id = candidates_.add(email="lou@test.example")
    told = []
    for days, hours, done in ((59, 0, (0, 0, 0)), (60, 1, (1, 0, 0)), (60, 2, (0, 0, 0)), (89, 0, (0, 0, 0)),
                              (90, 2, (0, 1, 0)), (90, 3, (0, 0, 0)), (200, 0, (0, 0, 0))):  # fmt: skip
        with on(days, hours):
            assert chores() == done, days
            told.append(len(candidates_.mails()))
    assert told == [0, 2, 2, 2, 4, 4, 4]
    assert {to for to, _ in candidates_.mails()} == {"lou@test.example", "referent@test.example"}
    assert candidates_.get(public_id, "state") == "expired"
    assert candidates_.acts() == ["applications.remind", "applications.expire"]
    first = candidates_.mails()[0][1]
    assert "dimanche 31 mai 2026" in first


def test_a_message_starts_the_silence_again(candidates_, testapp, people, chores, on):
    with on(0):
        public_id = candidates_.add("incomplete", email="lou@test.example")
    with on(61):
        assert chores() == (1, 0, 0)
        form = testapp.get(candidates_.link(public_id)).forms["message"]
        form["words"] = "Je suis toujours là."
        form.submit()
    with on(92):
        assert chores() == (0, 0, 0)
    with on(122):
        assert chores() == (1, 0, 0)
    with on(153):
        assert chores() == (0, 1, 0)


def test_late_chores_still_remind_before_they_close(candidates_, chores, on):
    with on(0):
        public_id = candidates_.add()
    with on(300):
        assert chores() == (1, 0, 0)
        assert candidates_.get(public_id, "state") == "submitted"
    with on(331):
        assert chores() == (0, 1, 0)


@pytest.mark.parametrize("state", ["sponsored", "accepted", "refused", "withdrawn"])
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_waits_on_nobody_is_left_alone(candidates_, chores, on, state):
    with on(0):
        candidates_.add(state)
    with on(95):
        assert chores() == (0, 0, 0)


def test_drafts_are_erased_after_thirty_days(candidates_, testapp, chores, on):
    with on(0):
        path = candidates_.linked("draft")
    with on(29):
        assert chores() == (0, 0, 0)
        testapp.get(path, status=303)
    with on(30):
        testapp.get(path, status=410)
        assert chores() == (0, 0, 1)
        assert chores() == (0, 0, 0)
    assert candidates_.all() == []


def test_links_of_sent_applications_last_six_months(candidates_, testapp, on):
    with on(0):
        path = candidates_.linked("submitted")
    with on(179):
        assert "Soumise" in main_text(testapp.get(path))
    with on(181):
        testapp.get(path, status=410)
