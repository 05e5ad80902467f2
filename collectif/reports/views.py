"""Pages of reports, and the same reports as files."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config
from sqlalchemy import select

from ..documents import FORMATS, report_pdf
from ..exports import document_response, export_response
from ..extensions.page_views import page_links
from ..organisations.models import Organisation
from ..security.permissions import Permission
from ..text import today
from .presentation import NOTES, as_document, as_table, chart_of, note_of
from .resources import ReportsContext
from .services import Built, NoSuchReport, Reports

EXPORTS = (*((name, one.label) for name, one in FORMATS.items()), ("pdf", "PDF"))
ASSOCIATIONS = (
    select(Organisation.slug, Organisation.name)
    .where(Organisation.kind == "association")
    .order_by(Organisation.sort_name)
)


@view_config(
    route_name="reports_home",
    renderer="reports/associations.pt",
    permission=Permission.USE_INTRANET,
    request_method="GET",
)
def associations(request: Request) -> dict[str, Any] | Response:
    """The associations whose reports this person may see; straight to the reports when there is one."""
    places = request.identity.organisations_for(Permission.VIEW_REPORTS)
    allowed = ASSOCIATIONS if places is None else ASSOCIATIONS.where(Organisation.id.in_(places))
    rows = request.db.execute(allowed).all()
    if not rows:
        raise HTTPForbidden()
    if len(rows) == 1:
        return HTTPSeeOther(request.route_path("reports", slug=rows[0].slug))
    return {"associations": rows}


@view_config(route_name="reports", renderer="reports/list.pt", permission=Permission.VIEW_REPORTS, request_method="GET")
def reports(context: ReportsContext, request: Request) -> dict[str, Any]:
    answer = request.service(Reports).of(context.association)
    return {
        "association": context.association,
        "reports": [report for _, report in answer.items],
        "unavailable": answer.unavailable,
        "pages": page_links(request, context.association.slug),
    }


@view_config(
    route_name="report", renderer="reports/report.pt", permission=Permission.VIEW_REPORTS, request_method="GET"
)
def report(context: ReportsContext, request: Request) -> dict[str, Any]:
    built = _built(context, request)
    return _page(context, request, built)


@view_config(route_name="report", request_param="format", renderer="reports/report.pt",
             permission=Permission.VIEW_REPORTS, request_method="GET")  # fmt: skip
def export(context: ReportsContext, request: Request) -> dict[str, Any] | Response:
    """The report as a file; its page, which says why, when it cannot be made."""
    built = _built(context, request)
    if built.unavailable:
        return _page(context, request, built)
    if request.GET["format"] == "pdf":
        return document_response(report_pdf(as_document(built)))
    return export_response(request, as_table(built))


def _built(context: ReportsContext, request: Request) -> Built:
    """:raises HTTPNotFound: no such report, no such year."""
    year = request.GET.get("annee", str(today().year))
    try:
        return request.service(Reports).build(context.association, request.matchdict["report"], int(year))
    except (NoSuchReport, ValueError) as error:
        raise HTTPNotFound() from error


def _page(context: ReportsContext, request: Request, built: Built) -> dict[str, Any]:
    if built.unavailable:
        request.response.status_int = 503
    return {
        "association": context.association,
        "built": built,
        "years": request.service(Reports).years(context.association),
        "exports": EXPORTS,
        "chart_of": chart_of,
        "note_of": note_of,
        "notes": NOTES,
    }
