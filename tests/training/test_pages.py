"""What each role sees and does on the pages of the room."""

from __future__ import annotations

import pytest

from tests.support.enrolling import press

HOME = "/intranet/formations"


@pytest.fixture
def peer_browser(people, trainings):
    """A peer who signs in: browser, public id of the peer."""
    account = people.account("peer")
    return people.sign_in(account), trainings.peer(account=account)


def test_a_peer_enrols_leaves_and_enrols_again(peer_browser, trainings, acts):
    browser, peer = peer_browser
    session = trainings.session(title="Formation de Melun")
    page = press(browser.get(f"{HOME}/{session}"), "M’inscrire").follow()
    assert "Place confirmée" in page.text
    assert trainings.state_of(session, peer) == "held"
    assert "Formation de Melun" in browser.get(HOME).text
    leaving = page.click("Laisser ma place")
    page = press(leaving, "Laisser la place").follow()
    assert trainings.state_of(session, peer) == "left"
    press(page, "M’inscrire")
    assert trainings.states(session) == ["left", "held"]
    assert acts() == ["training.enrolled", "training.left", "training.enrolled"]


def test_a_full_session_has_a_waiting_list_in_order(peer_browser, trainings):
    browser, _ = peer_browser
    session = trainings.session(capacity=1)
    trainings.enrol(session, trainings.peer())
    trainings.enrol(session, trainings.peer(), "waiting")
    page = browser.get(f"{HOME}/{session}")
    assert "Complète" in page.text
    page = press(page, "Entrer sur la liste").follow()
    assert "Place 2 sur la liste d'attente" in page.text
    assert trainings.states(session) == ["held", "waiting", "waiting"]
