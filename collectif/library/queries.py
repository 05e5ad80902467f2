"""Questions asked about documents, from other rooms too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..security.identity import Identity
from .models import Document, DocumentLink, DocumentTag, DocumentVersion, Folder
from .rights import visible_to
from .words import kind_and_size

SEPARATOR = " / "
MOST_TAG_CHOICES = 60
IS_LATEST = and_(DocumentVersion.document_id == Document.id, DocumentVersion.number == Document.latest_number)
PRESENT = Document.removed_at.is_(None)


@dataclass(frozen=True)
class Shown:
    """One document in the page of something else. ``what`` is its kind and size in words."""

    public_id: str
    title: str
    what: str


def documents_of(session: Session, kind: str, public_id: str, identity: Identity | None) -> list[Shown]:
    """The documents tied to a thing of another room that this person, or a visitor, may see; by title: one query.

    :param kind: the table of that thing.
    """
    statement = (
        select(Document.public_id, Document.title, DocumentVersion.kind, DocumentVersion.size)
        .join(DocumentLink, DocumentLink.document_id == Document.id)
        .join(DocumentVersion, IS_LATEST)
        .where(DocumentLink.kind == kind, DocumentLink.public_id == public_id, PRESENT, visible_to(identity))
        .order_by(Document.sort_title, Document.id)
    )
    return [Shown(row[0], row[1], kind_and_size(row[2], row[3])) for row in session.execute(statement)]


def latest(identity: Identity, limit: int) -> Select[Any]:
    """Asks for the documents added or replaced last this person may see, the newest first:
    ``(id, public_id, title, latest_number, added_at)``."""
    d, version = Document, DocumentVersion
    asked: Any = select(d.id, d.public_id, d.title, d.latest_number, version.added_at).join(version, IS_LATEST)
    mine = asked.where(PRESENT, visible_to(identity))
    return mine.order_by(version.added_at.desc(), d.id.desc()).limit(limit)


def find_document(session: Session, public_id: str, *, locked: bool = False, authors: bool = True) -> Document | None:
    """One document with its versions, authors and tags.

    :param locked: someone may be about to change it: nobody else does until this transaction ends.
    :param authors: not for the public, to whom no person is named.
    """
    contents = joinedload(DocumentVersion.content)
    loaded = (contents, joinedload(DocumentVersion.author)) if authors else (contents,)
    statement = (
        select(Document)
        .where(Document.public_id == public_id)
        .options(
            # Apart: the row alone is locked, when someone is about to change it.
            selectinload(Document.organisation),
            selectinload(Document.folder),
            selectinload(Document.tags),
            selectinload(Document.versions).options(*loaded),
        )
    )
    return session.scalar(statement.with_for_update(of=Document) if locked else statement)


def links_of(session: Session, document: Document) -> Sequence[DocumentLink]:
    statement = select(DocumentLink).where(DocumentLink.document_id == document.id)
    return session.scalars(statement.order_by(DocumentLink.kind, DocumentLink.public_id)).all()


def tagged(key: str) -> ColumnElement[bool]:
    return exists().where(DocumentTag.document_id == Document.id, DocumentTag.sort_name == key)


def tag_choices(session: Session, identity: Identity | None) -> list[tuple[str, str]]:
    """Tags of the documents this person may see, the most used ones, by name: (key, tag)."""
    statement = (
        select(DocumentTag.sort_name, func.min(DocumentTag.name))
        .join(Document, Document.id == DocumentTag.document_id)
        .where(PRESENT, visible_to(identity))
        .group_by(DocumentTag.sort_name)
        .order_by(func.count().desc(), DocumentTag.sort_name)
        .limit(MOST_TAG_CHOICES)
    )
    return sorted((key, name) for key, name in session.execute(statement))


@dataclass(frozen=True)
class Branch:
    """One folder of the tree, with its path in words and the ids of all it holds, itself included."""

    id: int
    public_id: str
    name: str
    path: str
    depth: int
    parent_id: int | None
    inside: frozenset[int]


def folder_of(session: Session, public_id: str) -> Folder | None:
    """The folder of this identifier; none for an empty one."""
    return session.scalar(select(Folder).where(Folder.public_id == public_id)) if public_id else None


def folder_tree(session: Session) -> list[Branch]:
    """Every folder, each after the one it is in, by name: one query."""
    columns = (Folder.id, Folder.public_id, Folder.name, Folder.parent_id)
    rows = session.execute(select(*columns).order_by(Folder.sort_name, Folder.id)).all()
    children: dict[int | None, list[Any]] = {}
    for row in rows:
        children.setdefault(row.parent_id, []).append(row)
    return _grown(children, None, "", 0)


def _grown(children: dict[int | None, list[Any]], parent_id: int | None, path: str, depth: int) -> list[Branch]:
    found: list[Branch] = []
    for row in children.get(parent_id, ()):
        here = SEPARATOR.join(filter(None, (path, row.name)))
        below = _grown(children, row.id, here, depth + 1)
        inside = frozenset([row.id, *(branch.id for branch in below)])
        found += [Branch(row.id, row.public_id, row.name, here, depth, parent_id, inside), *below]
    return found


def folder_choices(branches: Iterable[Branch]) -> list[tuple[str, str]]:
    return [(branch.public_id, branch.path) for branch in branches]
