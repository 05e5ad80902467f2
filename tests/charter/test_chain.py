"""The chain as a whole: what was changed is named; erasing a person leaves it whole; the database refuses the rest."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from collectif.charter import ddl
from collectif.charter.audit import Audit
from collectif.charter.chain import GENESIS, Chain, instant
from collectif.charter.keys import SigningKeys, UnknownKey, key_id
from collectif.charter.models import CharterEntry, CharterHead, CharterProof, CharterSignature, CharterVersion
from collectif.charter.queries import current_version
from collectif.charter.receipts import NO_EVIDENCE, Receipts
from collectif.errors import DomainError
from collectif.peers.models import Peer
from collectif.privacy.services import PersonalData
from collectif.settings import Settings, SettingsError
from collectif.text import PARIS
from tests.support.secrets import SECRETS

from .conftest import add_peer, sign_directly

COUNT = 5


@pytest.fixture
def chained(db, keys):
    """Five signatures in the chain."""
    return [sign_directly(db, keys, add_peer(db, "apf77", f"Nom{place}")) for place in range(COUNT)]


def without_guards(session) -> None:
    """As someone who may do anything to the database would."""
    for statement in ddl.DOWN[session.get_bind().dialect.name]:
        session.execute(text(statement))


def fault(session, keys, **more):
    session.flush()
    session.expire_all()
    found = Audit(session, keys).run(**more)
    return (found.kind, found.place) if found else None


def test_a_chain_is_whole(db, keys, chained):
    assert fault(db, keys) is None
    entries = db.scalars(select(CharterEntry).order_by(CharterEntry.seq)).all()
    assert [entry.previous for entry in entries] == [GENESIS, *[entry.digest for entry in entries[:-1]]]
    for entry in entries:
        assert fault(db, keys, head=entry.digest) is None
    assert fault(db, keys, head="f" * 64) == ("head", "f" * 64)


def test_an_instant_is_told_in_universal_time_wherever_it_was_read(db, keys, chained):
    noon = datetime(2027, 7, 14, 12, tzinfo=PARIS)
    assert instant(noon) == instant(noon.astimezone(UTC)) == "2027-07-14T10:00:00.000000Z"
    signature = CharterSignature(peer_id=add_peer(db, "apf77", "Été").id, version=current_version(db), recorded_at=noon)
    db.add(signature)
    db.flush()
    record = {"kind": "in_person", "signed_on": signature.signed_on.isoformat(), "variant": "standard"}
    signature.signed_seq = Chain(db, keys).append("signature", signature, signature.version, record, noon).seq
    assert fault(db, keys) is None


def test_an_empty_chain_is_whole(db, keys):
    assert fault(db, keys) is None
    assert fault(db, keys, head=GENESIS) is None


ALTERED = {
    "act": "revocation", "version_number": 2, "text_hash": "0" * 64, "record_hash": "0" * 64, "digest": "0" * 64,
    "previous": "1" * 64,
}  # fmt: skip


@pytest.mark.parametrize("column", [*ALTERED, "at", "signature", "key_id"])
def test_the_first_changed_row_is_named(db, keys, chained, column):
    without_guards(db)
    entry = db.get(CharterEntry, 3)
    values = {**ALTERED, "at": db.get(CharterEntry, 2).at, "signature": db.get(CharterEntry, 2).signature}
    db.execute(update(CharterEntry).where(CharterEntry.seq == 3).values({column: values.get(column, "0" * 16)}))
    kind = {"signature": "unsigned"}.get(column, "altered")
    assert fault(db, keys) == (kind, "3")
    assert entry


def test_rows_removed_cut_or_added_are_named(db, keys, chained):
    without_guards(db)
    db.execute(update(CharterSignature).values(signed_seq=None))
    db.execute(delete(CharterProof))
    db.execute(delete(CharterEntry).where(CharterEntry.seq == 5))
    assert fault(db, keys) == ("truncated", "5")
    db.execute(delete(CharterEntry).where(CharterEntry.seq == 2))
    assert fault(db, keys) == ("removed", "2")


def test_a_chain_cut_with_its_head_no_longer_has_the_published_fingerprint(db, keys, chained):
    published = db.get(CharterHead, 1).last_digest
    without_guards(db)
    db.execute(delete(CharterProof).where(CharterProof.seq == 5))
    db.execute(delete(CharterSignature).where(CharterSignature.signed_seq == 5))
    db.execute(delete(CharterEntry).where(CharterEntry.seq == 5))
    db.execute(update(CharterHead).values(last_seq=4, last_digest=db.get(CharterEntry, 4).digest))
    assert fault(db, keys) is None
    assert fault(db, keys, head=published) == ("head", published)


def test_a_row_added_behind_the_head_is_named(db, keys, chained):
    before = db.get(CharterHead, 1)
    seq, digest = before.last_seq, before.last_digest
    sign_directly(db, keys, add_peer(db, "apf77", "Ajout"))
    db.execute(update(CharterHead).values(last_seq=seq, last_digest=digest))
    assert fault(db, keys) == ("added", "6")


@pytest.mark.parametrize("column", ["variant", "kind", "recorded_at", "countersigned_at"])
def test_what_rows_say_is_compared_with_their_evidence(db, keys, chained, column):
    without_guards(db)
    other = {"variant": "plain", "kind": "paper"}.get(column, chained[0].recorded_at)
    mine = CharterSignature.public_id == chained[1].public_id
    db.execute(update(CharterSignature).where(mine).values({column: other}))
    kind = "without_evidence" if column == "countersigned_at" else "signature"
    assert fault(db, keys) == (kind, chained[1].public_id)


def test_a_name_changed_in_its_proof_is_named(db, keys, chained):
    without_guards(db)
    record = json.loads(db.get(CharterProof, 4).record) | {"name": "Quelqu'un d'autre"}
    db.execute(update(CharterProof).where(CharterProof.seq == 4).values(record=json.dumps(record)))
    assert fault(db, keys) == ("record", "4")


def test_a_text_changed_after_publication_is_named(db, keys, chained):
    without_guards(db)
    db.execute(update(CharterVersion).values(title="Une autre charte"))
    assert fault(db, keys) == ("text", "1")


def test_a_signature_without_evidence_is_named(db, keys, chained):
    peer = add_peer(db, "apf77", "Sans")
    bare = CharterSignature(peer_id=peer.id, version_id=current_version(db).id)
    db.add(bare)
    assert fault(db, keys) == ("without_evidence", bare.public_id)


REFUSED = (
    update(CharterEntry).values(act="x"),
    delete(CharterEntry),
    update(CharterProof).values(record="{}"),
    delete(CharterHead),
    update(CharterSignature).values(variant="plain"),
    update(CharterSignature).values(signed_seq=None),
    update(CharterVersion).values(title="x"),
    update(CharterVersion).values(items=[]),
    update(CharterVersion).values(state="draft", accepted=False),
    delete(CharterVersion),
)


@pytest.mark.parametrize("statement", REFUSED, ids=lambda one: str(one).replace("\n", "")[:60])
def test_the_database_refuses(db, keys, chained, statement):
    db.commit()
    with pytest.raises(DBAPIError, match="cannot be changed"):
        db.execute(statement)
    db.rollback()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_sqlite_refuses_to_replace_an_entry(db, keys, chained):
    columns = ", ".join(column.name for column in CharterEntry.__table__.columns)
    with pytest.raises(DBAPIError, match="cannot be changed"):
        db.execute(text(f"INSERT OR REPLACE INTO charter_entries ({columns}) SELECT {columns} FROM charter_entries"))


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_chain(db, keys, chained):
    db.commit()
    with pytest.raises(DBAPIError, match="cannot be changed"):
        db.execute(text("TRUNCATE charter_entries CASCADE"))


def test_a_signature_does_not_come_back_to_life(db, keys, chained):
    chained[0].state = "revoked"
    db.commit()
    chained[0].state = "signed"
    with pytest.raises(DBAPIError, match="cannot be changed"):
        db.flush()


def test_the_chain_cannot_fork(db, keys, chained):
    entry = db.get(CharterEntry, 3)
    twin = {column.name: getattr(entry, column.name) for column in CharterEntry.__table__.columns}
    db.add(CharterEntry(**{**twin, "seq": 9, "digest": "9" * 64}))
    with pytest.raises(DBAPIError):
        db.flush()


def test_a_person_is_erased_and_the_chain_stays_whole(db, keys, chained):
    erased = chained[2]
    public_id = db.get(Peer, erased.peer_id).public_id
    exported = PersonalData(db).export("peer", public_id)
    assert "Zephyrelle" in str(exported["charter_proofs"])
    PersonalData(db).erase("peer", public_id)
    assert fault(db, keys) is None
    assert db.scalar(select(CharterProof.seq).where(CharterProof.seq == erased.signed_seq)) is None
    with pytest.raises(DomainError, match=NO_EVIDENCE):
        Receipts(db, keys).of(db.get(CharterSignature, erased.id))
    assert db.get(CharterEntry, erased.signed_seq).record_hash


def test_two_identical_signatures_have_different_hashes(db, keys, chained):
    """The salt: nobody finds a name by trying names."""
    hashes = db.scalars(select(CharterEntry.record_hash)).all()
    assert len(set(hashes)) == COUNT


def test_a_key_that_was_replaced_still_verifies(db, keys, chained):
    new = SigningKeys("une autre clé de trente-deux caractères", old=[keys.public])
    sign_directly(db, new, add_peer(db, "apf77", "Nouvelle"))
    assert fault(db, new) is None
    assert new.publics[0] == (new.id, new.public)
    forgetful = SigningKeys("une autre clé de trente-deux caractères")
    assert fault(db, forgetful) == ("unknown_key", "1")
    with pytest.raises(UnknownKey):
        forgetful.public_of(keys.id)
    assert key_id(keys.public) == keys.id


def test_a_head_is_needed_only_once(db, keys):
    chain = Chain(db, keys)
    assert chain.lock() is chain.lock()


PRODUCTION = {
    "collectif.environment": "production", "collectif.database_url": "sqlite://", "collectif.base_url": "https://x.example",
    **SECRETS,
}  # fmt: skip


def test_production_refuses_the_key_of_development():
    for value in ({}, {"collectif.charter_key": "trop court"}):
        given = {name: item for name, item in PRODUCTION.items() if name != "collectif.charter_key"} | value
        with pytest.raises(SettingsError, match="COLLECTIF_CHARTER_KEY"):
            Settings.load(given, {})
    assert Settings.load({**PRODUCTION, "collectif.charter_key": "k" * 40}, {}).charter_key == "k" * 40


def test_old_keys_are_public_keys():
    with pytest.raises(SettingsError, match="charter_old_keys"):
        Settings.load({**PRODUCTION, "collectif.charter_key": "k" * 40, "collectif.charter_old_keys": "abc"}, {})
