"""Actions of the collective, from an idea to the public."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
    config.add_route("actions", "/actions")
    config.add_route("actions_atom", "/actions.atom")
    config.add_route("action", "/actions/{slug}")
