"""How the peers of the demonstration came where they stand: what was attested, why some rest, who was activated.

Called last: what training and the charter have not told about someone who is to be active is added here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..charter.models import CharterSignature, CharterVersion
from ..peers.attestations import Conditions
from ..peers.commitments import COMMITMENTS
from ..peers.models import Peer, Sponsorship
from ..peers.path_models import PeerPause, PeerStep, SponsorSearch, SponsorshipRequest, SponsorshipTerms
from ..training.models import TrainingCertificate
from .draw import Draw
from .peers import Peers
from .people import COORDINATOR, MEMBER, REFERENT, People

# States of someone who has been active.
LIVED = ("paused", "suspended", "ended")
# In preparation, how many out of five already have each proof.
ALL = ("terms", "certificate", "signature")
PREPARED = {"terms": 3, "certificate": 2, "signature": 2}
NO_INSURANCE = "L'assurance de l'association commence au prochain conseil d'administration."
SEARCH_DAYS = 90


class Paths:
    """Tells the path of every peer.

    :param peers: who was written, and who of them is to be active. :param conditions: what associations add.
    """

    def __init__(self, session: Session, draw: Draw, people: People, peers: Peers, conditions: Conditions):
        self._session = session
        self._draw = draw
        self._people = people
        self._peers = peers
        self._conditions = conditions
        self._version = session.scalars(select(CharterVersion).where(CharterVersion.state == "current")).one()
        self._coordinators = [one.account for one in people.of("mdph77", COORDINATOR)]

    def tell(self) -> None:
        """Every path, then the activations."""
        self._certified = set(self._session.scalars(select(TrainingCertificate.peer_id)))
        self._signed = set(self._session.scalars(select(CharterSignature.peer_id)))
        active = {peer.id for peer in self._peers.active}
        for rank, peer in enumerate(self._peers.all):
            if peer.id in active or peer.state in LIVED:
                self._prove(peer, ALL)
            else:
                self._prove(peer, {name for name, share in PREPARED.items() if rank % 5 < share})
            self._explain(peer)
        self._session.flush()
        for peer in self._peers.active:
            peer.state = "active"
            self._step(peer, "activate", self._coordinator(), self._began(peer) + timedelta(days=60))
        self._session.flush()

    def _prove(self, peer: Peer, proofs: Iterable[str]) -> None:
        for sponsorship in peer.sponsorships:
            if sponsorship.state == "proposed":
                self._ask(peer, sponsorship)
            elif "terms" in proofs:
                self._attest(peer, sponsorship)
        began = self._began(peer)
        if "certificate" in proofs and peer.id not in self._certified:
            validated = min(began + timedelta(days=40), self._draw.today - timedelta(days=1))
            self._session.add(TrainingCertificate(
                public_id=self._draw.public_id(), number=self._draw.public_id()[:8].upper(), peer_id=peer.id,
                validated_on=validated, valid_until=max(validated, self._draw.today) + timedelta(days=700),
            ))  # fmt: skip
        if "signature" in proofs and peer.id not in self._signed:
            signed = min(began + timedelta(days=50), self._draw.today - timedelta(days=1))
            self._session.add(CharterSignature(
                public_id=self._draw.public_id(), peer_id=peer.id, version_id=self._version.id, signed_on=signed,
                recorded_at=self._at(signed), countersigned_at=self._at(signed),
                countersigned_by_id=self._coordinator(),
            ))  # fmt: skip

    def _attest(self, peer: Peer, sponsorship: Sponsorship) -> None:
        slug = sponsorship.organisation.slug
        referents = [one.account.id for one in self._people.of(slug, REFERENT)]
        others = [
            one.account.id for one in self._people.of(slug, REFERENT, MEMBER) if one.account.id not in referents[:1]
        ]
        late = self._draw.random.random() < 0.1
        kept = [name for name in COMMITMENTS if not (late and name == "insurance")]
        self._session.add(SponsorshipTerms(
            sponsorship_id=sponsorship.id, peer_id=peer.id, met_on=sponsorship.started_on - timedelta(days=9),
            attests_experience=True, attests_path=True, commitments=kept, explanation=NO_INSURANCE if late else "",
            employer=peer.engagement == "employee", referent_id=referents[0] if referents else None,
            substitute_id=others[0] if others else None, attested_by_id=referents[0] if referents else None,
            attested_at=self._at(sponsorship.started_on),
            conditions={one.name: one.statement for one in self._conditions.of(slug)},
        ))  # fmt: skip

    def _ask(self, peer: Peer, sponsorship: Sponsorship) -> None:
        sponsorship.started_on = self._draw.days_ago(3, 20)
        self._session.add(SponsorshipRequest(
            sponsorship_id=sponsorship.id, peer_id=peer.id, origin="coordination", asked_by_id=self._coordinator(),
            asked_at=self._at(sponsorship.started_on),
        ))  # fmt: skip

    def _explain(self, peer: Peer) -> None:
        """Why someone rests, was suspended or has ended."""
        recent = self._draw.days_ago(5, 40)
        if peer.state == "paused":
            alone = all(one.state == "ended" for one in peer.sponsorships)
            if alone:
                recent = max(one.ended_on or recent for one in peer.sponsorships)
            self._pause(peer, "seeking_sponsor" if alone else "own_wish", recent)
        elif peer.state == "suspended":
            self._step(peer, "suspend", self._coordinator(), recent, "concern")
        elif peer.state == "ended":
            last = max((one.ended_on or recent for one in peer.sponsorships), default=recent)
            self._step(peer, "end", self._coordinator(), last, self._draw.some(("own_wish", "moved", "no_news")))

    def _pause(self, peer: Peer, reason: str, day: date) -> None:
        deadline = day + timedelta(days=SEARCH_DAYS) if reason == "seeking_sponsor" else None
        self._session.add(PeerPause(peer_id=peer.id, reason=reason, since=self._at(day), deadline=deadline))
        self._step(peer, "pause", peer.account_id, day, reason)
        if deadline:
            left = peer.sponsorships[0].organisation_id
            self._session.add(SponsorSearch(
                peer_id=peer.id, left_organisation_id=left, since=self._at(day), deadline=deadline,
                interim_referent_id=self._coordinator(),
            ))  # fmt: skip

    def _step(self, peer: Peer, name: str, account_id: int | None, day: date, reason: str = "") -> None:
        day = min(day, self._draw.today)
        step = PeerStep(peer_id=peer.id, name=name, account_id=account_id, at=self._at(day), reason=reason, words="")
        self._session.add(step)

    def _began(self, peer: Peer) -> date:
        return min(one.started_on for one in peer.sponsorships)

    def _coordinator(self) -> int:
        return self._draw.some(self._coordinators).id

    def _at(self, day: date) -> datetime:
        return self._draw.instant(day)
