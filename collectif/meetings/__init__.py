"""Meetings of the collective: agenda, notice, attendance, quorum, votes, minutes, decisions."""

from pyramid.config import Configurator


def includeme(config: Configurator) -> None:
    """Routes of the room."""
