"""Applications: someone asks to become a peer, and follows what becomes of it."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
