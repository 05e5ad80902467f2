"""People who sign in: accounts, sessions, mandates."""

from pyramid.config import Configurator

from .sessions import load_identity


def includeme(config: Configurator) -> None:
    config.set_identity_loader(load_identity)
    config.add_route("sign_in", "/connexion")
    config.add_route("sign_out", "/deconnexion")
