"""The life of peers: who is active holds the three gates, whatever anyone does and in whatever order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from collectif.accounts.models import Mandate
from collectif.activation.ddl import GATES
from collectif.activation.services import Activation, Missing
from collectif.charter.models import CharterSignature
from collectif.db import now
from collectif.errors import DomainError
from collectif.organisations.models import Organisation
from collectif.peers.attestations import Attestation
from collectif.peers.commitments import COMMITMENTS
from collectif.peers.life import PEER_LIFE
from collectif.peers.lives import Lives
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import PeerPause, PeerStep, SponsorSearch
from collectif.peers.services import Peers
from collectif.peers.sponsoring import Sponsoring
from collectif.peers.withdrawals import Withdrawals
from collectif.text import today
from collectif.training.models import TrainingCertificate
from tests.support.gates import attest, become, certify, sign


@pytest.fixture
def peer(rosters, find_peer):
    return find_peer(rosters.add(state="preparing", email="alix@demo.example"))


def state_of(services, peer):
    services.db.expire_all()
    return services.db.scalar(select(Peer.state).where(Peer.id == peer.id))


def test_the_checklist_says_what_is_missing_and_who_acts(services, peer):
    gates = services(Activation).gates(peer)
    assert [gate.name for gate in gates] == ["sponsorship", "training", "charter"]
    assert not any(gate.holds for gate in gates)
    assert "n'a pas encore attesté" in gates[0].words
    assert all(gate.who_next for gate in gates)
    with pytest.raises(Missing, match="n'a pas encore attesté") as refusal:
        services(Activation).activate(peer)
    assert [gate.name for gate in refusal.value.gates] == ["sponsorship", "training", "charter"]


def test_active_once_the_three_hold(services, peer):
    attest(services.db, peer.sponsorships[0])
    certify(services.db, peer)
    with pytest.raises(Missing) as refusal:
        services(Activation).activate(peer)
    assert [gate.name for gate in refusal.value.gates] == ["charter"]
    sign(services.db, peer)
    services(Activation).activate(peer)
    assert state_of(services, peer) == "active"
    with pytest.raises(DomainError, match="n'est plus possible"):
        services(Activation).activate(peer)


def test_a_training_that_has_lapsed_opens_nothing_and_closes_nothing(services, peer):
    become(services.db, peer, "active")
    certificate = certify(services.db, peer)
    certificate.validated_on, certificate.valid_until = today() - timedelta(days=900), today() - timedelta(days=1)
    services.db.flush()
    assert state_of(services, peer) == "active"
    services(Peers).pause(peer)
    with pytest.raises(Missing, match="plus à jour"):
        services(Activation).resume(peer)


def test_pause_and_return_leave_steps_and_no_reason(services, peer):
    become(services.db, peer, "active")
    services(Peers).pause(peer)
    assert services.db.get(PeerPause, peer.id).reason == "own_wish"
    services(Activation).resume(peer)
    assert services.db.get(PeerPause, peer.id) is None
    steps = services.db.scalars(select(PeerStep).where(PeerStep.peer_id == peer.id).order_by(PeerStep.id)).all()
    assert [(step.name, step.reason, step.words) for step in steps] == [("pause", "own_wish", ""), ("resume", "", "")]


def test_suspension_needs_a_reason_and_its_end_leads_to_a_pause(services, peer):
    become(services.db, peer, "active")
    with pytest.raises(DomainError, match="quelques mots"):
        services(Lives).suspend(peer, "other", "  ")
    with pytest.raises(DomainError, match="de la liste"):
        services(Lives).suspend(peer, "spite")
    services(Lives).suspend(peer, "concern", "À revoir ensemble")
    for act in (lambda: services(Activation).resume(peer), lambda: services(Activation).activate(peer)):
        with pytest.raises(DomainError):
            act()
    services(Lives).lift(peer)
    assert state_of(services, peer) == "paused"
    services(Activation).resume(peer)
    assert state_of(services, peer) == "active"


@pytest.mark.parametrize("state", ["preparing", "active", "paused", "suspended"])
@pytest.mark.parametrize("how", ["end", "leave"])
def test_the_end_ends_everything(services, peer, state, how):
    become(services.db, peer, state)
    services(Lives).end(peer, "moved") if how == "end" else services(Lives).leave(peer)
    assert state_of(services, peer) == "ended"
    assert [one.state for one in peer.sponsorships] == ["ended"]
    for act in (services(Lives).leave, services(Activation).resume, services(Activation).activate):
        with pytest.raises(DomainError):
            act(peer)


def acts(services: Any, peer: Peer) -> dict[str, Any]:
    """What anyone of any role may try, by name; each on its own, in any order."""
    db = services.db

    def attestation() -> Attestation:
        held = select(Mandate.account_id).where(Mandate.organisation_id == current().organisation_id)
        referent = db.scalar(held.where(Mandate.role == "structure_referent").limit(1))
        own = services(Sponsoring)._conditions.of(current().organisation.slug)
        names = frozenset(one.name for one in own)
        return Attestation(today(), True, True, frozenset(COMMITMENTS), False, referent, conditions=names)

    def current() -> Sponsorship:
        open_ones = select(Sponsorship).where(Sponsorship.peer_id == peer.id, Sponsorship.state != "ended")
        found = db.scalars(open_ones.order_by(Sponsorship.id)).first()
        if found is None:
            raise DomainError("none")
        return found

    def place(slug: str) -> Organisation:
        return db.scalars(select(Organisation).where(Organisation.slug == slug)).one()

    def revoke_certificates() -> None:
        for one in db.scalars(select(TrainingCertificate).where(TrainingCertificate.peer_id == peer.id)):
            one.revoked_at = one.revoked_at or now()
        db.flush()

    def revoke_signatures() -> None:
        signed = select(CharterSignature).where(CharterSignature.peer_id == peer.id, CharterSignature.state == "signed")
        for one in db.scalars(signed):
            one.state, one.revoked_at = "revoked", now()
        db.flush()

    def leave_the_pole() -> None:
        services(Withdrawals).organisation_left(current().organisation)

    return {
        "activate": lambda: services(Activation).activate(peer),
        "resume": lambda: services(Activation).resume(peer),
        "pause": lambda: services(Peers).pause(peer),
        "pause for the charter": lambda: services(Peers).pause(peer, "charter"),
        "suspend": lambda: services(Lives).suspend(peer, "concern"),
        "lift": lambda: services(Lives).lift(peer),
        "force activate": lambda: services(Lives).move(peer, "activate"),
        "force resume": lambda: services(Lives).move(peer, "resume"),
        "ask": lambda: services(Sponsoring).propose(peer, place("unafam77"), "peer"),
        "accept": lambda: services(Sponsoring).accept(current(), attestation()),
        "attest": lambda: services(Sponsoring).attest(current(), attestation()),
        "decline": lambda: services(Sponsoring).decline(current()),
        "withdraw": lambda: services(Withdrawals).end(current(), today()),
        "leave the pole": leave_the_pole,
        "certify": lambda: certify(db, peer),
        "sign": lambda: sign(db, peer),
        "revoke certificates": revoke_certificates,
        "revoke signatures": revoke_signatures,
        "write it": lambda: db.execute(text("update peers set state = 'active'")),
    }


NAMES = (
    "activate", "resume", "pause", "pause for the charter", "suspend", "lift", "force activate", "force resume", "ask",
    "accept", "attest", "decline", "withdraw", "leave the pole", "certify", "sign", "revoke certificates",
    "revoke signatures", "write it",
)  # fmt: skip
# What the database answers when it refuses.
REFUSALS = ("an active peer needs", "the evidence of the charter cannot be changed")


def tried(session: Any, act: Any) -> None:
    """Do it, or be refused by a rule or by the database, which leaves nothing behind."""
    try:
        with session.begin_nested():
            act()
    except DomainError:
        return
    except IntegrityError as error:
        if not any(words in str(error) for words in REFUSALS):
            raise


def alone(session: Any, peer: Peer) -> bool:
    """Whether nobody sponsors this peer."""
    active = select(Sponsorship.id).where(Sponsorship.peer_id == peer.id, Sponsorship.state == "active")
    return session.scalar(active.limit(1)) is None


@pytest.fixture
def referents(people):
    for slug in ("apf77", "unafam77"):
        people.account("structure_referent", slug)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(NAMES), max_size=14), ready=st.booleans())
def test_no_sequence_of_acts_leads_round_the_gates(referents, services, peer, names, ready):
    db = services.db
    outside = db.begin_nested()
    try:
        if ready:
            become(db, peer, "active")
        known = acts(services, peer)
        assert set(known) == set(NAMES)
        for name in names:
            before = state_of(services, peer)
            tried(db, known[name])
            after = state_of(services, peer)
            assert after == before or after in {move.target for move in PEER_LIFE.allowed_from(before)}, name
            held = db.scalar(text(f"select 1 from peers where id = {peer.id} and {GATES.format(peer='peers.id')}"))
            assert after != "active" or held, name
            assert not alone(db, peer) or after == "ended" or db.get(SponsorSearch, peer.id), name
    finally:
        outside.rollback()
        db.expire_all()
