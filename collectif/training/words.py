"""How a session reads: its days, its place, what it offers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ..text import capitalised, long_date, plural
from .models import TrainingHalfDay, TrainingSession
from .vocabulary import ACCESSES, half_day_words


def period(starts_on: date, ends_on: date) -> str:
    """``le jeudi 14 janvier 2027`` or ``du … au …``."""
    if starts_on == ends_on:
        return f"le {long_date(starts_on)}"
    return f"du {long_date(starts_on)} au {long_date(ends_on)}"


def place(training: TrainingSession) -> str:
    """Where it takes place, in one line."""
    parts = [training.place_name, training.place_address, training.commune.name if training.commune else ""]
    where = ", ".join(part for part in parts if part)
    if not training.remote:
        return where or "à préciser"
    return f"à distance, ou sur place : {where}" if where else "à distance"


def places_left(free: int, waiting: int) -> str:
    """``3 places libres``, or how many people wait."""
    if free > 0:
        return plural(free, "place libre", "places libres")
    if waiting:
        return f"aucune place libre, {plural(waiting, 'personne')} en liste d'attente"
    return "aucune place libre"


def accesses(training: TrainingSession) -> list[str]:
    """What makes it accessible, in the order of the closed list."""
    names = {access.name for access in training.accesses}
    return [label for name, label in ACCESSES.items() if name in names]


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
        ("Accessibilité", ", ".join(accesses(training)) or "Rien n'est indiqué : demandez à la coordination."),
        ("Animation", ", ".join(trainer.display_name for trainer in training.trainers)),
        ("Inscription jusqu'au", capitalised(long_date(training.enrol_until))),
    ]
    return [(term, value) for term, value in found if value]
