"""Contents on their way in and out: checked, kept once, opened, forgotten after a while."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import IO, Any

from sqlalchemy import Column, delete, exists, select
from sqlalchemy.orm import Session

from ..db import Base, now
from ..errors import DomainError
from ..settings import LibrarySettings
from .incoming import Incoming
from .kinds import recognise
from .models import Document, StoredContent
from .room import Room
from .scan import Scanner
from .sealing import Sealed, digest, new_key, seal, unseal
from .storage import Storage, new_name
from .words import size_words

# No request lasts so long: what the storage has and the database does not name is nobody's.
NOBODYS_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Checked:
    """A file that may be kept. ``scanned``: an antivirus found it sound."""

    incoming: Incoming
    kind: str
    sha256: str
    size: int
    scanned: bool


@dataclass(frozen=True)
class Written:
    """A content in the storage that no row names yet."""

    name: str
    key: str


class Contents:
    """What documents and photos contain, between the database and the storage. ``room``: what is left of it."""

    def __init__(self, session: Session, storage: Storage, scanner: Scanner, settings: LibrarySettings, room: Room):
        self.room = room
        self._session = session
        self._storage = storage
        self._scanner = scanner
        self._settings = settings

    def check(self, incoming: Incoming) -> Checked:
        """:raises DomainError: too large, of no accepted kind, or dangerous; about the field ``file``."""
        try:
            if incoming.file.seek(0, 2) > self._settings.max_file:
                raise DomainError(f"Ce fichier est trop lourd : {size_words(self._settings.max_file)} au plus.")
            kind = recognise(incoming.file, incoming.filename)
            scanned = self._scanner.check(incoming.file)
        except DomainError as error:
            raise DomainError(error.message, "file") from error
        return Checked(incoming, kind.name, *digest(incoming.file), scanned)

    def write(self, checked: Checked) -> Written | None:
        """Put a content in the storage, unless it is there already. Nothing can read it before a row names it."""
        known = self._session.scalar(select(StoredContent.id).where(StoredContent.sha256 == checked.sha256))
        return None if known else self._put(checked)

    def settle(self, checked: Checked, written: Written | None) -> StoredContent:
        """The row of a content: the one there is, or a new one. The journal is held.

        What was written beside another's row is left to :meth:`sweep`.
        """
        known = self._session.scalar(select(StoredContent).where(StoredContent.sha256 == checked.sha256))
        if known:
            return known
        written = written or self._put(checked)
        content = StoredContent(sha256=checked.sha256, name=written.name, size=checked.size, key=written.key)
        self._session.add(content)
        self._session.flush()
        return content

    def open(self, sealed: Sealed, start: int, stop: int) -> Iterator[bytes]:
        """The bytes of a content from ``start`` to ``stop`` (excluded), piece by piece."""
        return unseal(self._storage, sealed, start, stop)

    def sweep(self) -> int:
        """Delete what the storage has and no row names, once it is old enough. :returns: how many went."""
        before = now() - NOBODYS_AFTER
        old = {name for name, written_at in self._storage.names() if written_at < before}
        gone = old - set(self._session.scalars(select(StoredContent.name)))
        for name in gone:
            self._storage.delete(name)
        return len(gone)

    def scan(self, file: IO[bytes]) -> None:
        """:raises DomainError: an antivirus found a file dangerous, or could not look at it."""
        self._scanner.check(file)

    def keep(self, content: bytes) -> StoredContent:
        """The row of a content made here, such as a photo drawn smaller. The journal is held."""
        file = io.BytesIO(content)
        return self.settle(Checked(Incoming("", file), "", *digest(file), scanned=True), None)

    def forget(self, document: Document) -> None:
        """Let go of every content of a removed document."""
        for version in document.versions:
            version.content = None
        self.let_go()

    def let_go(self) -> None:
        """Forget the contents that nothing names any more: without its key, what the storage still has is unreadable.

        Whatever names a content holds it, in every room.
        """
        self._session.flush()
        held = [exists().where(column == StoredContent.id) for column in holders()]
        unheld = delete(StoredContent).where(*(~one for one in held))
        self._session.execute(unheld.execution_options(synchronize_session=False))

    def _put(self, checked: Checked) -> Written:
        written = Written(new_name(checked.sha256), new_key())
        self._storage.put(written.name, seal(checked.incoming.file, checked.sha256, written.key))
        return written


def holders() -> Iterator[Column[Any]]:
    """Every column of the database that names a content."""
    for table in Base.metadata.sorted_tables:
        yield from (key.parent for key in table.foreign_keys if key.column.table is StoredContent.__table__)


def sealed_of(content: StoredContent) -> Sealed:
    """What it takes to read a content once its row is out of reach."""
    return Sealed(content.name, content.sha256, content.size, content.key)
