"""How a session reads: its programme, and what everyone who may come needs to know."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..enrolling.words import accesses, period, place
from ..text import capitalised, long_date
from .models import TrainingHalfDay, TrainingSession
from .vocabulary import half_day_words


def modules(half_days: Iterable[TrainingHalfDay]) -> list[tuple[str, list[str], bool]]:
    """Each module with its half-days in words, in the order they begin, and whether one of them is optional."""
    found: dict[str, tuple[list[str], list[bool]]] = {}
    for half_day in half_days:
        days, required = found.setdefault(half_day.module, ([], []))
        days.append(half_day_words(half_day.day, half_day.part))
        required.append(half_day.required)
    return [(name, days, not all(required)) for name, (days, required) in found.items()]


def facts(training: TrainingSession) -> list[tuple[str, Any]]:
    """What everyone who may come needs to know."""
    found = [
        ("Dates", capitalised(period(training.starts_on, training.ends_on))),
        ("Horaires", training.hours),
        ("Lieu", capitalised(place(training))),
        ("Accessibilité", accesses(training)),
        ("Animation", ", ".join(trainer.display_name for trainer in training.trainers)),
        ("Inscription jusqu'au", capitalised(long_date(training.enrol_until))),
    ]
    return [(term, value) for term, value in found if value]
