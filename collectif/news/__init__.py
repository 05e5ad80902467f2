"""News of the collective and of its organisations."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
