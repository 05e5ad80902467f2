"""What other rooms need to tie their own things to an action: documents."""

from __future__ import annotations

from pyramid.request import Request

from ..library.links import Linkable
from ..security.permissions import Permission
from .models import Action
from .queries import by_public_id

KIND = Action.__tablename__


def linked_action(request: Request, public_id: str) -> Linkable | None:
    """The action of this id, for whoever follows actions; those who may change it, and the coordination, tie to it."""
    if request.identity.organisations_for(Permission.VIEW_ACTION_FILES) is not None:
        return None
    action = by_public_id(request.db, public_id, locked=False)
    if action is None:
        return None
    place = {"public_id": public_id}
    return Linkable(f"Action : {action.title}", "intranet_action", place, may_tie(request, action))


def may_tie(request: Request, action: Action) -> bool:
    """Whether this person may tie a document to this action."""
    own = request.identity.organisations_for(Permission.EDIT_ACTION) or ()
    publishes = request.identity.organisations_for(Permission.PUBLISH_ACTION) is None
    return publishes or action.proposing_organisation_id in own
