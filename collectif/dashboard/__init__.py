"""The first page after sign-in."""

from pyramid.config import Configurator

from ..accounts.resources import OwnAccount
from ..db import now
from ..security.permissions import Permission
from .services import Dashboards


def includeme(config: Configurator) -> None:
    started = now()
    config.add_service(Dashboards, lambda request: Dashboards(request.db, request.extensions, started))
    # Open to whoever is signed in: without a mandate it says what to do, and nothing else.
    config.add_route("dashboard", "/intranet", factory=OwnAccount)
    config.add_navigation("Accueil", "dashboard", Permission.USE_INTRANET, order=0, within="/intranet$")
    config.scan(".views")
