"""Yearly reports of associations and of the collective: figures only, small numbers hidden, never a list of people."""

from pyramid.config import Configurator

from ..security.permissions import Permission
from . import defaults
from .collective import Statistics
from .resources import ReportsContext
from .services import Reports


def includeme(config: Configurator) -> None:
    reports = "/intranet/associations/{slug}/rapports"
    config.registry["extensions"].add_default(defaults)
    config.add_service(Reports, lambda request: Reports(request.db, request.extensions))
    config.add_service(Statistics, lambda request: Statistics(request.db))
    config.add_route("statistics", "/intranet/statistiques")
    config.add_route("reports_home", "/intranet/rapports")
    config.add_route("reports", reports, factory=ReportsContext)
    config.add_route("report", reports + "/{report}", factory=ReportsContext)
    within = "/intranet/((associations/[^/]+/)?rapports|statistiques)"
    config.add_navigation("Rapports", "reports_home", Permission.VIEW_STATISTICS, order=40, within=within)
    config.scan(".views")
