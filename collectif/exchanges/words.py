"""How a session reads: what everyone who may come needs to know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..enrolling.words import accesses, place
from ..enrolling.workflow import OPEN, PLANNED
from ..text import capitalised, long_date, number, plural
from .models import ExchangeSession
from .vocabulary import AUDIENCES, KINDS

COORDINATION = "La coordination MDPH 77"


def organiser(event: ExchangeSession) -> str:
    return event.organisation.short_name or event.organisation.name if event.organisation else COORDINATION


def facilitation(event: ExchangeSession) -> str:
    """Who leads it: an account's name, free words, or both."""
    names = [event.facilitator.display_name if event.facilitator else "", event.facilitator_words]
    return ", ".join(name for name in names if name)


def when(event: ExchangeSession) -> str:
    """``Mardi 12 janvier 2027, de 14 h à 16 h``."""
    return f"{capitalised(long_date(event.starts_on))}, {event.hours}"


def facts(event: ExchangeSession) -> list[tuple[str, Any]]:
    """What everyone who may come needs to know."""
    found = [
        ("Quand", when(event)),
        ("Lieu", capitalised(place(event))),
        ("Accessibilité", accesses(event)),
        ("Nature", KINDS[event.kind]),
        ("Pour qui", AUDIENCES[event.audience]),
        ("Organisée par", organiser(event)),
        ("Animation", facilitation(event)),
        ("Inscription jusqu'au", capitalised(long_date(event.enrol_until)) if event.state in (PLANNED, OPEN) else ""),
    ]
    return [(term, value) for term, value in found if value]


def length(event: ExchangeSession) -> float:
    """How many hours it lasts."""
    midnight = datetime.min
    lasts = datetime.combine(midnight, event.ends) - datetime.combine(midnight, event.begins)
    return round(lasts.total_seconds() / 3600, 2)


def hours_words(hours: float) -> str:
    """``2 heures``, ``1 h 30``."""
    whole, minutes = divmod(round(hours * 60), 60)
    return f"{number(whole)} h {minutes:02d}" if minutes else plural(whole, "heure")
