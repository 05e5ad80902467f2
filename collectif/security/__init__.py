"""Rights: permissions, roles, identity, policy, security headers."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include(".policy")
    config.include(".headers")
