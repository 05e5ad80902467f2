"""The database itself: nobody is active without the three gates, whoever writes and however (rule 1)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from collectif.activation import ddl
from collectif.charter.models import CharterSignature, CharterVersion
from collectif.db import now
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import SponsorshipTerms
from collectif.text import today
from collectif.training.models import TrainingCertificate
from tests.support.gates import attest, become, certify, hold_gates, sign

REFUSED = "an active peer needs"


@pytest.fixture
def peer(db):
    """In preparation, sponsored by APF 77; no gate holds."""
    place = db.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    peer = Peer(given_name="Ada", family_name="Fictive", sort_name="fictive ada")
    db.add(peer)
    db.flush()
    db.add(Sponsorship(peer_id=peer.id, organisation=place, peer_sort_name=peer.sort_name, peer_state=peer.state,
                       started_on=date(2025, 1, 1)))  # fmt: skip
    db.flush()
    return peer


@pytest.fixture
def active(db, peer):
    become(db, peer, "active")
    return peer


def refused(db, statement, *values):
    """The database says no, and nothing changes."""
    with pytest.raises(IntegrityError, match=REFUSED), db.begin_nested():
        db.execute(statement, *values)
    db.expire_all()


def accepted(db, statement):
    with db.begin_nested():
        db.execute(statement)
    db.expire_all()


def activate(peer):
    return update(Peer).where(Peer.id == peer.id).values(state="active")


@pytest.mark.parametrize("missing", ["sponsorship", "training", "charter"])
def test_each_missing_gate_is_refused(db, peer, missing):
    for name, hold in (("training", lambda: certify(db, peer)), ("charter", lambda: sign(db, peer)),
                       ("sponsorship", lambda: attest(db, peer.sponsorships[0]))):  # fmt: skip
        if name != missing:
            hold()
    refused(db, activate(peer))
    assert peer.state == "preparing"


def test_the_three_together_are_accepted(db, peer):
    hold_gates(db, peer)
    accepted(db, activate(peer))
    assert peer.state == "active"


@pytest.mark.parametrize("state", ["preparing", "paused", "suspended", "ended"])
def test_no_state_leads_round_the_gates(db, peer, state):
    peer.state = state
    db.flush()
    refused(db, activate(peer))
    refused(db, text("UPDATE peers SET state = 'active'"))
    refused(db, text("UPDATE peers SET state = 'active', capacity = 5 WHERE sort_name LIKE 'fictive%'"))


def test_nobody_is_written_active(db, peer):
    values = {"given_name": "Bo", "family_name": "Neuf", "sort_name": "neuf bo", "state": "active"}
    refused(db, insert(Peer).values(**values))
    hold_gates(db, peer)
    refused(db, insert(Peer).values(**values))


def test_a_sponsorship_without_attestation_opens_nothing(db, peer):
    certify(db, peer)
    sign(db, peer)
    refused(db, activate(peer))


def test_a_request_opens_nothing(db, peer):
    hold_gates(db, peer)
    db.execute(update(Sponsorship).values(state="proposed"))
    refused(db, activate(peer))


def test_a_revoked_certificate_or_an_uncountersigned_signature_opens_nothing(db, peer):
    hold_gates(db, peer)
    certificate = certify(db, peer)
    certificate.revoked_at = now()
    db.flush()
    refused(db, activate(peer))
    certify(db, peer)
    db.execute(update(Sponsorship).values(state="active"))
    db.execute(insert(CharterSignature).values(public_id="zzzzzzzzzzzz", peer_id=peer.id, version_id=1,
               state="replaced", kind="in_person", variant="standard", signed_on=today(), recorded_at=now(),
               countersigned_at=now(), revocation_reason=""))  # fmt: skip
    db.execute(delete(CharterSignature).where(CharterSignature.state == "signed"))
    refused(db, activate(peer))


@pytest.mark.parametrize(
    "statement",
    [
        update(Sponsorship).values(state="ended", ended_on=today()),
        update(Sponsorship).values(state="proposed"),
        delete(Sponsorship),
        delete(SponsorshipTerms),
        update(TrainingCertificate).values(revoked_at=now()),
        delete(TrainingCertificate),
        update(CharterSignature).values(state="revoked", revoked_at=now()),
        update(CharterSignature).values(state="replaced"),
        delete(CharterSignature),
        update(CharterVersion).values(accepted=False, state="superseded"),
    ],
    ids=str,
)
def test_the_last_proof_of_someone_active_stays(db, active, statement):
    refused(db, statement)
    active.state = "paused"
    db.flush()
    accepted(db, statement)


@pytest.mark.parametrize("state", ["paused", "suspended", "ended"])
def test_a_proof_may_go_once_they_are_no_longer_active(db, active, state):
    active.state = state
    db.flush()
    accepted(db, delete(TrainingCertificate))
    refused(db, activate(active))


def test_one_of_two_proofs_may_go(db, active):
    place = db.scalars(select(Organisation).where(Organisation.slug == "unafam77")).one()
    second = Sponsorship(peer_id=active.id, organisation=place, peer_sort_name=active.sort_name, peer_state="active",
                         started_on=date(2025, 2, 1))  # fmt: skip
    db.add(second)
    db.flush()
    attest(db, second)
    first = select(Sponsorship.id).where(Sponsorship.organisation_id != place.id).scalar_subquery()
    accepted(db, update(Sponsorship).where(Sponsorship.id == first).values(state="ended", ended_on=today()))
    refused(db, update(Sponsorship).where(Sponsorship.id == second.id).values(state="ended", ended_on=today()))


def test_a_peer_and_everything_about_them_may_be_deleted(db, active):
    accepted(db, delete(Peer).where(Peer.id == active.id))
    assert db.scalar(select(Peer.id)) is None


def test_what_does_not_touch_the_gates_is_free(db, active):
    accepted(db, update(Peer).values(capacity=5, sort_name="fictive adele"))
    accepted(db, update(Sponsorship).values(external_ref="A-1"))
    accepted(db, update(TrainingCertificate).values(valid_until=date(2020, 1, 1), validated_on=date(2019, 1, 1)))
    assert active.state == "active"


def test_a_table_cannot_be_emptied_under_someone_active(db, active, engine_name):
    if engine_name != "postgresql":
        refused(db, text("DELETE FROM training_certificates"))
        return
    for table in ddl.PROOFS:
        refused(db, text(f"TRUNCATE {table} CASCADE"))


def test_taken_down_and_put_back(db, peer, engine_name):
    for statement in ddl.DROP[engine_name]:
        db.execute(text(statement))
    accepted(db, activate(peer))
    for statement in ddl.UP[engine_name]:
        db.execute(text(statement))
    db.expire_all()
    assert peer.state == "preparing"
    refused(db, activate(peer))
