"""What the site writes to peers about trainings."""

from __future__ import annotations

from ..enrolling.letters import SeatLetters
from .room import ROOM


class Letters(SeatLetters):
    """Letters about trainings, those of their places included."""

    room = ROOM
