"""Lists: who has signed and who has not, and what waits for MDPH 77."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import ColumnElement, Select, case, exists, func, literal, select
from sqlalchemy.orm import aliased

from ..documents import Table
from ..listing import Column, Filter, Listing, Page, starts_with
from ..organisations.models import Organisation
from ..organisations.queries import organisation_choices
from ..peers.life import PEER_LIFE
from ..peers.models import Peer, Sponsorship
from ..text import short_date
from ..workflow import Status
from . import queries
from .models import CharterSignature, CharterVersion
from .workflow import AGAIN, SHORT_KINDS, SIGNATURE_LIFE, WAITING

CHOICE = Markup(
    '<span class="choice"><input type="checkbox" form="countersign" name="signature" value="{0}" id="choix-{0}"/>'
    '<label for="choix-{0}"><span class="visually-hidden">Contresigner la charte de {1} : </span>Choisir</label></span>'
)
PAPER = Markup('<a href="{}">Noter un papier<span class="visually-hidden"> signé par {}</span></a>')
# What the list says of someone, from the rows of the version in force and of the earlier ones.
STATUSES: dict[str, Status] = {
    "to_sign": SIGNATURE_LIFE.status("to_sign"),
    "again": AGAIN,
    "waiting": WAITING,
    "done": replace(SIGNATURE_LIFE.status("signed"), name="done", label="contresignée"),
}

signed = aliased(CharterSignature, name="signed")
current = aliased(CharterVersion, name="current_version")
older, older_version = aliased(CharterSignature, name="older"), aliased(CharterVersion, name="older_version")
NAME = Peer.family_name + " " + Peer.given_name
SIGNED_BEFORE = exists().where(
    older.peer_id == Peer.id, older.state == "signed", older.version_id == older_version.id,
    older_version.state == "superseded",
).correlate(Peer)  # fmt: skip
STATE: ColumnElement[str] = case(
    (signed.id.is_not(None) & signed.countersigned_at.is_not(None), "done"),
    (signed.id.is_not(None), "waiting"),
    (SIGNED_BEFORE, "again"),
    else_="to_sign",
)
ASSOCIATIONS = (
    select(func.aggregate_strings(Organisation.short_name, ", "))
    .join(Sponsorship, Sponsorship.organisation_id == Organisation.id)
    .where(Sponsorship.peer_id == Peer.id, Sponsorship.state == "active")
    .correlate(Peer)
    .scalar_subquery()
)


def chip(state: str) -> Markup:
    return STATUSES[state].chip


def peer_chip(state: str) -> Markup:
    return PEER_LIFE.status(state).chip


def peer_words(state: str) -> str:
    return PEER_LIFE.status(state).label


def sponsored_by(slug: str) -> ColumnElement[bool]:
    place = select(Organisation.id).where(Organisation.slug == slug).scalar_subquery()
    theirs = exists().where(
        Sponsorship.peer_id == Peer.id, Sponsorship.state == "active", Sponsorship.organisation_id == place
    )
    return theirs.correlate(Peer)


def is_in(state: str) -> ColumnElement[bool]:
    return literal(state) == STATE


STATE_FILTER = Filter("charte", "Charte", is_in, tuple((name, one.label) for name, one in STATUSES.items()))
START_FILTER = Filter("debut", "Le nom commence par", starts_with(Peer.sort_name))  # type: ignore[arg-type]
SIGNED_COLUMNS = (
    Column("signee", "Signée le", signed.signed_on, cell=short_date, export=lambda day: day, kind="date"),
    Column("maniere", "Manière", signed.kind, cell=SHORT_KINDS.get, few=True),
)
PEERS = Listing(
    caption="La charte des pairs",
    noun=("pair", "pairs"),
    columns=(
        Column("nom", "Nom", NAME, Peer.sort_name),
        Column("charte", "Charte", STATE, cell=chip, export=lambda state: STATUSES[state].label, few=True),
        *SIGNED_COLUMNS,
        Column("associations", "Associations", ASSOCIATIONS),
        Column("etat", "Pair", Peer.state, cell=peer_chip, export=peer_words, few=True),
    ),
    key=Peer.id,
    default_sort="nom",
    extra=(Peer.public_id.label("peer"), signed.public_id.label("signature"), Peer.given_name, Peer.family_name),
    empty_title="Personne dans cette liste",
    empty_text="Changez les filtres pour voir d'autres personnes.",
)  # fmt: skip
WAITING_LIST = Listing(
    caption="Signatures à contresigner",
    noun=("signature", "signatures"),
    columns=(
        Column("nom", "Nom", NAME, Peer.sort_name),
        Column("signee", "Signée le", signed.signed_on, signed.signed_on, cell=short_date, kind="date"),
        Column("maniere", "Manière", signed.kind, cell=SHORT_KINDS.get, few=True),
        Column("associations", "Associations", ASSOCIATIONS),
        Column("choix", "Contresigner", None, value=lambda row: CHOICE.format(row.signature, row.nom), in_files=False),
    ),
    key=signed.id,
    default_sort="signee",
    extra=(signed.public_id.label("signature"),),
    exports=False,
    empty_title="Aucune signature n'attend",
    empty_text="Quand quelqu'un signe la charte, sa signature arrive ici.",
)  # fmt: skip


class PeersList:
    """Those expected to sign, among the organisations of whoever asks; the way to the paper for who may witness.

    :param places: ``None`` means every organisation. :param witnesses: whether whoever asks may attest a signature.
    """

    def __init__(self, request: Request, places: frozenset[int] | None, *, witnesses: bool):
        self._request = request
        self._witnesses = witnesses
        self._listing = self._make(places)
        self._statement = with_signature(self._listing.select()).where(
            Peer.state.in_(queries.SIGNING_STATES), queries.in_places(places)
        )

    def page(self) -> Page:
        return self._listing.page(self._request.db, self._statement, self._request.GET)

    def table(self) -> Table:
        return self._listing.table(self._request.db, self._statement, self._request.GET)

    def _make(self, places: frozenset[int] | None) -> Listing:
        filters: tuple[Filter, ...] = (START_FILTER, STATE_FILTER)
        if places is None:
            chosen = tuple(organisation_choices(self._request.db, short=True))
            filters = (*filters, Filter("association", "Association", sponsored_by, chosen))
        columns = PEERS.columns
        if self._witnesses:
            columns = (*columns, Column("papier", "Sur papier", None, value=self._paper, in_files=False))
        return replace(PEERS, columns=columns, filters=filters, row_link=self._link)

    def _link(self, row: Any) -> str:
        if row.signature:
            return self._request.route_path("charter_signature", public_id=row.signature)
        return self._request.route_path("peer", public_id=row.peer)

    def _paper(self, row: Any) -> Markup | None:
        if row.signature:
            return None
        href = self._request.route_path("charter_witness", public_id=row.peer)
        return PAPER.format(href, f"{row.given_name} {row.family_name}")


def with_signature(statement: Select[Any]) -> Select[Any]:
    """Peers and, when they have one, their living signature of the version in force."""
    return (
        statement.select_from(Peer)
        .join(current, current.state == "current")
        .outerjoin(signed, (signed.peer_id == Peer.id) & (signed.version_id == current.id) & (signed.state == "signed"))
    )


def waiting_page(request: Request) -> Page:
    """What waits for MDPH 77, the oldest first."""

    def link(row: Any) -> str:
        return request.route_path("charter_signature", public_id=row.signature)

    listing = replace(WAITING_LIST, row_link=link)
    statement = with_signature(listing.select()).where(signed.id.is_not(None), signed.countersigned_at.is_(None))
    return listing.page(request.db, statement, request.GET)
