"""Loading the founding organisations (seed 000)."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..text import sort_key
from .models import Organisation

NAMES = {"apf77": "APF", "unafam77": "UNAFAM", "mdph77": "MDPH"}


def load_organisations(session: Session) -> None:
    """Add the organisations that are missing."""
    known = set(session.scalars(select(Organisation.slug)))
    for slug, name in NAMES.items():
        if slug not in known:
            kind = "institution" if slug == "mdph77" else "association"
            session.add(Organisation(slug=slug, kind=kind, name=name, short_name=name, sort_name=sort_key(name)))
