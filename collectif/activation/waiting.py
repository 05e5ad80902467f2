"""What waits on each person along the path: requests to answer, sponsorships to attest, peers to activate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select, text, true
from sqlalchemy.orm import Session

from ..listing import Column, Filter, Listing, starts_with
from ..peers.models import Peer, Sponsorship
from ..peers.path_models import PeerPause, SponsorSearch, SponsorshipTerms
from ..peers.sponsorship_list import open_requests
from ..security.identity import Identity
from ..security.permissions import Permission as P
from ..security.permissions import Role
from ..text import PARIS, plural, short_date, today
from .ddl import GATES

peers = Peer.__table__.c
# The database's own reading of the three gates; the service asks once more, and says what is missing.
HELD: ColumnElement[bool] = text(GATES.format(peer="peers.id"))  # type: ignore[assignment]

READY = Listing(
    caption="Pairs à activer",
    noun=("pair à activer", "pairs à activer"),
    columns=(
        Column("personne", "Personne", peers.family_name + " " + peers.given_name, sort=peers.sort_name),
        Column("depuis", "Fiche créée le", peers.created_at, cell=short_date, kind="datetime"),
    ),
    key=peers.id,
    extra=(peers.public_id.label("public_id"),),
    default_sort="personne",
    filters=(Filter("debut", "Le nom commence par", starts_with(peers.sort_name)),),
    row_link=lambda row: f"/intranet/pairs/{row.public_id}",
    empty_title="Personne n'est à activer",
    empty_text="Les pairs en préparation dont les trois conditions sont remplies apparaissent ici.",
    exports=False,
)


def ready() -> Select[Any]:
    """Peers in preparation whose three gates hold."""
    return READY.select().select_from(Peer.__table__).where(peers.state == "preparing", HELD)


@dataclass(frozen=True)
class Waiting:
    """Something to do: its kind, its words, its link, since when."""

    kind: str
    title: str
    link: str
    route: str
    since: datetime
    values: dict[str, str] = field(default_factory=dict)


def waiting_on(session: Session, identity: Identity) -> Iterator[Waiting]:
    """What waits on this person; a fixed number of questions."""
    answers = identity.organisations_for(P.EDIT_ROSTER)
    if answers:
        yield from _requests(session, answers)
        yield from _to_attest(session, answers)
    if identity.organisations_for(P.ACTIVATE_PEER) is None:
        yield from _for_coordination(session)
    if identity.has_role(Role.PEER):
        yield from _own(session, identity)


def _requests(session: Session, places: frozenset[int]) -> Iterator[Waiting]:
    for row in session.execute(open_requests(places)):
        title = f"{row.given_name} {row.family_name}, pour {row.short_name}"
        yield Waiting(
            "Demande de parrainage", title, "Répondre", "sponsorship", row.asked_at, {"sponsorship": row.public_id}
        )


def _to_attest(session: Session, places: frozenset[int]) -> Iterator[Waiting]:
    silent = (
        select(func.count(Sponsorship.id), func.min(Sponsorship.started_on))
        .outerjoin(SponsorshipTerms, SponsorshipTerms.sponsorship_id == Sponsorship.id)
        .where(Sponsorship.organisation_id.in_(places), Sponsorship.state == "active")
        .where(SponsorshipTerms.sponsorship_id.is_(None), Sponsorship.peer_state != "ended")
    )
    count, first = session.execute(silent).one()
    if count:
        title = plural(count, "parrainage sans attestation", "parrainages sans attestation")
        yield Waiting("Parrainage à attester", title, "Voir les parrainages", "sponsorships", _start(first),
                      {"_query": "attestation=non"})  # fmt: skip


def _for_coordination(session: Session) -> Iterator[Waiting]:
    """Peers to activate, and those who look for a sponsor: one question for both."""
    activated = select(func.count(peers.id).label("peers"), func.min(peers.created_at).label("first"))
    waiting = activated.where(peers.state == "preparing", HELD).subquery()
    late = func.count(case((SponsorSearch.deadline < today(), 1)))
    searches = select(
        func.count(SponsorSearch.peer_id).label("searches"), late.label("late"),
        func.min(SponsorSearch.since).label("since"),
    ).subquery()  # fmt: skip
    row = session.execute(select(waiting, searches).join(searches, true())).one()
    if row.peers:
        title = plural(row.peers, "pair a ses trois conditions remplies", "pairs ont leurs trois conditions remplies")
        yield Waiting("Pair à activer", title, "Voir les pairs à activer", "activations", row.first)
    if row.searches:
        title = plural(row.searches, "pair cherche un parrain", "pairs cherchent un parrain")
        if row.late:
            title += f", délai dépassé pour {row.late}"
        yield Waiting("Recherche de parrain", title, "Voir qui cherche", "sponsorships", row.since,
                      {"_query": "vue=recherches"})  # fmt: skip


def _own(session: Session, identity: Identity) -> Iterator[Waiting]:
    """A peer who must find a sponsor, or may come back."""
    rested = and_(PeerPause.peer_id == Peer.id, Peer.state == "paused", PeerPause.reason != "own_wish", HELD)
    mine = (
        select(Peer.public_id, SponsorSearch.deadline, SponsorSearch.since, PeerPause.since.label("rested_since"))
        .outerjoin(SponsorSearch, SponsorSearch.peer_id == Peer.id)
        .outerjoin(PeerPause, rested)
        .where(Peer.account_id == identity.account_id)
    )
    for row in session.execute(mine):
        own = {"public_id": row.public_id}
        if row.since:
            title = f"À trouver avant le {short_date(row.deadline)}"
            yield Waiting("Votre parrain", title, "Demander un parrainage", "sponsorship_ask", row.since, own)
        if row.rested_since:
            title = "Les trois conditions sont remplies"
            yield Waiting("Vous pouvez reprendre", title, "Ouvrir ma fiche", "peer", row.rested_since, own)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, PARIS)
