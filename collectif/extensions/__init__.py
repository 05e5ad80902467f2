"""The page of plugins, and the parts of their host (``collectif.extension``)."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    config.include("collectif.extension")
