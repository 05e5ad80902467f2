"""How much room organisations take in the storage, whatever part of the site keeps something there for them.

A part of the site declares what it keeps:

>>> config.add_kept_sizes(select(Action.proposing_organisation_id.label("organisation_id"), StoredContent.size)…)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.config import Configurator
from sqlalchemy import Select, func, select, union_all
from sqlalchemy.orm import Session

from ..errors import DomainError
from ..organisations.models import Organisation
from ..settings import LibrarySettings
from .models import Document, DocumentVersion
from .words import size_words

KEPT_SIZES = "kept_sizes"
FULL = (
    "{name} a {quota} pour ses documents et ses photos, et {used} sont pris : ce fichier n'y tient pas. Retirez-en "
    "d'anciens, ou demandez de la place à la coordination."
)
NO_ROOM = "La bibliothèque est pleine. Prévenez la coordination : elle peut retirer d'anciens documents."
VERSIONS = (
    select(Document.organisation_id, DocumentVersion.size)
    .join(Document, Document.id == DocumentVersion.document_id)
    .where(DocumentVersion.content_id.is_not(None))
)


def add_kept_sizes(config: Configurator, sizes: Select[Any]) -> None:
    """Configurator directive: rows of ``organisation_id`` and ``size``, in bytes, one for each thing that is kept."""
    config.registry[KEPT_SIZES].append(sizes)


class Room:
    """Room taken and left, in bytes. Each thing counts for its whole size, even when it shares a content: nobody learns
    from the room left that somebody else has the same file."""

    def __init__(self, session: Session, kept: Sequence[Select[Any]], settings: LibrarySettings):
        self._session = session
        self._sizes = union_all(*kept).subquery()
        self._settings = settings

    def of(self, organisation_id: int) -> tuple[int, int]:
        """What an organisation takes, and what it may take."""
        return self._taken(organisation_id), self._settings.organisation_quota

    def check(self, organisation: Organisation, size: int) -> None:
        """Whether ``size`` more bytes may be kept. Exact while the journal is held, which every addition does first.

        :raises DomainError: the organisation, or the whole storage, has no room left; about the field ``file``.
        """
        own, quota = self.of(organisation.id)
        if own + size > quota:
            name = organisation.short_name
            raise DomainError(FULL.format(name=name, quota=size_words(quota), used=size_words(own)), "file")
        if self._taken() + size > self._settings.quota:
            raise DomainError(NO_ROOM, "file")

    def _taken(self, organisation_id: int | None = None) -> int:
        total = select(func.coalesce(func.sum(self._sizes.c.size), 0))
        if organisation_id is not None:
            total = total.where(self._sizes.c.organisation_id == organisation_id)
        return int(self._session.scalar(total) or 0)
