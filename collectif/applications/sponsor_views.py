"""The page by which an association sponsors a candidate."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from ..security.permissions import Permission
from .moves import VersionedForm
from .page import ApplicationPage
from .resources import ApplicationContext
from .services import Applications
from .sponsoring import MOVE, ApplicationSponsoring, sponsoring_schema
from .views import to_file
from .workflow import WORKFLOW


@view_config(route_name="application_sponsor", renderer="applications/sponsor.pt", permission=Permission.EDIT_ROSTER)
def sponsor(context: ApplicationContext, request: Request) -> Any:
    """What the association attests and promises; the candidate becomes a peer, in preparation."""
    application, transition = context.application, WORKFLOW.transitions[MOVE]
    request.service(Applications).check(application, MOVE)
    form = request.create_form(sponsoring_schema(request.db, application), submit=transition.label)
    act = request.service(ApplicationSponsoring).sponsor
    if VersionedForm(form, application).handle(lambda data: act(application, data)):
        request.flash(
            "success", "Le parrainage est enregistré. La personne est prévenue, et sa fiche est dans votre liste."
        )
        return to_file(request, application)
    return {"form": form, "file": ApplicationPage(request, application), "transition": transition}
