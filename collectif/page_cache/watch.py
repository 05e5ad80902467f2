"""Notices, in every session of this process, that something the public may read is about to change.

The mark changes in the transaction of the change itself: whoever reads the new mark reads the new rows, and a
transaction that fails leaves both as they were. It is written last, so that its row is held no longer than needed.
"""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from .models import PublicRevision

# What pages of the public site are made of. A page that reads another table fails the suite (tests/page_cache).
WATCHED = frozenset({
    "action_indicators",
    "action_measures",
    "action_milestones",
    "action_organisations",
    "action_photos",
    "action_pictures",
    "action_reports",
    "actions",
    "charter_versions",
    "communes",
    "exchange_sessions",
    "library_contents",
    "library_documents",
    "library_folders",
    "library_links",
    "library_tags",
    "library_versions",
    "organisations",
    "sectors",
    "site_text_approvals",
    "site_text_blocks",
    "site_texts",
})  # fmt: skip
CHANGED = "collectif.public_changed"
Changes = set[SessionTransaction | None]


def changes_of(session: Session) -> Changes:
    """The transactions, savepoints included, in which this session changed something: what one of them takes back
    leaves the changes of the others."""
    changes: Changes = session.info.setdefault(CHANGED, set())
    return changes


def note(session: Session) -> None:
    changes_of(session).add(session.get_nested_transaction() or session.get_transaction())


def note_flush(session: Session, _context: Any) -> None:
    """Rows written through entities."""
    written = (*session.new, *session.dirty, *session.deleted)
    if any(WATCHED & tables_of(entity) for entity in written):
        note(session)


def note_statement(state: ORMExecuteState) -> None:
    """Rows written by a statement."""
    if state.is_select:
        return
    table = getattr(state.statement, "table", None)
    if table is not None and table.name in WATCHED:
        note(state.session)


def draw_mark(session: Session) -> None:
    """Before a commit: everything is written, then the new mark when one is due."""
    if session.in_nested_transaction():
        return
    session.flush()
    if session.info.pop(CHANGED, None):
        session.execute(update(PublicRevision).values(mark=secrets.token_hex(16)))


def forget(session: Session, given_up: SessionTransaction) -> None:
    """A savepoint takes back what was written since it, a transaction everything."""
    if given_up.nested:
        changes_of(session).discard(given_up)
    elif given_up.parent is None:
        session.info.pop(CHANGED, None)


def tables_of(entity: Any) -> frozenset[str]:
    """The table of an entity, and those of its collections that have no entity of their own."""
    mapper = entity.__mapper__
    linked = (relation.secondary.name for relation in mapper.relationships if relation.secondary is not None)
    return frozenset((mapper.local_table.name, *linked))


event.listen(Session, "after_flush", note_flush)
event.listen(Session, "do_orm_execute", note_statement)
event.listen(Session, "before_commit", draw_mark)
event.listen(Session, "after_soft_rollback", forget)
