"""People who sign in: accounts, sessions, mandates."""

from pyramid.config import Configurator
from pyramid.request import Request

from .authentication import Authentication
from .sessions import load_identity
from .throttle import Throttle


def includeme(config: Configurator) -> None:
    config.set_identity_loader(load_identity)
    config.add_route("sign_in", "/connexion")
    config.add_route("sign_out", "/deconnexion")
    config.add_service(Throttle, _throttle)
    config.add_service(Authentication, _authentication)
    config.scan(".views")


def _throttle(request: Request) -> Throttle:
    return Throttle(request.registry["database"], request.registry.settings["collectif.settings"].secret)


def _authentication(request: Request) -> Authentication:
    registry = request.registry
    return Authentication(registry["database"], request.service(Throttle), registry["journal"])
