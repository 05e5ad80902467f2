"""Pages of the closing report: written, printed; published by the move ``review``."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..editing import edit as edit_with_version
from ..exports import document_response
from ..security.permissions import Permission
from . import follow_queries, public
from .closing import Closing, report_values
from .closing_paper import report_pdf
from .closing_schemas import ReportSchema
from .follow_page import IndicatorView
from .pages import back, form_page
from .resources import ActionContext

LEAD = "Il devient public quand la coordination le publie, avec l'action."


@view_config(route_name="report_write", renderer="actions/form.pt", permission=Permission.FOLLOW_ACTION)
def write(context: ActionContext, request: Request) -> dict[str, Any] | Response:
    action, service = context.action, request.service(Closing)
    service.check(action)
    form = request.create_form(ReportSchema(), submit="Enregistrer le bilan")
    if edit_with_version(form, action, report_values, lambda data: service.write(action, data)):
        return back(request, action, "Le bilan est enregistré.", "bilan")
    return form_page(request, form, action, "Écrire le bilan", LEAD)


@view_config(route_name="report_pdf", permission=Permission.VIEW_ACTION_FILES, request_method="GET")
def paper(context: ActionContext, request: Request) -> Response:
    views = [IndicatorView(one) for one in follow_queries.indicators(request.db, context.action.id)]
    return document_response(report_pdf(context.action, views, public=False))


@view_config(route_name="public_report_pdf", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def public_paper(request: Request) -> Response:
    """The report of a public action, once it is told; before, there is none (404); withdrawn, its reason (410)."""
    found = public.find(request.db, request.matchdict["slug"])
    if found is None or found.state != "reviewed":
        raise HTTPNotFound()
    action = follow_queries.whole(request.db, found.public_id)
    views = [IndicatorView(one) for one in follow_queries.indicators(request.db, action.id, public=True)]
    return document_response(report_pdf(action, views, public=True))
