"""Making one organisation of two: whatever pointed to the first points to the second, in one transaction.

What points to an organisation is read from the database's own description (every foreign key), so that a table
added later is moved too. Where moving a row would break a unique key, :data:`SETTLEMENTS` says what becomes of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, RowMapping, UniqueConstraint, and_, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..db import Base
from ..errors import DomainError
from ..journal import Recorder
from ..text import plural, sort_key, today
from .models import Organisation, OrganisationAlias

Values = dict[str, Any]
CARRIED = ("description", "website", "email", "phone", "address")
SAME = "C'est la même fiche : choisissez-en une autre."


def _end_sponsorship(row: RowMapping) -> Values:
    """Both sponsor the same peer: the one that stays goes on, the other is kept as history."""
    return {"state": "ended", "ended_on": max(today(), row["started_on"])}


def _sit_as_substitute(row: RowMapping) -> Values:
    """Both have a titular: the one of the organisation that stays keeps the seat."""
    return {"seat": "substitute"}


def _forget(row: RowMapping) -> None:
    """The organisation that stays already has this link or this setting."""


SETTLEMENTS: dict[str, Callable[[RowMapping], Values | None]] = {
    "sponsorships": _end_sponsorship,
    "representatives": _sit_as_substitute,
    "action_organisations": _forget,
    "import_mappings": _forget,
    "meeting_participants": _forget,
    "vote_electors": _forget,
}
WORDS = {
    "mandates": ("mandat", "mandats"),
    "representatives": ("représentant", "représentants"),
    "sponsorships": ("parrainage", "parrainages"),
    "actions": ("action proposée", "actions proposées"),
    "action_organisations": ("participation à une action", "participations à une action"),
    "action_milestones": ("étape d'une action", "étapes d'actions"),
    "organisation_aliases": ("autre nom", "autres noms"),
    "import_mappings": ("réglage d'import", "réglages d'import"),
    "pending_imports": ("import en attente", "imports en attente"),
    "applications": ("candidature", "candidatures"),
    "charter_signatures": ("signature attestée", "signatures attestées"),
    "library_documents": ("document", "documents"),
    "news_items": ("nouvelle", "nouvelles"),
    "exchange_sessions": ("rencontre entre pairs", "rencontres entre pairs"),
    "sponsor_searches": ("recherche de parrain", "recherches de parrain"),
    "meeting_participants": ("place à une réunion", "places à des réunions"),
    "agenda_items": ("point proposé", "points proposés"),
    "vote_electors": ("voix à un vote", "voix à des votes"),
    "decision_tasks": ("suite à donner", "suites à donner"),
}
# What is made from the rest: it moves, but nobody is told of it.
UNTOLD = {"search_entries"}


@dataclass(frozen=True)
class Touched:
    """How many rows of one table a merge moves."""

    table: str
    count: int

    @property
    def words(self) -> str:
        return plural(self.count, *WORDS.get(self.table, ("autre donnée", "autres données")))


def references() -> Iterator[Column[Any]]:
    """Every column of the database that points to an organisation."""
    for table in Base.metadata.sorted_tables:
        yield from (key.parent for key in table.foreign_keys if key.column.table is Organisation.__table__)


def uniquely_keyed() -> set[str]:
    """Tables where moving a row may meet another: an organisation is part of one of their unique keys."""
    return {column.table.name for column in references() if _is_in_unique_key(column)}


def _is_in_unique_key(column: Column[Any]) -> bool:
    table: Any = column.table
    keys: list[Any] = [key for key in table.constraints if isinstance(key, UniqueConstraint)]
    keys += [index for index in table.indexes if index.unique]
    return column.primary_key or any(column.name in key.columns for key in keys)


class Merge:
    """One organisation, ``source``, becomes another, ``target``.

    :param before: what other rooms settle first, once both are locked.
    """

    def __init__(self, session: Session, recorder: Recorder,
                 before: Callable[[Organisation, Organisation], None] = lambda source, target: None):  # fmt: skip
        self._session = session
        self._recorder = recorder
        self._before = before

    def touches(self, source: Organisation) -> list[Touched]:
        """What a merge would move, by table, without the tables where there is nothing to tell."""
        counts: dict[str, int] = {}
        for column in references():
            number = self._session.scalar(select(func.count()).select_from(column.table).where(column == source.id))
            counts[column.table.name] = counts.get(column.table.name, 0) + (number or 0)
        return [Touched(name, count) for name, count in counts.items() if count and name not in UNTOLD]

    def merge(self, source: Organisation, target: Organisation) -> None:
        """Move everything from ``source`` to ``target``; the names and the address of ``source`` lead to ``target``.

        :raises DomainError: they are the same.
        """
        if source.id == target.id:
            raise DomainError(SAME)
        self._lock(source, target)
        self._before(source, target)
        self._carry(source, target)
        self._session.flush()
        for column in references():
            self._move(column, source.id, target.id)
        self._session.expire_all()
        names, slug, public_id = (source.name, source.short_name), source.slug, source.public_id
        self._session.delete(source)
        self._session.flush()
        self._name(target, names, slug)
        self._recorder.record("organisation.merged", target, organisation=target.slug, source=public_id)

    def _lock(self, *organisations: Organisation) -> None:
        ids = [organisation.id for organisation in organisations]
        self._session.execute(
            select(Organisation.id).where(Organisation.id.in_(ids)).order_by(Organisation.id).with_for_update()
        )

    def _carry(self, source: Organisation, target: Organisation) -> None:
        """Facts that only ``source`` has."""
        for field in CARRIED:
            setattr(target, field, getattr(target, field) or getattr(source, field))
        if source.logo and not target.logo:
            target.logo, target.logo_image = source.logo, source.logo_image
        if source.hub_member:
            target.hub_member, target.hub_left_on = True, None
        signed = [day for day in (source.charter_signed_on, target.charter_signed_on) if day]
        target.charter_signed_on = min(signed, default=None)

    def _name(self, target: Organisation, names: tuple[str, ...], slug: str) -> None:
        self._session.add(
            OrganisationAlias(organisation_id=target.id, name=names[0], sort_name=sort_key(names[0]), slug=slug)
        )
        known = {sort_key(name) for name in (target.name, target.short_name, names[0])}
        known |= {alias.sort_name for alias in target.aliases}
        for name in names[1:]:
            if sort_key(name) not in known:
                self._session.add(OrganisationAlias(organisation_id=target.id, name=name, sort_name=sort_key(name)))
        self._session.flush()
        self._session.expire(target)

    def _move(self, column: Column[Any], source_id: int, target_id: int) -> None:
        try:
            with self._session.begin_nested():
                self._session.execute(update(column.table).where(column == source_id).values({column.name: target_id}))
        except IntegrityError:
            self._move_one_by_one(column, source_id, target_id)

    def _move_one_by_one(self, column: Column[Any], source_id: int, target_id: int) -> None:
        settle = SETTLEMENTS[column.table.name]
        for row in self._session.execute(select(column.table).where(column == source_id)).mappings().all():
            this = and_(*(key == row[key.name] for key in column.table.primary_key))
            moved = {column.name: target_id}
            try:
                with self._session.begin_nested():
                    self._session.execute(update(column.table).where(this).values(moved))
            except IntegrityError:
                values = settle(row)
                change = delete(column.table) if values is None else update(column.table).values({**values, **moved})
                self._session.execute(change.where(this))
