"""Which sponsorships a report counts, and on which days they were in force."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from ..peers.models import Sponsorship

REAL = Sponsorship.state.in_(("active", "ended")) & or_(
    Sponsorship.state == "active", Sponsorship.ended_on.is_not(None)
)


def there_on(day: date | Any) -> ColumnElement[bool]:
    """Sponsorships in force at the end of ``day``, a day or a column of days."""
    return and_(Sponsorship.started_on <= day, or_(Sponsorship.ended_on.is_(None), Sponsorship.ended_on > day))
