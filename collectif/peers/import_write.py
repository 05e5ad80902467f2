"""Writing an import: a few statements for thousands of lines, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from ..db import new_public_id, now
from ..text import sort_key, today
from .import_match import Person
from .import_plan import ADDED, CHANGED, Line, Plan, Progress
from .life import PEER_LIFE
from .models import Peer, PeerFamily, Sponsorship, SponsorshipFacet
from .own_fields import OwnFields

peers: Any = Peer.__table__
sponsorships: Any = Sponsorship.__table__
families: Any = PeerFamily.__table__
facets: Any = SponsorshipFacet.__table__
BATCH = 1_000
# Field of a file → column of the table of peers.
PEER_COLUMNS = {
    "family_name": "family_name", "given_name": "given_name", "email": "email", "phone": "phone",
    "commune": "commune_code", "engagement": "engagement", "capacity": "capacity",
}  # fmt: skip
DEFAULTS = {"email": "", "phone": "", "commune": None, "engagement": "volunteer", "capacity": 3}


def load_people(session: Session, organisation_id: int) -> list[Person]:
    """Everyone on this association's roster, as the lines of a file are compared with, in two queries."""
    columns = [peers.c[column].label(name) for name, column in PEER_COLUMNS.items()]
    current = (sponsorships.c.organisation_id == organisation_id) & (sponsorships.c.state != "ended")
    lived: dict[int, set[str]] = {}
    for peer_id, family in session.execute(
        select(families.c.peer_id, families.c.family)
        .join(sponsorships, sponsorships.c.peer_id == families.c.peer_id).where(current)
    ):  # fmt: skip
        lived.setdefault(peer_id, set()).add(family)
    rows = session.execute(
        select(
            sponsorships.c.id, sponsorships.c.version, peers.c.id, peers.c.version, sponsorships.c.details,
            sponsorships.c.external_ref, sponsorships.c.started_on, *columns,
        ).join(peers, peers.c.id == sponsorships.c.peer_id).where(current)
    )  # fmt: skip
    return [_person(row, lived) for row in rows]


def _person(row: Any, lived: dict[int, set[str]]) -> Person:
    sponsorship_id, sponsorship_version, peer_id, peer_version, details, reference, started_on, *rest = row
    values = {
        **dict(zip(PEER_COLUMNS, rest, strict=True)), "external_ref": reference, "started_on": started_on,
        "families": frozenset(lived.get(peer_id, ())),
    }  # fmt: skip
    return Person(values, details or {}, peer_id, peer_version, sponsorship_id, sponsorship_version)


