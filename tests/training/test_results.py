"""Attendance, validation, certificates, and the gate they hold."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from collectif.db import now
from collectif.peers.models import Peer
from collectif.text import today
from collectif.training import queries, rules
from collectif.training.models import TrainingAttendance, TrainingCertificate, TrainingEnrolment
from tests.support.enrolling import press
from tests.support.gates import become

from .test_pages import HOME

CERTIFICATES = f"{HOME}/attestations"


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77")


@pytest.fixture
def trainer(people):
    account = people.account("trainer", "mdph77")
    return SimpleNamespace(browser=people.sign_in(account), account=account)


@pytest.fixture
def held(trainings, trainer):
    """A session of three half-days, the last one optional, with three people: all, one half-day, none."""
    parts = ((0, "morning", True), (0, "afternoon", True), (1, "morning", False))
    session = trainings.session(days_off=-3, capacity=5, state="held", trainer=trainer.account, parts=parts)
    peers = [trainings.peer(family_name=name) for name in ("Assidu", "Passage", "Vide")]
    enrolments = [trainings.enrol(session, peer) for peer in peers]
    return SimpleNamespace(session=session, peers=peers, enrolments=enrolments)


def note(browser, session, *present):
    """Fill the sheet that the page shows, in the order of the names."""
    page = browser.get(f"{HOME}/{session}/presences")
    form = next(form for form in page.forms.values() if "half_day" in form.fields)
    names = [name for name in form.fields if name and name.startswith("present-")]
    for name, answer in zip(names, present, strict=True):
        if answer is not None:
            form[name] = answer
    return form.submit(status=303).follow()


def count(database, model):
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(model))


def test_a_trainer_notes_each_half_day_and_the_coordination_records(
    held, trainer, coordination, trainings, letters, acts
):
    note(trainer.browser, held.session, "oui", "oui", "non")
    note(trainer.browser, held.session, "oui", "non", "non")
    page = note(trainer.browser, held.session, "non", None, "non")
    assert "2\u00a0personnes notées sur 3" in page.text
    page = coordination.get(f"{HOME}/{held.session}/resultats")
    page = press(page, "Enregistrer pour 2").follow()
    assert "1\u00a0formation validée, 1\u00a0absence notée. 1\u00a0personne reste à voir." in page.text
    assert trainings.states(held.session) == ["validated", "held", "absent"]
    assert [letter["To"] for letter in letters()] == [email_of(trainings, held.peers[0])]
    assert acts().count("training.attendance_noted") == 3
    assert acts()[-2:] == ["training.validated", "training.missed"]
    assert count(trainings.database, TrainingCertificate) == 1


def email_of(trainings, peer):
    with trainings.database.transaction() as session:
        return session.scalar(select(Peer.email).where(Peer.public_id == peer))


def test_everybody_at_once(held, trainer, trainings):
    page = trainer.browser.get(f"{HOME}/{held.session}/presences")
    press(page, "Tout le monde était là")
    assert count(trainings.database, TrainingAttendance) == 3


def test_what_is_noted_can_be_put_right_until_it_is_validated(held, trainer, coordination, trainings, database):
    for person, answers in zip(held.enrolments, ((True, True), (True, False), ()), strict=True):
        trainings.attend(person, *answers)
    press(coordination.get(f"{HOME}/{held.session}/resultats"), "Enregistrer pour 1")
    first = half_days(database, held.enrolments[1])[0]
    page = trainer.browser.get(f"{HOME}/{held.session}/presences?demi-journee={first}")
    assert "sa présence ne change plus" in page.text
    form = next(form for form in page.forms.values() if "half_day" in form.fields)
    form[f"present-{held.enrolments[1]}"] = "non"
    form.submit(status=303)
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    forced = {"csrf_token": token, "half_day": str(first), f"present-{held.enrolments[0]}": "non"}
    trainer.browser.post(f"{HOME}/{held.session}/presences", forced, status=303)
    with database.transaction() as session:
        asked = select(TrainingEnrolment.public_id, TrainingAttendance.present).join(TrainingAttendance.enrolment)
        noted = session.execute(asked.where(TrainingAttendance.half_day_id == first)).all()
    assert dict(noted)[held.enrolments[0]] is True
    assert dict(noted)[held.enrolments[1]] is False


def half_days(database, enrolment):
    with database.transaction() as session:
        one = session.scalars(select(TrainingEnrolment).where(TrainingEnrolment.public_id == enrolment)).one()
        return [half_day.id for half_day in one.session.half_days]


def test_a_half_day_to_come_is_not_noted(trainings, trainer, database):
    session = trainings.session(days_off=0, trainer=trainer.account, enrol_until=today(),
                                parts=((0, "morning", True), (1, "morning", True)))  # fmt: skip
    enrolment = trainings.enrol(session, trainings.peer())
    later = half_days(database, enrolment)[1]
    page = trainer.browser.get(f"{HOME}/{session}/presences?demi-journee={later}")
    assert "n’a pas encore eu lieu" in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    sent = {"csrf_token": token, "half_day": str(later), f"present-{enrolment}": "oui"}
    assert "revenez ce jour-là" in trainer.browser.post(f"{HOME}/{session}/presences", sent, status=422).text
    assert count(database, TrainingAttendance) == 0


@pytest.mark.parametrize("sent", [
    {}, {"half_day": "é"}, {"half_day": "999999999999999999999"}, {"half_day": "-1"}, {"half_day": ""},
])  # fmt: skip
def test_a_malformed_sheet_notes_nothing(held, trainer, database, sent):
    page = trainer.browser.get(f"{HOME}/{held.session}/presences")
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    trainer.browser.post(f"{HOME}/{held.session}/presences", {"csrf_token": token, **sent}, status=303)
    assert count(database, TrainingAttendance) == 0


def test_answers_about_others_are_not_kept(held, trainer, trainings, database):
    """An enrolment of another session, nonsense, a value that no form sends."""
    elsewhere = trainings.enrol(trainings.session(days_off=-3, state="held"), trainings.peer())
    page = trainer.browser.get(f"{HOME}/{held.session}/presences")
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    half_day = page.html.find("input", {"name": "half_day"})["value"]
    sent = {"csrf_token": token, "half_day": half_day, f"present-{elsewhere}": "oui", "present-é": "oui",
            "present-": "oui", f"present-{held.enrolments[0]}": "peut-être"}  # fmt: skip
    trainer.browser.post(f"{HOME}/{held.session}/presences", sent, status=303)
    assert count(database, TrainingAttendance) == 0


def test_results_wait_for_the_session_to_be_held(trainings, coordination, database):
    session = trainings.session(days_off=-2)
    trainings.attend(trainings.enrol(session, trainings.peer()), True, True)
    page = coordination.get(f"{HOME}/{session}/resultats")
    assert "pas encore déclarée tenue" in page.text
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    coordination.post(f"{HOME}/{session}/resultats", {"csrf_token": token}, status=422)
    assert count(database, TrainingCertificate) == 0


def test_the_coordination_validates_otherwise_with_a_written_reason(held, coordination, trainings, database):
    path = f"{HOME}/{held.session}/inscriptions/{held.enrolments[1]}/valider"
    page = coordination.get(path)
    press(page, "Valider cette formation", 422, reason=" ")
    press(coordination.get(path), "Valider cette formation", reason="Rattrapage fait avec la formatrice.")
    assert trainings.states(held.session) == ["held", "validated", "held"]
    press(coordination.get(path), "Valider cette formation", 422, reason="Encore")
    assert count(database, TrainingCertificate) == 1
    with database.transaction() as session:
        reasons = set(session.scalars(select(TrainingEnrolment.validation_reason)))
    assert reasons == {"", "Rattrapage fait avec la formatrice."}


def test_a_certificate_is_a_tagged_document_for_its_peer(trainings, people):
    account = people.account("peer")
    peer = trainings.peer(account=account, family_name="Zinnia")
    session = trainings.session(days_off=-9, state="held")
    enrolment = trainings.enrol(session, peer, "validated")
    certificate = trainings.certify(peer, today() - timedelta(days=5), valid_until=today() + timedelta(days=900))
    with trainings.database.transaction() as db:
        key = db.scalar(select(TrainingEnrolment.id).where(TrainingEnrolment.public_id == enrolment))
        db.execute(update(TrainingCertificate).values(enrolment_id=key))
    browser = people.sign_in(account)
    answer = browser.get(f"{CERTIFICATES}/{certificate}")
    assert answer.content_type == "application/pdf"
    assert "zinnia" not in answer.headers["Content-Disposition"].lower()
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(answer.body)) as paper:
        assert paper.Root.MarkInfo.Marked
        assert str(paper.Root.Lang).startswith("fr")
    assert certificate in browser.get(HOME).text


def test_a_revoked_certificate_no_longer_counts_and_says_why(trainings, coordination, database):
    peer = trainings.peer()
    certificate = trainings.certify(peer)
    assert gate(database, peer).holds
    press(coordination.get(f"{CERTIFICATES}/{certificate}/retirer"), "Retirer l'attestation", reason="Erreur de nom")
    assert not gate(database, peer).holds
    page = coordination.get(f"{CERTIFICATES}/{certificate}/retirer")
    again = press(page, "Retirer l'attestation", 422, reason="Encore")
    assert "déjà retirée" in again.text


def test_the_last_certificate_of_an_active_peer_stays(trainings, coordination, database):
    peer = trainings.peer()
    with database.transaction() as session:
        become(session, session.scalars(select(Peer).where(Peer.public_id == peer)).one(), "active")
        first = session.scalars(select(TrainingCertificate.public_id)).one()
    page = coordination.get(f"{CERTIFICATES}/{first}/retirer")
    refused = press(page, "Retirer l'attestation", 422, reason="Erreur")
    assert "Suspendez-le d'abord" in refused.text
    trainings.certify(peer)
    press(coordination.get(f"{CERTIFICATES}/{first}/retirer"), "Retirer l'attestation", reason="Erreur").follow()
    assert gate(database, peer).holds


def gate(database, peer):
    with database.transaction() as session:
        key = session.scalar(select(Peer.id).where(Peer.public_id == peer))
        return queries.training_gate(session, key)


def may_be_matched(database, peer):
    with database.transaction() as session:
        key = session.scalar(select(Peer.id).where(Peer.public_id == peer))
        listed = list(session.scalars(select(Peer.public_id).where(queries.trained(Peer.id))))
        answer = queries.may_be_matched(session, key)
        assert answer == (peer in listed)
        return answer


def test_the_gate_says_what_is_missing_and_who_acts_next(trainings, database):
    peer = trainings.peer()
    assert "Aucune inscription" in gate(database, peer).words
    session = trainings.session(capacity=1)
    trainings.enrol(session, peer, "waiting")
    assert "liste d'attente" in gate(database, peer).words
    assert gate(database, peer).who_next == queries.COORDINATION
    other = trainings.peer()
    trainings.enrol(session, other)
    assert "Inscription confirmée" in gate(database, other).words
    begun = trainings.session(days_off=-4)
    third = trainings.peer()
    trainings.enrol(begun, third)
    assert gate(database, third).who_next == queries.COORDINATION
    trainings.certify(third)
    assert gate(database, third) == queries.Gate("training", queries.GATE_LABELS["training"], True,
                                                 gate(database, third).words)  # fmt: skip


def test_a_lapse_stops_new_matches_and_the_gate_but_deactivates_nobody(trainings, database, chores):
    peer = trainings.peer()
    with database.transaction() as session:
        one = session.scalars(select(Peer).where(Peer.public_id == peer)).one()
        become(session, one, "active")
        session.execute(update(TrainingCertificate).values(valid_until=today() + timedelta(days=3)))
    assert may_be_matched(database, peer)
    with time_machine.travel(now() + timedelta(days=3)):
        assert may_be_matched(database, peer), "the last day counts"
    with time_machine.travel(now() + timedelta(days=4)):
        chores()
        assert not may_be_matched(database, peer)
        assert not gate(database, peer).holds
        assert "plus à jour" in gate(database, peer).words
        with database.transaction() as session:
            assert session.scalar(select(Peer.state).where(Peer.public_id == peer)) == "active"


@given(st.lists(st.booleans(), max_size=8), st.data())
def test_complete_means_each_required_half_day(required, data):
    half_days = [SimpleNamespace(id=place, required=one) for place, one in enumerate(required)]
    attended = data.draw(st.sets(st.integers(0, 9)))
    missing = rules.missing_half_days(half_days, attended)
    assert missing == [place for place, one in enumerate(required) if one and place not in attended]


@pytest.mark.parametrize(("start", "months", "end"), [
    (date(2026, 1, 31), 1, date(2026, 2, 28)), (date(2024, 2, 29), 12, date(2025, 2, 28)),
    (date(2026, 11, 20), 36, date(2029, 11, 20)), (date(2026, 12, 1), 1, date(2027, 1, 1)),
    (date(2026, 5, 4), 0, None),
])  # fmt: skip
def test_how_long_a_training_counts(start, months, end):
    assert rules.valid_until(start, months) == end


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(1, 240))
def test_it_ends_that_many_months_later(start, months):
    end = rules.valid_until(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
