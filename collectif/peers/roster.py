"""The roster of one association: one statement of plain columns, built once for an application.

The order and the main filter read copies of the peer's name and state kept on the sponsorship, so that an index
serves them; the peer is joined by primary key for the rows shown, and the count does without.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select

from ..listing import Column, Filter, Listing, Prepared, starts_with
from ..territory.models import Commune, Sector
from ..text import short_date
from .families import FAMILIES, SEPARATOR, families_words
from .life import ENGAGEMENTS, PEER_LIFE
from .models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from .own_fields import OwnField, OwnFields

peers, sponsorships = Peer.__table__, Sponsorship.__table__
# The same table under another name, for conditions that do not lean on the joins of what is shown.
other_peers = Peer.__table__.alias("filtered_peers")
families, facets, communes = PeerFamily.__table__, SponsorshipFacet.__table__, Commune.__table__
sectors = Sector.__table__

STATES = {name: status.chip for name, status in PEER_LIFE.states.items()}
STATE_CHOICES = [(name, status.label.capitalize()) for name, status in PEER_LIFE.states.items()]


def state_words(state: str) -> str:
    return PEER_LIFE.status(state).label


# A sub-query, one a row shown: fifty searches by primary key, where a join would group the whole roster.
PEER_FAMILIES = (
    select(func.aggregate_strings(families.c.family, SEPARATOR))
    .where(families.c.peer_id == sponsorships.c.peer_id)
    .correlate(sponsorships)
    .scalar_subquery()
)
NAME = peers.c.family_name + " " + peers.c.given_name

CORE_COLUMNS = (
    Column("nom", "Nom", NAME, sort=sponsorships.c.peer_sort_name, in_files=False),
    Column("reference", "Référence", sponsorships.c.external_ref, shown=False),
    Column("nom_famille", "Nom", peers.c.family_name, shown=False),
    Column("prenom", "Prénom", peers.c.given_name, shown=False),
    Column("etat", "État", sponsorships.c.peer_state, cell=STATES.get, export=state_words, few=True),
    Column("engagement", "Bénévole ou salarié", peers.c.engagement, cell=ENGAGEMENTS.get, few=True),
    Column("commune", "Commune", communes.c.name, few=True),
    Column("familles", "Familles de handicap", PEER_FAMILIES, cell=families_words, few=True),
    Column("depuis", "Depuis", sponsorships.c.started_on, sort=sponsorships.c.started_on,
           cell=short_date, export=lambda day: day, kind="date", few=True),
    Column("email", "E-mail", peers.c.email, shown=False),
    Column("telephone", "Téléphone", peers.c.phone, shown=False),
    Column("capacite", "Accompagnements possibles", peers.c.capacity, kind="integer", shown=False),
)  # fmt: skip

Choices = Sequence[tuple[str, str]]


def peer_link(row: Any) -> str:
    """From ``/intranet/associations/…/pairs`` to the peer's file, wherever the site is mounted."""
    return f"../../pairs/{row.public_id}"


def is_engaged(engagement: str) -> ColumnElement[bool]:
    return peer_is(other_peers.c.engagement == engagement)


def lives_in_sector(sector: str) -> ColumnElement[bool]:
    codes = select(communes.c.code).join(sectors, sectors.c.id == communes.c.sector_id).where(sectors.c.slug == sector)
    return peer_is(other_peers.c.commune_code.in_(codes))


def peer_is(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Condition on what only the peer's own row says."""
    same = other_peers.c.id == sponsorships.c.peer_id
    return select(other_peers.c.id).where(same, condition).correlate(sponsorships).exists()


def lives_family(family: str) -> ColumnElement[bool]:
    found = (families.c.peer_id == sponsorships.c.peer_id) & (families.c.family == family)
    return select(families.c.peer_id).where(found).correlate(sponsorships).exists()


def has_facet(name: str) -> Callable[[str], ColumnElement[bool]]:
    """Condition on a field of the association's own."""

    def condition(value: str) -> ColumnElement[bool]:
        same = (facets.c.sponsorship_id == sponsorships.c.id) & (facets.c.name == name) & (facets.c.value == value)
        return select(facets.c.sponsorship_id).where(same).correlate(sponsorships).exists()

    return condition


def core_filters(sector_choices: Choices) -> tuple[Filter, ...]:
    return (
        Filter("debut", "Le nom commence par", starts_with(sponsorships.c.peer_sort_name)),
        Filter("etat", "État", lambda value: sponsorships.c.peer_state == value, STATE_CHOICES),
        Filter("engagement", "Bénévole ou salarié", is_engaged, list(ENGAGEMENTS.items())),
        Filter("secteur", "Secteur", lives_in_sector, sector_choices),
        Filter("famille", "Famille de handicap", lives_family, list(FAMILIES.items())),
    )


# The same few answers come back on every row: a text already read is not read again.
read_details = lru_cache(2048)(json.loads)


def own_column(field: OwnField) -> Column:
    """A column made from the text of ``details``: the database's own reading of it would be made on each row."""
    return Column(
        f"propre_{field.name}", field.label, None, value=attrgetter("details"),
        cell=lambda text: field.words(read_details(text)), shown=field.listed, few=True,
    )  # fmt: skip


def own_filter(field: OwnField) -> Filter:
    return Filter(f"propre_{field.name}", field.label, has_facet(field.name), field.choices)


def build_roster(
    organisation_id: int, caption: str, own: OwnFields, sector_choices: Choices, *, with_reference: bool = True
) -> Prepared:
    """The roster of one association: who it sponsors today, the core's columns then its own.

    :param with_reference: whether files have the association's own reference, which only its people read.
    """
    core = CORE_COLUMNS if with_reference else [one for one in CORE_COLUMNS if one.name != "reference"]
    details = (cast(sponsorships.c.details, Text).label("details"),) if own.fields else ()
    listing = Listing(
        caption=caption,
        noun=("pair", "pairs"),
        columns=(*core, *map(own_column, own.fields)),
        key=sponsorships.c.peer_id,
        default_sort="nom",
        filters=(*core_filters(sector_choices), *(own_filter(field) for field in own.fields if field.filterable)),
        row_link=peer_link,
        empty_title="Aucun pair dans cette liste",
        empty_text="Ajoutez un pair, importez votre liste, ou changez les filtres.",
        extra=(peers.c.public_id.label("public_id"), *details),
    )
    statement = select(sponsorships.c.peer_id).where(
        sponsorships.c.organisation_id == organisation_id, sponsorships.c.state == "active"
    )
    return Prepared(listing, statement, with_peers)


def with_peers(statement: Select[Any]) -> Select[Any]:
    """The roster's statement with the tables its columns are read from."""
    return (
        statement.select_from(sponsorships)
        .join(peers, peers.c.id == sponsorships.c.peer_id)
        .outerjoin(communes, communes.c.code == peers.c.commune_code)
    )
