"""The three gates together: who may be active, what is missing, and what shows it."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
