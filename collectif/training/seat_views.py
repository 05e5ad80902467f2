"""The places of trainings, for oneself, for a peer, or by the link of an offer."""

from __future__ import annotations

from typing import Any

from ..enrolling.views import SeatViews
from . import words
from .enrolments import Enrolments


class TrainingSeats(SeatViews):
    service_class = Enrolments

    def facts(self) -> list[tuple[str, Any]]:
        return words.facts(self.event)
