"""What a plugin's own page is about: its association."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from sqlalchemy import select

from ..organisations.models import Organisation
from ..security.acl import acl


class PluginContext:
    """The association a plugin works for; rights are those held on it."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request, slug: str):
        organisation_id = request.db.scalar(select(Organisation.id).where(Organisation.slug == slug))
        if organisation_id is None:
            raise HTTPNotFound()
        self.__acl__ = acl([organisation_id])

    @classmethod
    def of(cls, slug: str) -> Callable[[Request], PluginContext]:
        """A route's factory: the association is the plugin's, whatever the address says."""
        return lambda request: cls(request, slug)
