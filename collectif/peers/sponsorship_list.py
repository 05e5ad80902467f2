"""Lists of sponsorships: requests and what is attested; peers who look for a sponsor, for the coordination."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, case, literal, not_, select
from sqlalchemy.orm import aliased

from ..accounts.models import Account
from ..listing import Column, Filter, Listing, starts_with
from ..organisations.models import Organisation
from ..text import short_date, today
from .life import PEER_LIFE, SPONSORSHIP_LIFE
from .models import Peer, Sponsorship
from .path_models import SponsorSearch, SponsorshipRequest, SponsorshipTerms

peers, sponsorships, places = Peer.__table__.c, Sponsorship.__table__.c, Organisation.__table__.c
terms, requests, searches = SponsorshipTerms.__table__.c, SponsorshipRequest.__table__.c, SponsorSearch.__table__.c
interim = aliased(Account, name="interim")
NAME = peers.family_name + " " + peers.given_name
ATTESTED = {"oui": "attesté", "non": "à attester"}
ATTESTATION: ColumnElement[Any] = case(
    (sponsorships.state != "active", None), (terms.met_on.is_not(None), "oui"), else_="non"
)


def _chip(life: Any) -> Any:
    return lambda state: life.status(state).chip


def _is_attested(value: str) -> ColumnElement[bool]:
    return literal(value) == ATTESTATION


def _is_over(value: str) -> ColumnElement[bool]:
    over: ColumnElement[bool] = searches.deadline < literal(today())
    return over if value == "depasse" else not_(over)


SPONSORSHIPS = Listing(
    caption="Parrainages",
    noun=("parrainage", "parrainages"),
    columns=(
        Column("personne", "Personne", NAME, sort=sponsorships.peer_sort_name),
        Column("association", "Association", places.short_name, sort=places.sort_name, few=True),
        Column("etat", "État", sponsorships.state, cell=_chip(SPONSORSHIP_LIFE),
               export=lambda state: SPONSORSHIP_LIFE.status(state).label, few=True),
        Column("attestation", "Attestation", ATTESTATION, cell=ATTESTED.get, few=True),
        Column("depuis", "Depuis", sponsorships.started_on, sort=sponsorships.started_on, cell=short_date,
               export=lambda day: day, kind="date", few=True),
        Column("demande", "Demandé le", requests.asked_at, cell=short_date, kind="datetime"),
    ),
    key=sponsorships.id,
    extra=(sponsorships.public_id.label("public_id"),),
    default_sort="personne",
    filters=(
        Filter("debut", "Le nom commence par", starts_with(sponsorships.peer_sort_name)),
        Filter("etat", "État", lambda state: sponsorships.state == state,
               [(name, status.label.capitalize()) for name, status in SPONSORSHIP_LIFE.states.items()]),
        Filter("attestation", "Attestation", _is_attested,
               [(name, words.capitalize()) for name, words in ATTESTED.items()]),
    ),
    row_link=lambda row: f"/intranet/parrainages/{row.public_id}",
    empty_title="Aucun parrainage ne correspond",
    empty_text="Changez les filtres. Une demande arrive ici quand quelqu'un choisit une association pour parrain.",
)  # fmt: skip

SEARCHES = Listing(
    caption="Pairs en recherche de parrain",
    noun=("pair en recherche de parrain", "pairs en recherche de parrain"),
    columns=(
        Column("personne", "Personne", NAME, sort=peers.sort_name),
        Column("etat", "État", peers.state, cell=_chip(PEER_LIFE), export=lambda state: PEER_LIFE.status(state).label,
               few=True),
        Column("depart", "Parrain parti", places.short_name, few=True),
        Column("depuis", "Depuis", searches.since, cell=short_date, kind="datetime"),
        Column("delai", "À trouver avant le", searches.deadline, sort=searches.deadline, cell=short_date,
               export=lambda day: day, kind="date"),
        Column("relais", "Relais", interim.display_name),
    ),
    key=searches.peer_id,
    extra=(peers.public_id.label("public_id"),),
    default_sort="delai",
    filters=(
        Filter("debut", "Le nom commence par", starts_with(peers.sort_name)),
        Filter("delai", "Délai", _is_over,
               (("depasse", "Dépassé"), ("court", "En cours"))),
    ),
    row_link=lambda row: f"/intranet/pairs/{row.public_id}",
    empty_title="Personne ne cherche de parrain",
    empty_text="Quand une association se retire, les pairs que personne d'autre ne parraine apparaissent ici.",
)  # fmt: skip


def sponsorships_of(organisation_ids: Collection[int] | None) -> Select[Any]:
    """Open sponsorships by these associations; ``None`` means all of them, the ended ones too.

    An association that no longer sponsors someone, or said no, has nothing to read about them any more.
    """
    found = (
        SPONSORSHIPS.select()
        .select_from(Sponsorship.__table__)
        .join(Peer.__table__, peers.id == sponsorships.peer_id)
        .join(Organisation.__table__, places.id == sponsorships.organisation_id)
        .outerjoin(SponsorshipTerms.__table__, terms.sponsorship_id == sponsorships.id)
        .outerjoin(SponsorshipRequest.__table__, requests.sponsorship_id == sponsorships.id)
    )
    if organisation_ids is None:
        return found
    return found.where(sponsorships.organisation_id.in_(organisation_ids), sponsorships.state != "ended")


def searching() -> Select[Any]:
    """Everyone who looks for a sponsor."""
    return (
        SEARCHES.select()
        .select_from(SponsorSearch.__table__)
        .join(Peer.__table__, peers.id == searches.peer_id)
        .outerjoin(Organisation.__table__, places.id == searches.left_organisation_id)
        .outerjoin(interim, interim.id == searches.interim_referent_id)
    )


def open_requests(organisation_ids: Collection[int] | None) -> Select[Any]:
    """``(public_id, family_name, given_name, short_name, asked_at)`` of the requests nobody has answered."""
    found = (
        select(sponsorships.public_id, peers.family_name, peers.given_name, places.short_name, requests.asked_at)
        .select_from(Sponsorship.__table__)
        .join(Peer.__table__, peers.id == sponsorships.peer_id)
        .join(Organisation.__table__, places.id == sponsorships.organisation_id)
        .join(SponsorshipRequest.__table__, requests.sponsorship_id == sponsorships.id)
        .where(sponsorships.state == "proposed")
        .order_by(requests.asked_at, sponsorships.id)
    )
    return found if organisation_ids is None else found.where(sponsorships.organisation_id.in_(organisation_ids))
