"""What the page of one document shows."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from ..organisations.models import Organisation
from ..security.permissions import Permission
from ..text import date_and_time
from .kinds import RECORDINGS
from .links import Linkable, find_linked
from .models import Document, DocumentVersion
from .queries import links_of
from .resources import DocumentContext
from .words import AUDIENCES, kind_and_size


class DocumentPage:
    """One document for one person."""

    def __init__(self, request: Request, context: DocumentContext):
        self._request = request
        self.document: Document = context.document
        self.latest: DocumentVersion = context.document.versions[0]
        self.status = AUDIENCES[context.document.audience]
        self.may_change = bool(request.has_permission(Permission.ADD_DOCUMENT, context))
        self.removed = context.document.removed_at is not None
        self.erased = self.latest.content_id is None
        self.what = kind_and_size(self.latest.kind, self.latest.size)
        self.recording = self.latest.kind in RECORDINGS

    @property
    def actions(self) -> list[tuple[str, str]]:
        """What this person may do to it, the usual one first."""
        if self.removed or not self.may_change:
            return []
        steps = (("Ajouter une version", "replace"), ("Modifier la fiche", "edit"), ("Retirer", "remove"))
        return [(label, self._url(f"intranet_document_{name}")) for label, name in steps]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        document = self.document
        organisation: Organisation = document.organisation
        facts = [
            ("Organisation", organisation.name),
            ("Dossier", document.folder.name if document.folder else ""),
            ("Étiquettes", ", ".join(tag.name for tag in document.tags)),
            ("Dernière version", f"{date_and_time(self.latest.added_at)}, {who(self.latest)}"),
            ("Antivirus", "fichier contrôlé" if self.latest.scanned else ""),
        ]
        return [(term, value) for term, value in facts if value]

    @property
    def versions(self) -> list[tuple[DocumentVersion, str, str, str]]:
        """Each version, the newest first: what it is, who added it, the address of its file."""
        return [(one, kind_and_size(one.kind, one.size), who(one), self._file(one)) for one in self.document.versions]

    @property
    def linked(self) -> list[tuple[Linkable, str, str, str]]:
        """Things it is tied to that this person may see: the thing, its address, its table and its public id."""
        found = [
            (find_linked(self._request, link.kind, link.public_id), link)
            for link in links_of(self._request.db, self.document)
        ]
        return [
            (thing, self._request.route_path(thing.route, **thing.values), link.kind, link.public_id)
            for thing, link in found
            if thing
        ]

    def _file(self, version: DocumentVersion) -> str:
        if self.removed or version.content_id is None:
            return ""
        return self._url("intranet_document_version", number=str(version.number))

    def _url(self, route: str, **values: str) -> str:
        return self._request.route_path(route, public_id=self.document.public_id, **values)


def who(version: DocumentVersion) -> str:
    return version.author.display_name if version.author else "quelqu'un qui n'a plus de compte"
