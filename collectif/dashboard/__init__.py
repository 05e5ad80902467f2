"""The first page after sign-in."""

from datetime import datetime

from pyramid.config import Configurator
from pyramid.request import Request

from ..accounts.resources import OwnAccount
from ..db import now
from ..security.permissions import Permission
from .services import Dashboards


def includeme(config: Configurator) -> None:
    started = now()
    config.add_service(Dashboards, lambda request: _dashboards(request, started))
    # Open to whoever is signed in: without a mandate it says what to do, and nothing else.
    config.add_route("dashboard", "/intranet", factory=OwnAccount)
    config.add_navigation("Accueil", "dashboard", Permission.USE_INTRANET, order=0, within="/intranet$")
    config.scan(".views")


def _dashboards(request: Request, started: datetime) -> Dashboards:
    return Dashboards(request.registry, request.db, request.extensions, started)
