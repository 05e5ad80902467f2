"""Room not furnished yet."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
