"""What views about applications receive: an application by its candidate's link, or by those who answer it."""

from __future__ import annotations

from functools import cached_property

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request

from ..db import SAFE_METHODS
from ..security.acl import acl
from ..security.permissions import Permission
from . import queries
from .links import ApplicationLinks
from .models import Application


class LinkContext:
    """The application of a candidate's link. It is looked for when a view asks, after the attempts were counted."""

    __parent__ = None
    __name__ = None
    __acl__ = acl()

    def __init__(self, request: Request):
        self._request = request
        self.token: str = request.matchdict["token"]

    @cached_property
    def application(self) -> Application:
        """:raises DeadApplicationLink: the link does not work, or no longer."""
        locked = self._request.method not in SAFE_METHODS
        return self._request.service(ApplicationLinks).find(self.token, locked=locked)


class DeskContext:
    """Applications in general: whoever answers those of one association at least may open the list and the form."""

    __parent__ = None
    __name__ = None

    def __init__(self, request: Request):
        identity = request.identity
        own = identity.organisations_for(Permission.VIEW_APPLICATIONS) if identity else ()
        self.__acl__ = acl(own or ())


class ApplicationContext:
    """One application that was sent, which belongs to the association it is addressed to, if any."""

    __parent__ = None
    __name__ = None

    def __init__(self, application: Application):
        self.application = application
        place = application.organisation_id
        self.__acl__ = acl([] if place is None else [place])

    @classmethod
    def from_request(cls, request: Request) -> ApplicationContext:
        """:raises HTTPForbidden: nobody is signed in, whether it exists or not; :raises HTTPNotFound: none."""
        if request.identity is None:
            raise HTTPForbidden()
        locked = request.method not in SAFE_METHODS
        application = queries.by_public_id(request.db, request.matchdict["public_id"], locked=locked)
        if application is None:
            raise HTTPNotFound()
        return cls(application)
