"""A peer's own file to keep: what each room can say of their path, as a document and as data.

A room adds or replaces a section with ``config.add_passport_section``; nothing private to an association is in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.config import Configurator
from pyramid.registry import Registry
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from ..charter.queries import signatures_of
from ..db import now
from ..documents import Document, Table
from ..documents.paper import Block, Facts, Heading, Paragraph, Small, paper_pdf
from ..documents.table import TableColumn
from ..peers.life import ENGAGEMENTS, PEER_LIFE, SPONSORSHIP_LIFE
from ..peers.models import Peer, Sponsorship
from ..text import local, short_date, today
from ..training.queries import certificates

FORMAT = "collectif-passport/1"
NONE = "Aucune pour le moment."
TITLE = "Passeport de pair-aidant"


@dataclass(frozen=True)
class Section:
    """What one room says.

    :param headings: ``(key, label)`` of each column. :param rows: by key; dates are dates.
    :param empty: what to read when there is none.
    """

    title: str
    headings: Sequence[tuple[str, str]]
    rows: Sequence[dict[str, Any]] = ()
    empty: str = NONE


Provider = Callable[[Session, Peer], Section]


def sponsorships(session: Session, peer: Peer) -> Section:
    """Which association, from when to when."""
    kept = select(Sponsorship).where(Sponsorship.peer_id == peer.id, Sponsorship.state != "proposed")
    rows = session.scalars(
        kept.options(joinedload(Sponsorship.organisation)).order_by(Sponsorship.started_on, Sponsorship.id)
    )
    headings = (("association", "Association"), ("since", "Depuis"), ("until", "Jusqu'au"), ("state", "État"))
    return Section("Parrainages", headings, [
        {"association": one.organisation.name, "since": one.started_on, "until": one.ended_on,
         "state": SPONSORSHIP_LIFE.status(one.state).label}
        for one in rows if one.state == "active" or one.ended_on
    ], "Aucun pour le moment.")  # fmt: skip


def trainings(session: Session, peer: Peer) -> Section:
    """Certificates in force or that were."""
    headings = (("number", "Attestation"), ("validated_on", "Validée le"), ("valid_until", "Valable jusqu'au"))
    return Section("Formations validées", headings, [
        {"number": one.number, "validated_on": one.validated_on, "valid_until": one.valid_until}
        for one in certificates(session, peer.id) if one.revoked_at is None
    ])  # fmt: skip


def charter(session: Session, peer: Peer) -> Section:
    """Versions signed."""
    headings = (
        ("version", "Version"), ("signed_on", "Signée le"), ("countersigned_on", "Contresignée le"),
    )  # fmt: skip
    return Section("Charte d'engagement", headings, [
        {"version": one.version.number, "signed_on": one.signed_on,
         "countersigned_on": local(one.countersigned_at).date() if one.countersigned_at else None}
        for one in signatures_of(session, peer.id) if one.state != "revoked"
    ], "Aucune signature pour le moment.")  # fmt: skip


def hours(session: Session, peer: Peer) -> Section:
    return Section("Heures d'accompagnement", (("year", "Année"), ("hours", "Heures")))


DEFAULTS: dict[str, Provider] = {
    "sponsorships": sponsorships, "trainings": trainings, "charter": charter, "hours": hours,
}  # fmt: skip


def add_passport_section(config: Configurator, name: str, provider: Provider) -> None:
    """Configurator directive: say (again) what the section ``name`` holds."""
    config.registry["passport"][name] = provider


class Passport:
    """One peer's passport, as it stands today."""

    def __init__(self, session: Session, registry: Registry, peer: Peer):
        providers: dict[str, Provider] = registry["passport"]
        self.peer = peer
        self.sections = {name: provider(session, peer) for name, provider in providers.items()}

    def data(self) -> dict[str, Any]:
        """Plain data, dates in ISO 8601."""
        peer = self.peer
        return {
            "format": FORMAT, "issued_at": now().isoformat(timespec="seconds"), "id": peer.public_id,
            "given_name": peer.given_name, "family_name": peer.family_name, "engagement": peer.engagement,
            "state": peer.state,
            **{name: [_plain(row) for row in section.rows] for name, section in self.sections.items()},
        }  # fmt: skip

    def pdf(self) -> Document:
        """The same to print and keep; the file's name names nobody."""
        blocks: list[Block] = [Facts(self.facts())]
        for section in self.sections.values():
            blocks.append(Heading(section.title))
            blocks.append(_table(section) if section.rows else Paragraph(section.empty))
        blocks.append(Small(f"Établi le {short_date(today())} par l'intranet du collectif."))
        return paper_pdf(TITLE, "Collectif départemental pair-aidance de Seine-et-Marne", blocks, today(), "passeport")

    def facts(self) -> list[tuple[str, str]]:
        peer = self.peer
        return [
            ("Nom", f"{peer.given_name} {peer.family_name}"),
            ("Bénévole ou salarié", ENGAGEMENTS[peer.engagement]),
            ("Situation", PEER_LIFE.status(peer.state).label),
        ]


def words(value: Any) -> str:
    """A value as people read it."""
    return "" if value is None else short_date(value) if isinstance(value, date) else str(value)


def _table(section: Section) -> Table:
    rows = [[words(row[key]) for key, _ in section.headings] for row in section.rows]
    return Table(section.title, [TableColumn(label) for _, label in section.headings], rows)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
