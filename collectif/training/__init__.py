"""The mandatory training: sessions, places, waiting list, attendance, certificate."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
