"""The pages about plugins, and the parts of their host (``collectif.extension``)."""

from pyramid.config import Configurator

from ..security.permissions import Permission
from .logos import ADDRESS


def includeme(config: Configurator) -> None:
    config.include("collectif.extension")
    config.add_route("extensions", "/intranet/admin/extensions")
    config.add_route("extension_reactivate", "/intranet/admin/extensions/{name}/reactiver")
    config.add_route("extension_colours", "/associations.css")
    config.add_route("extension_logo", ADDRESS + "{name}")
    config.add_navigation("Extensions", "extensions", Permission.VIEW_EXTENSIONS, order=80)
    config.scan(".views")
