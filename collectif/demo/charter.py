"""Who signed the charter in the demonstration, how, and what MDPH 77 has countersigned, with all the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..charter.chain import COUNTERSIGNATURE, SIGNATURE, Chain
from ..charter.keys import SigningKeys
from ..charter.models import CharterSignature
from ..charter.queries import current_version
from ..charter.services import MDPH, name_of
from ..peers.models import Peer
from .draw import Draw
from .peers import Peers
from .people import COORDINATOR, REFERENT, People

# States of someone who has been active, hence has signed.
LIVED = ("paused", "suspended", "ended")
# In preparation, of five people in a row: one is countersigned, one has signed, three have not.
PREPARED = {0: True, 1: False}
PLAIN = 0.3


@dataclass(frozen=True)
class Signing:
    """Someone who signed, when, and when MDPH 77 countersigned, if it has."""

    peer: Peer
    signed_at: datetime
    countersigned_at: datetime | None


class Charters:
    """Signs and countersigns in the order of time, as the chain wants. Called before anyone is activated."""

    def __init__(self, session: Session, draw: Draw, people: People, peers: Peers, keys: SigningKeys):
        self._session = session
        self._draw = draw
        self._people = people
        self._peers = peers
        self._version = current_version(session)
        self._chain = Chain(session, keys, salt=lambda: f"{draw.random.getrandbits(128):032x}")
        self._made: dict[int, CharterSignature] = {}
        self._digests: dict[int, str] = {}

    def make(self) -> None:
        """Everyone's signature, then what MDPH 77 did."""
        steps = [step for signing in self._signings() for step in self._steps(signing)]
        for at, act, peer in sorted(steps, key=lambda step: (step[0], step[2].id, step[1])):
            if act == SIGNATURE:
                self._sign(peer, at)
            else:
                self._countersign(peer, at)
        self._session.flush()

    def _signings(self) -> Iterator[Signing]:
        active = {peer.id for peer in self._peers.active}
        for rank, peer in enumerate(self._peers.all):
            began = min(one.started_on for one in peer.sponsorships)
            if peer.id in active or peer.state in LIVED:
                yield self._signing(peer, began + timedelta(days=50), countersigned=True)
            elif rank % 5 in PREPARED:
                yield self._signing(peer, began + timedelta(days=2), countersigned=PREPARED[rank % 5])

    def _signing(self, peer: Peer, day: date, *, countersigned: bool) -> Signing:
        last = self._draw.today - timedelta(days=2)
        day = min(day, last)
        after = min(day + timedelta(days=self._draw.random.randint(1, 6)), last + timedelta(days=1))
        return Signing(peer, self._draw.instant(day), self._draw.instant(after) if countersigned else None)

    def _steps(self, signing: Signing) -> Iterator[tuple[datetime, str, Peer]]:
        yield signing.signed_at, SIGNATURE, signing.peer
        if signing.countersigned_at:
            yield signing.countersigned_at, COUNTERSIGNATURE, signing.peer

    def _sign(self, peer: Peer, at: datetime) -> None:
        """On the site for those who have an account, on paper with their association for the others."""
        slug, name = peer.sponsorships[0].organisation.slug, peer.sponsorships[0].organisation.name
        witness = None if peer.account else self._people.of(slug, REFERENT)[0].account
        variant = "plain" if self._draw.random.random() < PLAIN else "standard"
        signature = CharterSignature(
            public_id=self._draw.public_id(), peer_id=peer.id, version=self._version, variant=variant,
            kind="paper" if witness else "in_person", signed_on=at.date(), recorded_at=at,
            witness_id=witness.id if witness else None,
            witness_organisation=peer.sponsorships[0].organisation if witness else None,
        )  # fmt: skip
        self._session.add(signature)
        self._session.flush()
        record = {
            "account": peer.account.public_id if peer.account else "", "kind": signature.kind, "name": name_of(peer),
            "signed_on": signature.signed_on.isoformat(), "variant": variant,
            "witness": {"account": witness.public_id, "organisation": name} if witness else None,
        }  # fmt: skip
        entry = self._chain.append(SIGNATURE, signature, self._version, record, at)
        signature.signed_seq = entry.seq
        self._made[peer.id], self._digests[peer.id] = signature, entry.digest

    def _countersign(self, peer: Peer, at: datetime) -> None:
        coordinator = self._draw.some(self._people.of("mdph77", COORDINATOR)).account
        signature = self._made[peer.id]
        record = {"account": coordinator.public_id, "countersigns": self._digests[peer.id], "organisation": MDPH}
        entry = self._chain.append(COUNTERSIGNATURE, signature, self._version, record, at)
        signature.countersigned_at, signature.countersigned_seq = at, entry.seq
        signature.countersigned_by_id = coordinator.id
