"""Two years after the last contact: warned, then forgotten; whoever takes part stays."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from collectif.accounts.models import Account, Mandate
from collectif.chores import run_chores
from collectif.journal.models import JournalEntry
from collectif.mail.models import OutgoingMail
from collectif.organisations.models import Organisation, Representative
from collectif.peers.models import Peer, Sponsorship
from collectif.privacy.register import ERASED

LAST_CONTACT = date(2024, 3, 1)
DUE = LAST_CONTACT + timedelta(days=730)
WARNING = DUE - timedelta(days=30)


def peer(session, name="Introuvable", **values):
    one = Peer(
        given_name="Zéphyrine", family_name=name, sort_name=name, email=f"{name}@test.example",
        last_contact_on=LAST_CONTACT, **values,
    )  # fmt: skip
    session.add(one)
    session.flush()
    return one


def account(session, name, **values):
    seen = datetime.combine(LAST_CONTACT, datetime.min.time(), UTC)
    one = Account(email=f"{name}@test.example", display_name=name, sort_name=name, created_at=seen, **values)
    session.add(one)
    session.flush()
    return one


@pytest.fixture
def day(app):
    """Runs every chore on a day; gives what each one did."""

    def run(on):
        with time_machine.travel(datetime.combine(on, datetime.min.time(), UTC), tick=False):
            done = {outcome.name: outcome.done for outcome in run_chores(app.registry, "http://localhost")}
        assert None not in done.values(), done
        return done

    return run


def names(database, column):
    with database.transaction() as session:
        return set(session.scalars(select(column)))


def test_warned_once_then_forgotten(database, day):
    with database.transaction() as session:
        peer(session)
    assert day(WARNING - timedelta(days=1))["Personnes prévenues de la fin de leurs données"] == 0
    assert day(WARNING)["Personnes prévenues de la fin de leurs données"] == 1
    assert day(WARNING)["Personnes prévenues de la fin de leurs données"] == 0
    assert day(DUE - timedelta(days=1))["Personnes oubliées après deux ans"] == 0
    assert day(DUE)["Personnes oubliées après deux ans"] == 1
    assert names(database, Peer.family_name) == {ERASED}
    assert day(DUE + timedelta(days=40))["Personnes prévenues de la fin de leurs données"] == 0
    assert "privacy.anonymised" in names(database, JournalEntry.act)


def test_nobody_is_forgotten_without_thirty_days_of_warning(database, day):
    with database.transaction() as session:
        peer(session)
    assert day(DUE + timedelta(days=300))["Personnes oubliées après deux ans"] == 0
    assert day(DUE + timedelta(days=329))["Personnes oubliées après deux ans"] == 0
    assert day(DUE + timedelta(days=330))["Personnes oubliées après deux ans"] == 1


def test_whoever_comes_back_stays(database, day):
    with database.transaction() as session:
        peer(session)
    day(WARNING)
    with database.transaction() as session:
        session.scalars(select(Peer)).one().last_contact_on = DUE - timedelta(days=3)
    assert day(DUE)["Personnes oubliées après deux ans"] == 0


def test_whoever_takes_part_stays(database, day):
    with database.transaction() as session:
        place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        sponsored = peer(session, "Parrainée")
        sponsored.sponsorships.append(Sponsorship(
            peer=sponsored, organisation=place, started_on=LAST_CONTACT, peer_sort_name=sponsored.sort_name,
            peer_state=sponsored.state,
        ))  # fmt: skip
        signing_in = account(session, "compte", last_sign_in_at=datetime(2026, 1, 5, tzinfo=UTC))
        peer(session, "Connectée", account=signing_in)
        member = account(session, "membre")
        member.mandates.append(Mandate(role="collective_member", organisation=place, starts_on=LAST_CONTACT))
        place.representatives.append(Representative(full_name="En poste", seat="titular", starts_on=LAST_CONTACT))
    before = (
        names(database, Peer.family_name),
        names(database, Account.email),
        names(database, Representative.full_name),
    )
    day(WARNING)
    day(DUE)
    assert before == (
        names(database, Peer.family_name), names(database, Account.email), names(database, Representative.full_name)
    )  # fmt: skip


def test_accounts_and_representatives_end_too(database, day):
    with database.transaction() as session:
        account(session, "ancienne")
        place = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
        place.representatives.append(Representative(
            full_name="Plus en poste", seat="titular", starts_on=date(2020, 1, 1), ends_on=LAST_CONTACT,
        ))  # fmt: skip
    day(WARNING)
    assert day(DUE)["Personnes oubliées après deux ans"] == 2
    assert names(database, Account.display_name) == {ERASED}
    assert names(database, Representative.full_name) == {ERASED}


def test_a_mail_that_cannot_leave_is_forgotten(database, day):
    with database.transaction() as session:
        later = datetime(2027, 1, 1, tzinfo=UTC)
        session.add(OutgoingMail(
            recipient="x@test.example", subject="s", body="b", created_at=datetime(2026, 1, 1, tzinfo=UTC),
            next_attempt_at=later,
        ))  # fmt: skip
    assert day(date(2026, 1, 30))["Courriers impossibles à envoyer effacés"] == 0
    assert day(date(2026, 2, 2))["Courriers impossibles à envoyer effacés"] == 1
    with database.transaction() as session:
        assert session.scalar(select(func.count(OutgoingMail.id))) == 0
