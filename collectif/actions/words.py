"""How an action reads: its dates, its organisations, its facts."""

from __future__ import annotations

import re
from datetime import date

from ..text import long_date, sort_key
from .queries import NAMES_SEPARATOR

EMPTY_LINES = re.compile(r"\n\s*\n")


def period(starts_on: date | None, ends_on: date | None) -> str:
    """``le jeudi 14 janvier 2027`` or ``du … au …``; words too when no date is known."""
    if starts_on is None:
        return "à préciser"
    if ends_on is None or ends_on == starts_on:
        return f"le {long_date(starts_on)}"
    return f"du {long_date(starts_on)} au {long_date(ends_on)}"


def split_names(names: str | None) -> list[str]:
    """The names of one aggregated value, in the order French readers expect."""
    return sorted((names or "").split(NAMES_SEPARATOR), key=sort_key)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: what an empty line separates."""
    return [part.strip() for part in EMPTY_LINES.split(text) if part.strip()]
