"""Who sees and does what: another association's referent, another trainer, another peer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from collectif.security.permissions import Role
from tests.support.enrolling import press

from .test_pages import HOME


@pytest.fixture
def world(trainings, people):
    """A session led by someone, with a peer of APF 77 and one of UNAFAM 77 in it, one more who waits."""
    trainer = people.account("trainer", "mdph77")
    session = trainings.session(days_off=5, capacity=4, trainer=trainer)
    account = people.account("peer")
    peers = {
        "own": trainings.peer("apf77", family_name="Zinnia", account=account),
        "other": trainings.peer("unafam77", family_name="Bleuet"),
        "waiting": trainings.peer("apf77", family_name="Capucine"),
    }
    enrolments = {
        name: trainings.enrol(session, peer, "waiting" if name == "waiting" else "held") for name, peer in peers.items()
    }
    browsers = {
        "coordination": people.browser("coordinator", "mdph77"),
        "referent": people.browser("structure_referent", "apf77"),
        "other_referent": people.browser("structure_referent", "unafam77"),
        "trainer": people.sign_in(trainer),
        "other_trainer": people.browser("trainer", "mdph77"),
        "peer": people.sign_in(account),
        "member": people.browser("collective_member", "apf77"),
        "admin": people.browser("admin", None),
    }
    return SimpleNamespace(session=session, peers=peers, enrolments=enrolments, browsers=browsers, trainer=trainer)


SEEN = {
    "coordination": {"Zinnia", "Bleuet", "Capucine"},
    "referent": {"Zinnia", "Capucine"},
    "other_referent": {"Bleuet"},
    "trainer": {"Zinnia", "Bleuet"},
    "other_trainer": set(),
    "peer": set(),
}


@pytest.mark.parametrize("who", SEEN)
def test_whose_names_are_seen(world, who):
    page = world.browsers[who].get(f"{HOME}/{world.session}")
    assert {name for name in ("Zinnia", "Bleuet", "Capucine") if name in page.text} == SEEN[who]


@pytest.mark.parametrize("who", ["member", "admin"])
def test_who_has_nothing_to_do_here(world, who):
    for path in (HOME, f"{HOME}/passees", f"{HOME}/{world.session}", f"{HOME}/{world.session}/presences"):
        world.browsers[who].get(path, status=403)


@pytest.mark.parametrize("who", SEEN)
def test_who_notes_attendance(world, trainings, who):
    session = trainings.session(days_off=0, trainer=world.trainer)
    trainings.enrol(session, world.peers["other"])
    trainings.enrol(session, world.peers["waiting"], "waiting")
    status = 200 if who in ("coordination", "trainer") else 403
    page = world.browsers[who].get(f"{HOME}/{session}/presences", status=status)
    assert ("Bleuet" in page.text) == (status == 200)
    assert "Capucine" not in page.text


@pytest.mark.parametrize("who", SEEN)
def test_who_acts_on_someones_place(world, who):
    allowed = {"coordination": {"own", "other", "waiting"}, "referent": {"own", "waiting"}, "other_referent": {"other"}}
    for name, enrolment in world.enrolments.items():
        status = 200 if name in allowed.get(who, ()) else 403
        path = f"{HOME}/{world.session}/inscriptions/{enrolment}"
        world.browsers[who].get(f"{path}/retirer", status=status)
        world.browsers[who].get(f"{path}/valider", status=200 if who == "coordination" else 403)


@pytest.mark.parametrize("who", SEEN)
def test_who_reads_a_certificate(world, trainings, who):
    certificate = trainings.certify(world.peers["own"])
    status = 200 if who in ("coordination", "referent", "peer") else 403
    world.browsers[who].get(f"{HOME}/attestations/{certificate}", status=status)
    world.browsers[who].get(f"{HOME}/attestations/{certificate}/retirer", status=200 if who == "coordination" else 403)


def test_a_referent_enrols_only_their_own_peers(world, trainings):
    mine = trainings.peer("apf77", family_name="Dahlia")
    theirs = trainings.peer("unafam77", family_name="Églantine")
    browser = world.browsers["referent"]
    page = browser.get(f"{HOME}/{world.session}/inscrire")
    assert "Dahlia" in page.text
    assert "Églantine" not in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    for peer in (theirs, world.peers["own"], "zzzzzzzzzzzz", ""):
        browser.post(f"{HOME}/{world.session}/inscrire", {"csrf_token": token, "peer": peer}, status=422)
    browser.post(f"{HOME}/{world.session}/inscrire", {"csrf_token": token, "peer": mine}, status=303)
    assert trainings.state_of(world.session, mine) == "held"
    assert trainings.state_of(world.session, theirs) is None


def test_an_address_of_another_session_finds_nothing(world, trainings):
    elsewhere = trainings.session()
    path = f"{HOME}/{elsewhere}/inscriptions/{world.enrolments['own']}/retirer"
    world.browsers["coordination"].get(path, status=404)


def test_someone_who_trains_and_is_a_peer_notes_only_where_they_train(world, people, trainings):
    """Being the peer of an enrolment opens nothing of the trainer's, and the other way round."""
    both = people.account("peer")
    with trainings.database.transaction() as db:
        from sqlalchemy import select

        from collectif.accounts.models import Account, Mandate
        from collectif.text import today

        account = db.scalars(select(Account).where(Account.public_id == both)).one()
        account.mandates.append(Mandate(role=Role.TRAINER, starts_on=today()))
    trainings.enrol(world.session, trainings.peer(account=both))
    browser = people.sign_in(both)
    browser.get(f"{HOME}/{world.session}/presences", status=403)
    assert "Zinnia" not in browser.get(f"{HOME}/{world.session}").text
    own = trainings.session(days_off=6, trainer=both)
    browser.get(f"{HOME}/{own}/presences", status=200)
    press(browser.get(f"{HOME}/{world.session}/laisser"), "Laisser la place")


