"""What waits on each person along the path: requests to answer, sponsorships to attest, peers to activate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, text
from sqlalchemy.orm import Session

from ..listing import Column, Filter, Listing, starts_with
from ..peers.models import Peer, Sponsorship
from ..peers.path_models import PeerPause, SponsorSearch, SponsorshipTerms
from ..peers.sponsorship_list import open_requests
from ..security.identity import Identity
from ..security.permissions import Permission as P
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
        yield from _to_activate(session)
        yield from _searches(session)
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


def _to_activate(session: Session) -> Iterator[Waiting]:
    waiting = select(func.count(peers.id), func.min(peers.created_at)).where(peers.state == "preparing", HELD)
    count, first = session.execute(waiting).one()
    if count:
        title = plural(count, "pair a ses trois conditions remplies", "pairs ont leurs trois conditions remplies")
        yield Waiting("Pair à activer", title, "Voir les pairs à activer", "activations", first)


def _searches(session: Session) -> Iterator[Waiting]:
    late = func.count(case((SponsorSearch.deadline < today(), 1)))
    count, over, first = session.execute(
        select(func.count(SponsorSearch.peer_id), late, func.min(SponsorSearch.since))
    ).one()
    if count:
        title = plural(count, "pair cherche un parrain", "pairs cherchent un parrain")
        if over:
            title += f", délai dépassé pour {over}"
        yield Waiting("Recherche de parrain", title, "Voir qui cherche", "sponsorships", first,
                      {"_query": "vue=recherches"})  # fmt: skip


def _own(session: Session, identity: Identity) -> Iterator[Waiting]:
    """A peer who must find a sponsor, or may come back."""
    mine = (
        select(Peer.public_id, SponsorSearch.deadline, SponsorSearch.since)
        .join(SponsorSearch, SponsorSearch.peer_id == Peer.id)
        .where(Peer.account_id == identity.account_id)
    )
    for row in session.execute(mine):
        title = f"À trouver avant le {short_date(row.deadline)}"
        yield Waiting(
            "Votre parrain", title, "Demander un parrainage", "sponsorship_ask", row.since, {"public_id": row.public_id}
        )
    rested = (
        select(Peer.public_id, PeerPause.since)
        .join(PeerPause, PeerPause.peer_id == Peer.id)
        .where(Peer.account_id == identity.account_id, Peer.state == "paused", PeerPause.reason != "own_wish", HELD)
    )
    for back in session.execute(rested):
        title = "Les trois conditions sont remplies"
        yield Waiting(
            "Vous pouvez reprendre", title, "Ouvrir ma fiche", "peer", back.since, {"public_id": back.public_id}
        )


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, PARIS)
