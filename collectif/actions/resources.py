"""What the intranet's views about actions receive, with who may do what to it."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request

from ..security.acl import acl
from ..security.permissions import Permission
from . import queries
from .models import Action


class ProposalContext:
    """A new action: whoever may propose for one organisation at least may open the form."""

    def __init__(self, request: Request):
        identity = request.identity
        own = identity.organisations_for(Permission.PROPOSE_ACTION) if identity else ()
        self.__acl__ = acl(own or ())


class ActionContext:
    """One action, which belongs to the organisation that proposes it. A POST holds it until its transaction ends."""

    def __init__(self, action: Action):
        self.action = action
        self.__acl__ = acl([action.proposing_organisation_id])

    @classmethod
    def from_request(cls, request: Request) -> ActionContext:
        """:raises HTTPForbidden: nobody is signed in, whether the action exists or not; :raises HTTPNotFound: none."""
        if request.identity is None:
            raise HTTPForbidden()
        action = queries.by_public_id(request.db, request.matchdict["public_id"], locked=request.method == "POST")
        if action is None:
            raise HTTPNotFound()
        return cls(action)
