"""The charter: its versions, who signed it, and the proof that they did."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
