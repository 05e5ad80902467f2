"""Pages of reports, and the same reports as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from .collective import Statistics
from .presentation import as_document, as_table, chart_of, note_of, notes_of
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
    """The associations whose reports this person may see; straight to the reports when there is one, to the figures of
    the collective when there is none."""
    places = request.identity.organisations_for(Permission.VIEW_REPORTS)
    allowed = ASSOCIATIONS if places is None else ASSOCIATIONS.where(Organisation.id.in_(places))
    rows = request.db.execute(allowed).all()
    if not rows and request.identity.organisations_for(Permission.VIEW_STATISTICS) is not None:
        raise HTTPForbidden()
    if not rows:
        return HTTPSeeOther(request.route_path("statistics"))
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
    return _page(context, request, _built(context, request))


@view_config(route_name="report", request_param="format", renderer="reports/report.pt",
             permission=Permission.VIEW_REPORTS, request_method="GET")  # fmt: skip
def export(context: ReportsContext, request: Request) -> dict[str, Any] | Response:
    """The report as a file; its page, which says why, when it cannot be made."""
    built = _built(context, request)
    return _page(context, request, built) if built.unavailable else _file(request, built)


@view_config(route_name="statistics", renderer="reports/report.pt", permission=Permission.VIEW_STATISTICS,
             request_method="GET")  # fmt: skip
def statistics(request: Request) -> dict[str, Any]:
    """The figures of the whole collective."""
    service = request.service(Statistics)
    return _parts(_asked(request, service.build), service.years(), request.route_path("statistics"))


@view_config(route_name="statistics", request_param="format", permission=Permission.VIEW_STATISTICS,
             request_method="GET")  # fmt: skip
def export_statistics(request: Request) -> Response:
    return _file(request, _asked(request, request.service(Statistics).build))


def _built(context: ReportsContext, request: Request) -> Built:
    """:raises HTTPNotFound: no such report, no such year."""
    name, service = request.matchdict["report"], request.service(Reports)
    return _asked(request, lambda year: service.build(context.association, name, year))


def _asked(request: Request, build: Callable[[int], Built]) -> Built:
    """The report of the address's year, or of this one.

    :raises HTTPNotFound: no such report, no such year.
    """
    try:
        return build(int(request.GET.get("annee", str(today().year))))
    except (NoSuchReport, ValueError) as error:
        raise HTTPNotFound() from error


def _file(request: Request, built: Built) -> Response:
    if request.GET["format"] == "pdf":
        return document_response(report_pdf(as_document(built)))
    return export_response(request, as_table(built))


def _page(context: ReportsContext, request: Request, built: Built) -> dict[str, Any]:
    if built.unavailable:
        request.response.status_int = 503
    years, slug = request.service(Reports).years(context.association), context.association.slug
    here = request.route_path("report", slug=slug, report=request.matchdict["report"])
    above = (f"Rapports : {context.association.name}", request.route_path("reports", slug=slug))
    return {**_parts(built, years, here), "crumbs": [above, (built.title, None)]}


def _parts(built: Built, years: Sequence[int], here: str) -> dict[str, Any]:
    return {
        "built": built,
        "years": years,
        "here": here,
        "crumbs": None,
        "exports": EXPORTS,
        "chart_of": chart_of,
        "note_of": note_of,
        "notes": notes_of(built),
    }
