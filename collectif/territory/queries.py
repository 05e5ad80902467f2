"""Questions asked about the territory, from other rooms too."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from .directory import Directory
from .models import Commune, Sector

COMMUNES = select(Commune.code, Commune.name, Commune.postal_code).order_by(Commune.sort_name)
SECTORS = select(Sector.slug, Sector.name).order_by(Sector.name)


def commune_choices(session: Session) -> list[tuple[str, str]]:
    """Every commune as ``(INSEE code, name)``, by name."""
    return [(row.code, row.name) for row in session.execute(COMMUNES)]


def sector_choices(session: Session) -> list[tuple[str, str]]:
    """Every sector as ``(slug, name)``, by name."""
    return [(row.slug, row.name) for row in session.execute(SECTORS)]


def sector_slugs(session: Session) -> list[str]:
    """Every sector's slug, by name."""
    return [slug for slug, _ in sector_choices(session)]


def commune_directory(session: Session) -> Directory:
    """The communes, ready to be looked for by what people type: one query."""
    return Directory(session.execute(COMMUNES))
