"""What the register says is what happens: access, erasure, durations."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account, Mandate, SignInSession
from collectif.accounts.sessions import SignInSessions
from collectif.actions.follow_models import ActionPhoto
from collectif.actions.models import Action
from collectif.db import now
from collectif.errors import DomainError
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from collectif.privacy.services import PersonalData

NAME = "Zéphyrine Introuvable"


@pytest.fixture
def account(db):
    account = Account(email="z@test.example", display_name=NAME, sort_name="zephyrine", password_hash="secret-hash")
    db.add(account)
    db.flush()
    SignInSessions(db).open(account, "Firefox")
    db.flush()
    return account


@pytest.fixture
def peer(db):
    organisation = db.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    peer = Peer(
        given_name="Zéphyrine", family_name="Introuvable", sort_name="introuvable zephyrine", email="z@test.example"
    )
    peer.families.append(PeerFamily(family="motor"))
    db.add(peer)
    db.flush()
    peer.sponsorships.append(
        Sponsorship(
            peer_sort_name=peer.sort_name,
            peer_state=peer.state,
            organisation=organisation,
            started_on=date(2026, 1, 1),
            details={"mobility_aid": "cane"},
            facets=[SponsorshipFacet(name="mobility_aid", value="cane")],
        )
    )
    db.flush()
    return peer


@pytest.fixture
def photo(db, account):
    place = db.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    action = Action(title="Café", sort_title="cafe", state="running", kind="group", proposing_organisation=place,
                    slug="cafe", published_at=now(), decided_on=date(2026, 1, 1))  # fmt: skip
    photo = ActionPhoto(position=1, alt="Une salle pleine", credit=NAME, agreed=True, published=True,
                        published_at=now(), added_by_id=account.id)  # fmt: skip
    action.photos.append(photo)
    db.add(action)
    db.flush()
    return photo


def test_export_gives_everything_but_secrets(db, account):
    export = PersonalData(db).export("account", account.public_id)
    assert export["accounts"][0]["display_name"] == NAME
    assert export["sign_in_sessions"][0]["device"] == "Firefox"
    assert "secret-hash" not in str(export)


def test_export_of_a_peer_follows_every_table(db, peer):
    export = PersonalData(db).export("peer", peer.public_id)
    assert export["peers"][0]["email"] == "z@test.example"
    assert export["peer_families"][0]["family"] == "motor"
    assert export["sponsorships"][0]["details"] == {"mobility_aid": "cane"}


def test_erasing_an_account_leaves_no_name_and_ends_sessions(db, account):
    PersonalData(db).erase("account", account.public_id)
    assert account.display_name == "Personne effacée"
    assert account.closed_at is not None
    assert account.password_hash is None
    assert db.scalars(select(SignInSession)).all() == []
    assert "z@test.example" not in str(PersonalData(db).export("account", account.public_id))


def test_erasing_a_peer_keeps_the_figures(db, peer):
    PersonalData(db).erase("peer", peer.public_id)
    assert (peer.given_name, peer.email, peer.phone) == ("", "", "")
    kept = db.scalars(select(Sponsorship)).one()
    assert (kept.peer_id, kept.details, kept.peer_sort_name) == (peer.id, {}, "personne effacee")
    assert (peer.state, kept.state, kept.peer_state) == ("ended", "ended", "ended")
    assert db.scalars(select(SponsorshipFacet)).all() == []


def test_erasing_the_last_referent_waits_for_a_successor(db, account):
    place = db.scalars(select(Organisation).where(Organisation.slug == "aede")).one()
    account.mandates.append(Mandate(role="structure_referent", organisation=place, starts_on=date(2026, 1, 1)))
    db.flush()
    with pytest.raises(DomainError, match="référent"):
        PersonalData(db).erase("account", account.public_id)


def test_purge_deletes_only_what_is_over(db, account):
    recent = db.scalars(select(SignInSession)).one()
    old = SignInSession(account=account, token_hash="0" * 64, created_at=now() - timedelta(days=40))
    db.add(old)
    db.flush()
    assert PersonalData(db).purge()["sign_in_sessions"] == 1
    assert db.scalars(select(SignInSession.id)).all() == [recent.id]


def test_the_author_of_a_photo_is_known_by_the_photo(db, account, photo):
    assert NAME not in str(PersonalData(db).export("account", account.public_id)["action_photos"])
    found = PersonalData(db).export("author", photo.public_id)
    assert [row["credit"] for row in found["action_photos"]] == [NAME]
    PersonalData(db).erase("author", photo.public_id)
    assert (photo.credit, photo.alt, photo.published, photo.added_by_id) == (
        "Auteur non nommé", "Une salle pleine", True, account.id,
    )  # fmt: skip
    PersonalData(db).erase("account", account.public_id)
    assert (photo.credit, photo.added_by_id) == ("Auteur non nommé", None)


def test_an_unknown_identifier_is_said(db):
    with pytest.raises(DomainError):
        PersonalData(db).export("peer", "inconnu")
