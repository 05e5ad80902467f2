"""Append-only, hash-chained audit trail."""

from pyramid.config import Configurator
from pyramid.request import Request

from ..db import SAFE_METHODS
from ..security.permissions import Permission
from .services import SYSTEM, Journal, Recorder

__all__ = ["SYSTEM", "Journal", "Recorder", "includeme"]


def recorder(request: Request) -> Recorder:
    """Request property ``request.journal``: the journal, written in the name of whoever is signed in."""
    actor = request.identity.public_id if request.identity else SYSTEM
    registry = request.registry
    writing = request.method not in SAFE_METHODS
    return Recorder(registry["journal"], registry["database"], request.db, actor, writing=writing)


def includeme(config: Configurator) -> None:
    config.registry["journal"] = Journal(config.registry.settings["collectif.settings"].journal_key)
    config.add_request_method(recorder, "journal", reify=True)
    config.add_route("journal", "/intranet/admin/journal")
    config.add_route("journal_verify", "/intranet/admin/journal/verification")
    config.add_navigation("Journal", "journal", Permission.VIEW_JOURNAL, order=84)
    config.scan(".views")
