"""Closed lists about trainings: what is stored, and the words people read."""

from __future__ import annotations

from datetime import date

from ..text import long_date

KINDS = {"initial": "Formation obligatoire", "renewal": "Renouvellement"}
PARTS = {"morning": "matin", "afternoon": "après-midi"}


def half_day_words(day: date, part: str) -> str:
    """``jeudi 14 janvier 2027, matin``."""
    return f"{long_date(day)}, {PARTS[part]}"
