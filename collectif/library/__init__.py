"""Documents of the collective, kept by their content, in versions."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
