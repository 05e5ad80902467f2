"""What makes the index follow: every session notes what it changes, and writes the index before it commits.

The listeners stand on SQLAlchemy's own class of sessions: a request, a command, a chore or the founding data cannot
forget the index, and what a transaction takes back it takes back here too. See docs/adr/0022-one-search.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, object_mapper
from sqlalchemy.orm.attributes import get_history

from .entries import DECLARED, Part, Searchable
from .index import Index

NOTES = "collectif.search"
Notes = dict[tuple[str, Part | None], set[int]]


def watched(model: type) -> Iterator[tuple[Searchable, Part | None]]:
    """The kinds that a row of ``model`` changes, and as a part of what."""
    for one in DECLARED.values():
        if one.model is model:
            yield one, None
        yield from ((one, part) for part in one.parts if part.model is model)


def notes_of(session: Session) -> Notes:
    notes: Notes = session.info.setdefault(NOTES, defaultdict(set))
    return notes


@event.listens_for(Session, "after_flush")
def note_changes(session: Session, _context: UOWTransaction) -> None:
    """Note which things are new, changed or gone, by themselves or by a part of them."""
    for row in (*session.new, *session.dirty, *session.deleted):
        for one, part in watched(type(row)):
            notes_of(session)[one.kind, part] |= _ids(row, part)


def _ids(row: Any, part: Part | None) -> set[int]:
    if part is None:
        return {object_mapper(row).primary_key_from_instance(row)[0]}
    # What it was a part of until now changes as well.
    history = get_history(row, part.column)
    return {key for key in history.sum() if key is not None}


@event.listens_for(Session, "do_orm_execute")
def note_bulk_changes(state: ORMExecuteState) -> None:
    """A statement that changes rows without reading them says not which: their whole kind is read again."""
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(state.statement, "table", None)
    for one in DECLARED.values():
        if any(model.__table__ is table for model in (one.model, *(part.model for part in one.parts))):  # type: ignore[attr-defined]
            notes_of(state.session)[one.kind, None].add(EVERYTHING)


EVERYTHING = -1


@event.listens_for(Session, "before_commit")
def write_index(session: Session) -> None:
    """Write what the transaction changed, at its very end: nothing more is locked after the index."""
    if session.in_nested_transaction():
        return
    session.flush()
    if notes := session.info.pop(NOTES, None):
        index = Index(session)
        index.lock()
        for one in DECLARED.values():
            _refresh(session, index, one, {part: ids for (kind, part), ids in notes.items() if kind == one.kind})


def _refresh(session: Session, index: Index, one: Searchable, changed: dict[Part | None, set[int]]) -> None:
    ids: set[int] = set()
    for part, keys in changed.items():
        owners = part.owners if part else None
        ids |= set(session.scalars(owners(sorted(keys)))) if owners else keys
    if EVERYTHING in ids:
        index.refresh_all(one)
    elif ids:
        index.refresh(one, ids)


@event.listens_for(Session, "after_rollback")
def forget_changes(session: Session) -> None:
    session.info.pop(NOTES, None)