class Writer:
    """Writes the plan of one import for one association.

    Whoever is added is in preparation, whatever the file says: nobody is active without the three gates.
    """

    def __init__(self, session: Session, organisation_id: int, own: OwnFields):
        self._session = session
        self._organisation_id = organisation_id
        self._own = own

    def write(self, plan: Plan, progress: Progress = lambda done: None) -> None:
        """:raises StaleDataError: someone changed one of these people meanwhile."""
        for lines in batches(plan.of(ADDED)):
            self._add(lines)
            progress(len(lines))
        for lines in batches(plan.of(CHANGED)):
            self._change(lines)
            progress(len(lines))

    def _add(self, lines: Sequence[Line]) -> None:
        rows = [self._new_peer(line) for line in lines]
        ids = self._insert(peers, rows)
        sponsored = [
            self._new_sponsorship(line, row, peer_id) for line, row, peer_id in zip(lines, rows, ids, strict=True)
        ]
        sponsorship_ids = self._insert(sponsorships, sponsored)
        self._insert_families([(peer_id, line) for peer_id, line in zip(ids, lines, strict=True)])
        self._insert_facets([(key, row["details"]) for key, row in zip(sponsorship_ids, sponsored, strict=True)])

    def _new_peer(self, line: Line) -> dict[str, Any]:
        values = {**DEFAULTS, **line.values}
        return {
            **{column: values[name] for name, column in PEER_COLUMNS.items()},
            "public_id": new_public_id(), "version": 1, "sort_name": line.person.sort_name,
            "state": PEER_LIFE.initial, "created_at": now(), "last_contact_on": today(), "fictional": False,
        }  # fmt: skip

    def _new_sponsorship(self, line: Line, peer: dict[str, Any], peer_id: int) -> dict[str, Any]:
        return {
            "public_id": new_public_id(), "version": 1, "peer_id": peer_id, "organisation_id": self._organisation_id,
            "peer_sort_name": peer["sort_name"], "peer_state": peer["state"], "state": "active",
            "external_ref": line.values.get("external_ref"), "started_on": line.values.get("started_on") or today(),
            "details": self._own.merged({}, line.own),
        }  # fmt: skip

    def _insert(self, table: Any, rows: list[dict[str, Any]]) -> list[int]:
        """Insert at once, then ask for the ids: on SQLite, ``RETURNING`` in order would go row by row."""
        self._session.connection().execute(insert(table), rows)
        names = [row["public_id"] for row in rows]
        found = select(table.c.public_id, table.c.id).where(table.c.public_id.in_(names))
        ids: dict[str, int] = dict(self._session.execute(found).all())
        return [ids[name] for name in names]

    def _insert_families(self, lines: list[tuple[int, Line]]) -> None:
        rows = [{"peer_id": key, "family": name} for key, line in lines for name in line.values.get("families", ())]
        if rows:
            self._session.connection().execute(insert(families), rows)

    def _insert_facets(self, details: list[tuple[int, dict[str, Any]]]) -> None:
        rows = [
            {"sponsorship_id": key, "name": name, "value": value}
            for key, stored in details
            for name, value in self._own.facets(stored)
        ]
        if rows:
            self._session.connection().execute(insert(facets), rows)

    def _change(self, lines: Sequence[Line]) -> None:
        self._update(peers, [self._changed_peer(line) for line in lines])
        self._update(sponsorships, [self._changed_sponsorship(line) for line in lines])
        told = [line for line in lines if "families" in line.values]
        ids = [{"b_id": line.person.peer_id} for line in told]
        if ids:
            self._session.connection().execute(delete(families).where(families.c.peer_id == bindparam("b_id")), ids)
        self._insert_families([(line.person.peer_id or 0, line) for line in told])
        self._rewrite_facets([line for line in lines if line.own])

    def _changed_peer(self, line: Line) -> dict[str, Any]:
        person = line.person
        values = {**person.values, **{name: value for name, value in line.values.items() if value not in (None, "")}}
        row = {column: values[name] for name, column in PEER_COLUMNS.items()}
        key = sort_key(values["family_name"], values["given_name"])
        return {**row, "sort_name": key, "b_id": person.peer_id, "b_version": person.peer_version}

    def _changed_sponsorship(self, line: Line) -> dict[str, Any]:
        person = line.person
        return {
            "external_ref": line.values.get("external_ref") or person.values["external_ref"],
            "started_on": line.values.get("started_on") or person.values["started_on"],
            "details": self._merged(line), "b_id": person.sponsorship_id, "b_version": person.sponsorship_version,
        }  # fmt: skip

    def _merged(self, line: Line) -> dict[str, Any]:
        """A cell left empty changes nothing: the fields of this line are put over what was stored."""
        return {**line.person.details, **line.own}

    def _update(self, table: Any, rows: list[dict[str, Any]]) -> None:
        known = (table.c.id == bindparam("b_id")) & (table.c.version == bindparam("b_version"))
        names = [name for name in rows[0] if not name.startswith("b_")]
        statement = update(table).where(known).values(
            {**{name: bindparam(name) for name in names}, "version": table.c.version + 1}
        )  # fmt: skip
        done = self._session.connection().execute(statement, rows)
        if done.rowcount != len(rows):
            raise StaleDataError(f"{table.name}: {done.rowcount} rows of {len(rows)}")

    def _rewrite_facets(self, lines: Sequence[Line]) -> None:
        if lines:
            ids = [{"b_id": line.person.sponsorship_id} for line in lines]
            self._session.connection().execute(delete(facets).where(facets.c.sponsorship_id == bindparam("b_id")), ids)
            self._insert_facets([(line.person.sponsorship_id or 0, self._merged(line)) for line in lines])


def batches(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """``lines`` a thousand at a time."""
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        yield batch
