"""Who sees which documents, in the same words for one document and for lists of them.

The people of an organisation see its own documents; whoever opens the library sees those of the collective; everyone
sees the public ones. Making a document public, or changing a public one, is the coordination's alone (rule 13).
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_

from ..security.identity import Identity
from ..security.permissions import Permission
from .models import Document


def opens_library(identity: Identity | None) -> bool:
    return identity is not None and identity.organisations_for(Permission.VIEW_LIBRARY) is None


def publishes(identity: Identity | None) -> bool:
    """Whether this person may show documents to everyone, and arranges the folders."""
    return identity is not None and identity.organisations_for(Permission.MANAGE_LIBRARY) is None


def own_organisations(identity: Identity) -> frozenset[int]:
    """The organisations whose own documents this person sees."""
    return identity.own_organisations(Permission.VIEW_LIBRARY)


def adding_organisations(identity: Identity) -> frozenset[int]:
    """The organisations for which this person may add documents: those of their mandates, never others."""
    return identity.own_organisations(Permission.ADD_DOCUMENT)


def visible_to(identity: Identity | None) -> ColumnElement[bool]:
    """The documents this person, or a visitor, may see."""
    public = Document.audience == "public"
    if identity is None or not opens_library(identity):
        return public
    return or_(public, Document.audience == "collective", Document.organisation_id.in_(own_organisations(identity)))


def sees(identity: Identity | None, document: Document) -> bool:
    """:func:`visible_to`, for one document."""
    if document.audience == "public":
        return True
    if identity is None or not opens_library(identity):
        return False
    return document.audience == "collective" or document.organisation_id in own_organisations(identity)
