"""The charter in the world of tests: a version in force to sign, a draft, signatures with their evidence."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.charter.canonical import fingerprint, text_of
from collectif.charter.chain import COUNTERSIGNATURE, SIGNATURE, Chain
from collectif.charter.keys import SigningKeys
from collectif.charter.models import CharterSignature, CharterVersion
from collectif.charter.queries import current_version
from collectif.db import now
from collectif.peers.models import Peer
from collectif.text import today

from .secrets import SECRETS


def charter_of(session: Session, accounts: dict[str, Account]) -> dict[str, dict[str, str]]:
    """The peer signed the first version, a second one is in force, another peer has signed it and waits for MDPH 77.

    :returns: values for the addresses of each route.
    """
    chain = Chain(session, SigningKeys(SECRETS["collectif.charter_key"]))
    first = current_version(session)
    signed = session.scalars(_of(accounts["peer"]).where(CharterSignature.version_id == first.id)).one()
    _prove(session, chain, signed)
    record = {"account": accounts["coordinator"].public_id, "countersigns": "", "organisation": "MDPH 77"}
    signed.countersigned_seq = chain.append(COUNTERSIGNATURE, signed, first, record, signed.countersigned_at).seq
    version = _next(session, first, "current")
    other = session.scalars(select(Peer).where(Peer.account_id == accounts["other_peer"].id)).one()
    waiting = CharterSignature(peer_id=other.id, version=version, kind="paper", witness_id=accounts["referent"].id)
    session.add(waiting)
    session.flush()
    _prove(session, chain, waiting)
    _next(session, version, "draft")
    of_signature = ("charter_signature", "charter_receipt_pdf", "charter_receipt_json", "charter_revoke")
    routes = {route: {"public_id": signed.public_id} for route in of_signature}
    return {**routes, "charter_version": {"number": "2"}}


def _of(account: Account):
    return select(CharterSignature).join(CharterSignature.peer).where(Peer.account_id == account.id)


def _prove(session: Session, chain: Chain, signature: CharterSignature) -> None:
    """The evidence of a signature that is already there."""
    peer = session.get_one(Peer, signature.peer_id)
    record = {
        "account": "", "kind": signature.kind, "name": f"{peer.given_name} {peer.family_name}",
        "signed_on": signature.signed_on.isoformat(), "variant": signature.variant,
        "witness": {"account": "", "organisation": "APF"} if signature.kind == "paper" else None,
    }  # fmt: skip
    signature.signed_seq = chain.append(SIGNATURE, signature, signature.version, record, signature.recorded_at).seq
    session.flush()


def _next(session: Session, before: CharterVersion, state: str) -> CharterVersion:
    """A version that says one item more than ``before``."""
    items = [*before.items, {"name": f"item-{before.number}", "standard": "se reposer.", "plain": "Je me repose."}]
    made = CharterVersion(
        number=before.number + 1, title=before.title, preamble=before.preamble, plain_preamble=before.plain_preamble,
        items=items,
    )  # fmt: skip
    session.add(made)
    session.flush()
    if state == "current":
        before.state = "superseded"
        session.flush()
        made.state, made.accepted, made.text_hash = "current", True, fingerprint(text_of(made))
        made.published_at, made.sign_before = now(), today() + timedelta(days=60)
        session.flush()
    return made