def test_how_to_follow_from_afar_is_for_those_who_come(world, trainings, people):
    session = trainings.session(remote=True, joining="Salle virtuelle 4242")
    trainings.enrol(session, world.peers["own"])
    seen = {who for who in SEEN if "4242" in world.browsers[who].get(f"{HOME}/{session}").text}
    assert seen == {"coordination", "peer"}


def test_a_peer_without_a_file_sees_sessions_and_enrols_nowhere(people, world, trainings):
    browser = people.browser("peer")
    assert "Votre place" not in browser.get(f"{HOME}/{world.session}").text
    token = browser.csrf
    browser.post(f"{HOME}/{world.session}/s-inscrire", {"csrf_token": token}, status=403)


def test_a_trainer_whose_mandate_has_ended_notes_nothing(world, people, trainings):
    from datetime import timedelta

    from sqlalchemy import update

    from collectif.accounts.models import Mandate
    from collectif.text import today

    with trainings.database.transaction() as db:
        yesterday = today() - timedelta(days=1)
        db.execute(update(Mandate).where(Mandate.role == "trainer").values(starts_on=yesterday, ends_on=yesterday))
    world.browsers["trainer"].get(f"{HOME}/{world.session}/presences", status=403)


def test_attendance_is_for_the_peer_the_referent_the_trainer_and_the_coordination(world, trainings):
    session = trainings.session(days_off=-1, trainer=world.trainer)
    trainings.attend(trainings.enrol(session, world.peers["own"]), True, False)
    pages = {who: world.browsers[who].get(f"{HOME}/{session}").text for who in SEEN}
    told = "1\u00a0demi-journée suivie sur 2"
    assert {who for who, page in pages.items() if told in page} == {"coordination", "referent", "trainer"}
    assert "Absence" in pages["peer"]
    assert not any("Absence" in pages[who] for who in ("other_referent", "other_trainer"))
