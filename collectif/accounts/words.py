"""Mandates, said to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..security.permissions import Role
from ..text import short_date, today
from ..workflow import Status

STATUSES = {
    "future": Status("future", "à venir", "info", "clock"),
    "current": Status("current", "en cours", "success", "check"),
    "ended": Status("ended", "terminé", "neutral", "stop"),
}


@dataclass(frozen=True)
class MandateRow:
    """One line of a list of mandates."""

    public_id: str
    label: str
    dates: str
    status: Status
    can_end: bool


def mandate_label(role: str, organisation: str | None) -> str:
    """« référent de structure, APF77 »."""
    return f"{Role(role).label}, {organisation}" if organisation else Role(role).label


def mandate_dates(starts_on: date, ends_on: date | None) -> str:
    """« du 1er mars 2027 au 30 juin 2027 », « depuis le … »."""
    if ends_on == starts_on:
        return f"le {short_date(starts_on)}"
    if ends_on:
        return f"du {short_date(starts_on)} au {short_date(ends_on)}"
    return f"{'à partir du' if starts_on > today() else 'depuis le'} {short_date(starts_on)}"


def mandate_state(starts_on: date, ends_on: date | None) -> str:
    """``future``, ``current`` or ``ended``; the last day is still current."""
    if ends_on and ends_on < today():
        return "ended"
    return "future" if starts_on > today() else "current"


def mandate_rows(rows: Iterable[Any]) -> list[MandateRow]:
    """Rows of :func:`collectif.accounts.queries.mandates_of`, in words."""
    return [_row(*row) for row in rows]


def _row(public_id: str, role: str, organisation: str | None, starts_on: date, ends_on: date | None) -> MandateRow:
    state = mandate_state(starts_on, ends_on)
    dates = mandate_dates(starts_on, ends_on)
    return MandateRow(public_id, mandate_label(role, organisation), dates, STATUSES[state], state != "ended")
