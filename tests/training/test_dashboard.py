"""What waits on each person about trainings, on their first page."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest

from collectif.db import now
from collectif.text import today

OFFER = {"offered_until": now() + timedelta(hours=20)}


@pytest.fixture
def world(people, trainings):
    accounts = {name: people.account(role, place) for name, role, place in (
        ("trainer", "trainer", "mdph77"), ("other_trainer", "trainer", "mdph77"), ("peer", "peer", "apf77"),
        ("referent", "structure_referent", "apf77"), ("other_referent", "structure_referent", "unafam77"),
        ("coordination", "coordinator", "mdph77"),
    )}  # fmt: skip
    browsers = {name: people.sign_in(account) for name, account in accounts.items()}
    return SimpleNamespace(accounts=accounts, browsers=browsers, peer=trainings.peer(account=accounts["peer"]))


def told(world, words):
    """Who reads ``words`` on their first page."""
    return {name for name, browser in world.browsers.items() if words in browser.get("/intranet").text}


def test_an_offer_waits_on_the_peer_and_on_their_referent(world, trainings):
    # Too far off to be among what is coming, which everyone reads.
    session = trainings.session(title="Formation de Torcy", days_off=100)
    trainings.enrol(session, world.peer, "offered", **OFFER)
    assert told(world, "Une place se libère pour vous") == {"peer"}
    assert told(world, "Une place se libère pour un pair de votre association") == {"referent"}
    assert told(world, "Formation de Torcy") == {"peer", "referent"}


def test_an_offer_whose_time_is_over_waits_on_nobody(world, trainings):
    trainings.enrol(trainings.session(), world.peer, "offered", offered_until=now() - timedelta(hours=1))
    assert told(world, "Une place se libère") == set()


def test_attendance_waits_on_the_trainer_of_the_session_until_all_is_noted(world, trainings):
    session = trainings.session(days_off=-2, trainer=world.accounts["trainer"])
    enrolment = trainings.enrol(session, world.peer)
    assert told(world, "Présences à noter") == {"trainer"}
    assert "2\u00a0demi-journées à compléter" in world.browsers["trainer"].get("/intranet").text
    trainings.attend(enrolment, True, False)
    assert told(world, "Présences à noter") == set()
    other = trainings.session(days_off=-4, trainer=world.accounts["trainer"])
    trainings.attend(trainings.enrol(other, world.peer), True)
    assert told(world, "1\u00a0demi-journée à compléter") == {"trainer"}


def test_a_session_that_is_over_waits_on_the_coordination(world, trainings):
    session = trainings.session(days_off=-2)
    trainings.enrol(session, world.peer)
    assert told(world, "Session à déclarer tenue") == {"coordination"}
    held = trainings.session(days_off=-9, state="held")
    trainings.enrol(held, trainings.peer())
    assert told(world, "Résultats à enregistrer") == {"coordination"}


@pytest.mark.parametrize(("days", "words"), [(120, None), (60, "Elle compte jusqu"), (-3, "Elle ne compte plus")])
def test_a_training_to_renew_waits_on_the_peer(world, trainings, days, words):
    trainings.certify(world.peer, today() - timedelta(days=900), valid_until=today() + timedelta(days=days))
    assert told(world, "Votre formation est à renouveler") == ({"peer"} if words else set())
    if words:
        assert told(world, words) == {"peer"}
