"""Communes and sectors: data that other rooms ask for; no page of its own."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Nothing to route: see :mod:`.queries` and :mod:`.schemas`."""
