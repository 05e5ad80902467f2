"""Rules of the library: who adds, replaces, moves and removes documents, and what each act leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError, NotAllowed
from ..journal import Recorder
from ..organisations.models import Organisation
from ..security.identity import Identity
from ..text import sort_key
from .contents import Checked, Contents
from .incoming import Incoming
from .links import Target
from .models import Document, DocumentLink, DocumentTag, DocumentVersion, Folder, StoredContent
from .queries import folder_of, folder_tree
from .rights import adding_organisations, publishes
from .words import read_tags

NOT_YOUR_ORGANISATION = "Vous ne pouvez pas ajouter de document pour cette organisation."
ONLY_COORDINATION = "Seule la coordination montre un document à tout le monde."
REMOVED = "Ce document est retiré : il ne se modifie plus."
NOT_REMOVED = "Ce document n'est pas retiré."
ERASED = "Le contenu de ce document est effacé : il ne peut plus être remis."
SAME_CONTENT = "Ce fichier est le même que la version actuelle : il n'y a rien à remplacer."
NO_FOLDER = "Ce dossier n'existe plus. Choisissez-en un autre."
INSIDE_ITSELF = "Un dossier ne se range pas dans lui-même, ni dans un dossier qu'il contient."


class Library:
    """Adds, replaces, describes and removes documents in the name of ``identity``; every act is journalled."""

    def __init__(self, session: Session, recorder: Recorder, identity: Identity, contents: Contents):
        self._session = session
        self._recorder = recorder
        self._identity = identity
        self._contents = contents

    def add(self, data: Mapping[str, Any], target: Target | None = None) -> Document:
        """Keep a new document for one of the person's own organisations.

        :param data: what :class:`~collectif.library.schemas.AddSchema` gives. :param target: what it is tied to.
        :raises NotAllowed: not for this organisation, or not for everyone; :raises DomainError: the file is refused.
        """
        organisation = self._adding_organisation(data.get("organisation"))
        checked = self._contents.check(data["file"])
        self._contents.room.check(organisation, checked.size)
        document = Document(organisation=organisation, created_by_id=self._identity.account_id)
        title = data["title"] or checked.incoming.filename.rpartition(".")[0]
        self._describe(document, {**data, "title": title})
        self._session.add(document)
        self._session.flush()
        self._version(document, checked, "library.added", "")
        if target:
            self._session.add(DocumentLink(document_id=document.id, kind=target.kind, public_id=target.public_id))
        return document

    def replace(self, document: Document, incoming: Incoming, note: str) -> None:
        """Add a version, which the document's address serves from now on; the earlier ones stay.

        :raises DomainError: the file is refused, or is the one there is.
        """
        self._check_present(document)
        checked = self._contents.check(incoming)
        latest = document.versions[0]
        if latest.content and latest.content.sha256 == checked.sha256:
            raise DomainError(SAME_CONTENT, "file")
        self._contents.room.check(document.organisation, checked.size)
        self._version(document, checked, "library.replaced", note)
        document.latest_number = document.versions[0].number
        document.updated_at = now()

    def edit(self, document: Document, data: Mapping[str, Any]) -> None:
        """Change how a document is called, where it is arranged and who sees it.

        :raises DomainError: it is removed; :raises NotAllowed: only the coordination shows it to everyone.
        """
        self._check_present(document)
        self._describe(document, data)
        document.updated_at = now()
        self._session.flush()
        self._record("library.edited", document)

    def remove(self, document: Document, reason: str) -> None:
        """Serve it no more, and say why; its content goes later (see :func:`forget_removed`)."""
        self._check_present(document)
        document.removed_at, document.removal_reason = now(), reason
        self._session.flush()
        self._record("library.removed", document)

    def restore(self, document: Document) -> None:
        """Serve again a document whose content is still there.

        :raises DomainError: it is not removed, or its content is gone.
        """
        if document.removed_at is None:
            raise DomainError(NOT_REMOVED)
        if any(version.content_id is None for version in document.versions):
            raise DomainError(ERASED)
        document.removed_at, document.removal_reason = None, ""
        self._session.flush()
        self._record("library.restored", document)

    def untie(self, document: Document, kind: str, public_id: str) -> None:
        """Tie a document no more to a thing of another room; nothing happens when it was not."""
        link = self._session.get(DocumentLink, (document.id, kind, public_id))
        if link:
            self._session.delete(link)
            self._record("library.untied", document)

    def _version(self, document: Document, checked: Checked, act: str, note: str) -> None:
        """Add a version. The journal is taken before room is counted: two additions at once count one another."""
        written = self._contents.write(checked)
        self._record(act, document)
        self._contents.room.check(document.organisation, checked.size)
        content: StoredContent = self._contents.settle(checked, written)
        number = max((version.number for version in document.versions), default=0) + 1
        version = DocumentVersion(
            number=number, content=content, filename=checked.incoming.filename, kind=checked.kind, size=checked.size,
            scanned=checked.scanned, note=note, author_id=self._identity.account_id,
        )  # fmt: skip
        document.versions.insert(0, version)
        self._session.flush()

    def _describe(self, document: Document, data: Mapping[str, Any]) -> None:
        if data["audience"] == "public" and not publishes(self._identity):
            raise NotAllowed(ONLY_COORDINATION)
        document.title, document.sort_title = data["title"], sort_key(data["title"])
        document.description, document.audience = data["description"], data["audience"]
        if document.audience == "public" and document.published_at is None:
            document.published_at = now()
        document.transcript = data.get("transcript", document.transcript or "")
        document.folder = find_folder(self._session, data["folder"])
        kept = {tag.sort_name: tag for tag in document.tags}
        tags = read_tags(data["tags"])
        document.tags = [kept.get(key) or DocumentTag(sort_name=key, name=name) for key, name in tags.items()]

    def _adding_organisation(self, slug: str | None) -> Organisation:
        own = adding_organisations(self._identity)
        statement = select(Organisation).where(Organisation.id.in_(own))
        found = self._session.scalars(statement.where(Organisation.slug == slug) if slug else statement).all()
        if len(found) != 1:
            raise NotAllowed(NOT_YOUR_ORGANISATION)
        return found[0]

    def _check_present(self, document: Document) -> None:
        if document.removed_at is not None:
            raise DomainError(REMOVED)

    def _record(self, act: str, document: Document) -> None:
        self._recorder.record(act, document, organisation=document.organisation.slug)


def find_folder(session: Session, public_id: str, field: str = "folder") -> Folder | None:
    """The folder someone chose, ``None`` for none. :raises DomainError: it is gone."""
    folder = folder_of(session, public_id)
    if folder is None and public_id:
        raise DomainError(NO_FOLDER, field)
    return folder


class Folders:
    """The one tree of folders, which the coordination arranges; every act is journalled."""

    def __init__(self, session: Session, recorder: Recorder):
        self._session = session
        self._recorder = recorder

    def add(self, name: str, parent: Folder | None) -> Folder:
        """:raises DomainError: there is one of this name there."""
        folder = Folder()
        self._place(folder, name, parent)
        self._session.add(folder)
        self._session.flush()
        self._recorder.record("library.folder_added", folder)
        return folder

    def change(self, folder: Folder, name: str, into: str) -> None:
        """Call it otherwise, or put it in another folder with all it holds. :param into: its public id, or nothing.

        :raises DomainError: there is another one of this name there; or it would be inside itself.
        """
        parent = find_folder(self._session, into, "parent")
        moved = (parent.id if parent else None) != folder.parent_id
        # First: of two folders put one into the other at once, the second finds where the first one is.
        self._recorder.record("library.folder_moved" if moved else "library.folder_renamed", folder)
        if parent and parent.id in self._inside(folder):
            raise DomainError(INSIDE_ITSELF, "parent")
        self._place(folder, name, parent)
        self._session.flush()

    def delete(self, folder: Folder) -> None:
        """:raises DomainError: there is something in it."""
        inside = exists().where(Folder.parent_id == folder.id) | exists().where(Document.folder_id == folder.id)
        self._recorder.record("library.folder_deleted", folder)
        if self._session.scalar(select(inside)):
            raise DomainError("Ce dossier n'est pas vide : rangez d'abord ailleurs ce qu'il contient, retirés compris.")
        self._session.delete(folder)
        self._session.flush()

    def _inside(self, folder: Folder) -> frozenset[int]:
        """The folder and all those it holds."""
        return next(branch.inside for branch in folder_tree(self._session) if branch.id == folder.id)

    def _place(self, folder: Folder, name: str, parent: Folder | None) -> None:
        key = sort_key(name)
        parent_id = parent.id if parent else None
        same = select(Folder.id).where(Folder.sort_name == key, Folder.parent_id.is_not_distinct_from(parent_id))
        if self._session.scalar(same.where(Folder.id != (folder.id or 0))):
            raise DomainError("Un dossier de ce nom est déjà là.", "name")
        folder.name, folder.sort_name, folder.parent_id = name, key, parent_id


def forget_removed(session: Session, recorder: Recorder, contents: Contents, keep_days: int) -> int:
    """Let go of the contents of documents removed more than ``keep_days`` days ago. :returns: how many documents."""
    full = exists().where(DocumentVersion.document_id == Document.id, DocumentVersion.content_id.is_not(None))
    due = select(Document).where(Document.removed_at < now() - timedelta(days=keep_days), full).order_by(Document.id)
    documents = session.scalars(due).all()
    for document in documents:
        recorder.record("library.erased", document, organisation=document.organisation.slug)
        contents.forget(document)
    return len(documents)
