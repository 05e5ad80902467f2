"""Sponsorships asked, answered and attested; sponsors who leave; peers invited to the intranet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from collectif.accounts.models import Account, Mandate
from collectif.activation.services import Activation
from collectif.contributions import SponsorshipCondition
from collectif.errors import DomainError
from collectif.journal.models import JournalEntry
from collectif.organisations.models import Organisation
from collectif.organisations.services import Organisations
from collectif.peers.attestations import Attestation, Conditions
from collectif.peers.commitments import COMMITMENTS
from collectif.peers.invitations import Invitations
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.path_models import PeerPause, SponsorSearch, SponsorshipRequest, SponsorshipTerms
from collectif.peers.sponsoring import Sponsoring, check
from collectif.peers.withdrawals import Withdrawals
from collectif.text import today
from tests.activation.conftest import find_peer, services, shared
from tests.support.gates import become

from .conftest import Rosters

__all__ = ["find_peer", "services", "shared"]

FACTS = {"given_name": "Iris", "family_name": "Neuve", "email": "iris@demo.example", "families": ("motor",)}


@pytest.fixture
def referent(people, database):
    """Id of the account of a referent of APF 77; UNAFAM 77 has one too."""
    accounts = {slug: people.account("structure_referent", slug) for slug in ("apf77", "unafam77")}
    people.account("coordinator", "mdph77")
    with database.transaction() as session:
        return session.scalars(select(Account.id).where(Account.public_id == accounts["apf77"])).one()


@pytest.fixture
def other_referent(referent, database):
    with database.transaction() as session:
        held = select(Mandate.account_id).join(Mandate.organisation).where(Organisation.slug == "unafam77")
        return session.scalars(held).one()


@pytest.fixture
def attestation(referent, app):
    """All that APF 77 attests, its own conditions included."""
    own = frozenset(one.name for one in Conditions(app.registry["extensions"]).of("apf77"))
    return Attestation(today() - timedelta(days=3), True, True, frozenset(COMMITMENTS), False, referent, conditions=own)


def place(services, slug):
    return services.db.scalars(select(Organisation).where(Organisation.slug == slug)).one()


def conditions_of(services, slug):
    return frozenset(one.name for one in services(Sponsoring)._conditions.of(slug))


def acts(services):
    return list(services.db.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))


def test_an_application_becomes_a_peer_in_preparation_sponsored_and_attested(services, attestation, referent):
    peer = services(Sponsoring).from_application(FACTS, place(services, "apf77").id, attestation, referent)
    sponsorship = peer.sponsorships[0]
    assert "sponsorship.attested" in acts(services)
    terms = services.db.get(SponsorshipTerms, sponsorship.id)
    assert (peer.state, sponsorship.state, sponsorship.started_on) == ("preparing", "active", today())
    assert (terms.referent_id, terms.attested_by_id, set(terms.commitments)) == (referent, referent, set(COMMITMENTS))
    assert services(Activation).gates(peer)[0].holds
    with pytest.raises(DomainError, match="déjà une fiche"):
        services(Sponsoring).from_application(FACTS, place(services, "apf77").id, attestation, referent)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"attests_path": False}, "attests_path"),
        ({"attests_experience": False}, "attests_experience"),
        ({"met_on": date(2999, 1, 1)}, "met_on"),
        ({"commitments": frozenset({"welcome"})}, "explanation"),
        ({"commitments": frozenset({*COMMITMENTS, "money"}), "explanation": "x"}, "commitments"),
        ({"conditions": frozenset({"unknown"})}, "conditions"),
        ({"referent_id": None}, "referent"),
        ({"referent_id": 2}, "referent"),
        ({"substitute_id": 2}, "substitute"),
        ({"substitute_id": 1}, "substitute"),
    ],
)
def test_an_attestation_that_will_not_do(change, field):
    whole = Attestation(today(), True, True, frozenset(COMMITMENTS), False, 1, substitute_id=3)
    check(whole, set(), {1, 3})
    with pytest.raises(DomainError) as refusal:
        check(replace(whole, **change), set(), {1, 3})
    assert refusal.value.field == field


def test_what_is_missing_may_be_explained():
    check(Attestation(today(), True, True, frozenset(), False, 1, explanation="Au prochain conseil."), set(), {1})


def test_asked_then_accepted(services, shared, find_peer, other_referent, attestation):
    peer = find_peer(shared.add(state="preparing", email="alix@demo.example"))
    asked = services(Sponsoring).propose(peer, place(services, "unafam77"), "peer")
    assert (asked.state, services.db.get(SponsorshipRequest, asked.id).origin) == ("proposed", "peer")
    with pytest.raises(DomainError, match="déjà"):
        services(Sponsoring).propose(peer, place(services, "unafam77"), "peer")
    elsewhere = replace(attestation, conditions=conditions_of(services, "unafam77"))
    with pytest.raises(DomainError, match="mandat dans l'association"):
        services(Sponsoring).accept(asked, elsewhere)


def test_accepted_the_search_is_over(services, shared, find_peer, other_referent, attestation):
    peer = find_peer(shared.add(state="active", email="alix@demo.example"))
    services(Withdrawals).end(peer.sponsorships[0], today())
    assert services.db.get(SponsorSearch, peer.id).deadline == today() + timedelta(days=90)
    asked = services(Sponsoring).propose(peer, place(services, "unafam77"), "coordination")
    services(Sponsoring).accept(
        asked, replace(attestation, referent_id=other_referent, conditions=conditions_of(services, "unafam77"))
    )
    assert services.db.get(SponsorSearch, peer.id) is None
    assert services.db.get(SponsorshipRequest, asked.id).answer == "accepted"
    services(Activation).resume(peer)
    assert peer.state == "active"
    assert {"sponsorship.proposed", "sponsorship.accepted", "peer.seeks_sponsor", "peer.resumed"} <= set(acts(services))


def test_declined_or_withdrawn_another_may_be_asked(services, shared, find_peer, referent):
    peer = find_peer(shared.add(state="preparing"))
    for answer in ("decline", "withdraw"):
        asked = services(Sponsoring).propose(peer, place(services, "unafam77"), "peer")
        getattr(services(Sponsoring), answer)(asked)
        assert (asked.state, asked.ended_on) == ("ended", None)
        with pytest.raises(DomainError, match="n'est plus possible"):
            services(Sponsoring).decline(asked)


@pytest.mark.parametrize("slug", ["mdph77", "croixrouge", None])
def test_only_an_association_of_the_pole_is_asked(services, shared, find_peer, slug):
    peer = find_peer(shared.add(state="preparing"))
    with pytest.raises(DomainError, match="membre du pôle"):
        services(Sponsoring).propose(peer, place(services, slug) if slug else None, "peer")


def test_the_conditions_of_the_association_are_asked_and_kept(services, shared, find_peer, attestation, monkeypatch):
    peer = find_peer(shared.add(state="preparing"))
    sponsoring = services(Sponsoring)
    own = SponsorshipCondition("concerned", "La personne est concernée elle-même.")
    monkeypatch.setattr(sponsoring, "_conditions", type("Some", (), {"of": lambda self, slug: [own]})())
    with pytest.raises(DomainError, match="toutes"):
        sponsoring.attest(peer.sponsorships[0], attestation)
    sponsoring.attest(peer.sponsorships[0], replace(attestation, conditions=frozenset({"concerned"})))
    terms = services.db.get(SponsorshipTerms, peer.sponsorships[0].id)
    assert terms.conditions == {"concerned": "La personne est concernée elle-même."}


def test_a_sponsor_leaves_and_the_peer_is_looked_after(services, shared, find_peer, referent):
    peer = find_peer(shared.add(state="active", email="alix@demo.example"))
    services(Withdrawals).end(peer.sponsorships[0], today())
    pause, search = services.db.get(PeerPause, peer.id), services.db.get(SponsorSearch, peer.id)
    assert (peer.state, pause.reason, pause.deadline) == ("paused", "seeking_sponsor", search.deadline)
    assert search.interim_referent is not None
    assert search.left_organisation.slug == "apf77"
    with pytest.raises(DomainError, match="Aucune association ne parraine"):
        services(Activation).resume(peer)


def test_another_sponsor_goes_on(services, shared, find_peer, database):
    public_id = shared.add(state="active")
    shared.sponsor(public_id, "unafam77")
    peer = find_peer(public_id)
    second = next(one for one in peer.sponsorships if one.organisation.slug == "unafam77")
    services(Withdrawals).end(second, today())
    assert (peer.state, services.db.get(SponsorSearch, peer.id)) == ("active", None)


def test_a_second_sponsor_that_attested_nothing_is_not_enough(services, shared, find_peer):
    public_id = shared.add(state="active")
    shared.sponsor(public_id, "unafam77")
    peer = find_peer(public_id)
    first = next(one for one in peer.sponsorships if one.organisation.slug == "apf77")
    services(Withdrawals).end(first, today())
    assert (peer.state, services.db.get(SponsorSearch, peer.id)) == ("paused", None)


def test_an_organisation_leaves_the_pole(services, shared, find_peer, referent):
    ids = {state: shared.add("apf77", family_name=state, state=state)
           for state in ("preparing", "active", "paused", "suspended")}  # fmt: skip
    kept = shared.add("apf77", family_name="kept", state="active")
    shared.sponsor(kept, "unafam77")
    with_terms = find_peer(kept).sponsorships[1]
    services.db.add(SponsorshipTerms(sponsorship_id=with_terms.id, peer_id=with_terms.peer_id, met_on=today(),
                                     attests_experience=True, attests_path=True))  # fmt: skip
    asking = find_peer(shared.add("unafam77", family_name="asking", state="preparing"))
    asked = services(Sponsoring).propose(asking, place(services, "apf77"), "peer")
    services(Organisations).set_place(place(services, "apf77"), hub_member=False, hub_left_on=None,
                                      charter_signed_on=None)  # fmt: skip
    expected = {"preparing": "preparing", "active": "paused", "paused": "paused", "suspended": "suspended"}
    assert {name: find_peer(public_id).state for name, public_id in ids.items()} == expected
    assert all(services.db.get(SponsorSearch, find_peer(one).id) for one in ids.values())
    assert find_peer(kept).state == "active"
    assert (asked.state, services.db.get(SponsorshipRequest, asked.id).answer) == ("ended", "withdrawn")
    left = select(func.count()).where(Sponsorship.organisation_id == place(services, "apf77").id,
                                      Sponsorship.state != "ended").select_from(Sponsorship)  # fmt: skip
    assert services.db.scalar(left) == 0


def test_who_still_searches_is_reminded_once(services, shared, find_peer):
    peer = find_peer(shared.add(state="active", email="alix@demo.example"))
    services(Withdrawals).end(peer.sponsorships[0], today())
    assert services(Withdrawals).remind() == 0
    with time_machine.travel(today() + timedelta(days=61)):
        assert services(Withdrawals).remind() == 1
        assert services(Withdrawals).remind() == 0


def test_someone_new_is_invited_with_the_role_of_peer(services, shared, find_peer):
    peer = find_peer(shared.add(state="preparing", email="Alix@demo.example"))
    assert "sept jours" in services(Invitations).invite(peer, peer.sponsorships[0])
    assert (peer.account.email, peer.account.password_hash) == ("alix@demo.example", None)
    assert [(one.role, one.organisation.slug) for one in peer.account.mandates] == [("peer", "apf77")]
    assert services(Invitations).state_of(peer).name == "waiting"
    assert "nouvelle invitation" in services(Invitations).invite(peer, peer.sponsorships[0])
    assert services.db.scalar(select(func.count(Mandate.id)).where(Mandate.role == "peer")) == 1


def test_an_account_that_exists_is_tied(services, shared, find_peer, people):
    account = people.account("collective_member", "unafam77")
    email = services.db.scalar(select(Account.email).where(Account.public_id == account))
    peer = find_peer(shared.add(state="preparing", email=email))
    assert services(Invitations).state_of(peer).name == "known"
    assert "reliée" in services(Invitations).invite(peer, peer.sponsorships[0])
    assert peer.account.public_id == account
    other = find_peer(shared.add(state="preparing", email=email, family_name="Autre"))
    with pytest.raises(DomainError, match="Une autre fiche"):
        services(Invitations).invite(other, other.sponsorships[0])


def test_nobody_is_invited_without_address_or_sponsor_or_once_ended(services, shared, find_peer):
    for values, message in (
        ({"email": ""}, "pas d'adresse"),
        ({"email": "a@demo.example", "state": "ended"}, "terminé"),
    ):
        peer = find_peer(shared.add(family_name=message, **{"state": "preparing", **values}))
        with pytest.raises(DomainError, match=message):
            services(Invitations).invite(peer, peer.sponsorships[0])
    peer = find_peer(shared.add(state="preparing", email="b@demo.example", family_name="Seule"))
    with pytest.raises(DomainError, match="parrainera"):
        services(Invitations).invite(peer, None)


def test_an_administrator_is_not_made_a_peer(services, shared, find_peer, people):
    account = people.account("admin", None)
    email = services.db.scalar(select(Account.email).where(Account.public_id == account))
    peer = find_peer(shared.add(state="preparing", email=email))
    with pytest.raises(DomainError, match="aucun autre rôle"):
        services(Invitations).invite(peer, peer.sponsorships[0])


def test_a_peer_of_the_world_is_active_only_by_the_gates(db):
    peer = Peer(given_name="Ada", family_name="Fictive", sort_name="fictive ada")
    db.add(peer)
    become(db, peer, "active")
    assert db.scalar(select(SponsorshipTerms.peer_id)) == peer.id


@pytest.mark.parametrize(("query", "count"), [("", 1), ("&delai=depasse", 0), ("&delai=court", 1), ("&debut=mar", 1)])
def test_who_searches_is_listed_for_the_coordination(database, people, query, count):
    with database.transaction() as session:
        peer = Peer(given_name="Alix", family_name="Martin", sort_name="martin alix")
        session.add(peer)
        session.flush()
        session.add(SponsorSearch(peer_id=peer.id, deadline=today() + timedelta(days=5)))
    page = people.browser("coordinator", "mdph77").get(f"/intranet/parrainages?vue=recherches{query}")
    assert len(page.html.select("tbody tr")) == count


@pytest.mark.parametrize(("query", "count"), [("attestation=non", 1), ("attestation=oui", 1), ("etat=active", 2)])
def test_what_is_to_attest_is_listed_for_the_association(people, database, query, count):
    rosters = Rosters(database)
    rosters.add(family_name="Un", state="active")
    rosters.add(family_name="Deux", state="preparing")
    rosters.add("unafam77", family_name="Trois", state="active")
    page = people.browser("structure_referent", "apf77").get(f"/intranet/parrainages?{query}")
    assert len(page.html.select("tbody tr")) == count
