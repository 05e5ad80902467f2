"""What pages about documents are about, with who may do what to it."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select

from ..security.acl import acl
from .models import Document, DocumentVersion, Folder
from .public import check_public
from .queries import find_document
from .rights import adding_organisations, opens_library, sees


class AddContext:
    """A new document: whoever may add one for one organisation at least may open the form."""

    def __init__(self, request: Request):
        self.__acl__ = acl(adding_organisations(request.identity) if request.identity else ())


class DocumentContext:
    """One document, as someone of the library sees it; for those who may not see it, it does not exist.

    Its organisation's people change it, and the coordination; a public one, only the coordination.
    """

    def __init__(self, request: Request):
        identity = request.identity
        if identity is None:
            raise HTTPForbidden()
        locked = request.method == "POST"
        document = find_document(request.db, request.matchdict["public_id"], locked=locked)
        if document is None or (opens_library(identity) and not sees(identity, document)):
            raise HTTPNotFound()
        self.document = document
        self.__acl__ = acl([] if document.audience == "public" else [document.organisation_id])


class VersionContext(DocumentContext):
    """One version of one document: an earlier one is named by its number, the latest by the document alone."""

    def __init__(self, request: Request):
        super().__init__(request)
        self.version = _version(self.document, request.matchdict.get("number"))


class PublicContext:
    """One document as everyone sees it: it answers 410 once it was public and is no more (rule 14)."""

    __acl__ = acl()

    def __init__(self, request: Request):
        document = find_document(request.db, request.matchdict["public_id"], authors=False)
        if document is None or document.published_at is None:
            raise HTTPNotFound()
        check_public(document)
        self.document = document
        self.version = document.versions[0]


class FolderContext:
    """One folder of the tree."""

    __acl__ = acl()

    def __init__(self, request: Request):
        folder = request.db.scalar(select(Folder).where(Folder.public_id == request.matchdict["folder"]))
        if folder is None:
            raise HTTPNotFound()
        self.folder: Folder = folder
        above = request.db.get(Folder, folder.parent_id) if folder.parent_id else None
        self.parent = above.public_id if above else ""


def _version(document: Document, number: str | None) -> DocumentVersion:
    """:raises HTTPNotFound: the document has no version of this number."""
    if number is None:
        return document.versions[0]
    for version in document.versions:
        if str(version.number) == number:
            return version
    raise HTTPNotFound()
