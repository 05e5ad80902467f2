"""The first page after sign-in."""

from pyramid.config import Configurator

from ..security.permissions import Permission


def includeme(config: Configurator) -> None:
    config.add_route("dashboard", "/intranet")
    config.add_navigation("Accueil", "dashboard", Permission.USE_INTRANET, order=0)
    config.scan(".views")
