"""Founding data: what an installation holds before anyone writes in it. Loading it again adds what is missing only."""

from __future__ import annotations

from sqlalchemy.orm import Session

from .charter.founding import load_charter
from .meetings.founding import load_meeting_kinds
from .organisations.founding import load_organisations
from .territory.founding import load_territory


def load_founding_data(session: Session) -> None:
    """Communes, sectors, the eleven associations and the six institutions (seed 000), the charter (seed 001), the kinds
    of meetings."""
    load_territory(session)
    load_organisations(session)
    load_charter(session)
    load_meeting_kinds(session)
