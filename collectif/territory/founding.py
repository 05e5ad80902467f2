"""Loading the communes and the sectors, and following the data file when it changes."""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from ..text import slugify, sort_key
from .models import Commune, Sector

COMMUNES = Path(str(files("collectif.territory") / "data" / "communes-77.csv"))


def read_communes(path: Path = COMMUNES) -> list[dict[str, str]]:
    """The rows of the data file; its columns are described in ``data/SOURCE.md``."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def load_territory(session: Session, path: Path = COMMUNES) -> None:
    """Add what is missing, correct what the file says otherwise; a commune that left the file stays."""
    rows = read_communes(path)
    sectors = _load_sectors(session, sorted({row["arrondissement"] for row in rows}))
    known = _known_communes(session)
    wanted = [_commune(row, sectors) for row in rows]
    missing = [values for values in wanted if values["code"] not in known]
    changed = [values for values in wanted if known.get(values["code"], values) != values]
    if missing:
        session.execute(insert(Commune), missing)
    if changed:
        session.execute(update(Commune), changed)


def _known_communes(session: Session) -> dict[str, dict[str, Any]]:
    rows = session.execute(select(Commune.__table__)).mappings()
    return {row["code"]: dict(row) for row in rows}


def _load_sectors(session: Session, names: list[str]) -> dict[str, int]:
    """The arrondissements as sectors. :returns: their ids by name."""
    known = {sector.slug: sector for sector in session.scalars(select(Sector))}
    for name in names:
        known.setdefault(slugify(name), Sector(slug=slugify(name), name=name))
    session.add_all(known.values())
    session.flush()
    return {name: known[slugify(name)].id for name in names}


def _commune(row: dict[str, str], sectors: dict[str, int]) -> dict[str, Any]:
    return {
        "code": row["code"],
        "name": row["name"],
        "sort_name": sort_key(row["name"]),
        "population": int(row["population"]),
        "postal_code": row["postal_code"],
        "sector_id": sectors[row["arrondissement"]],
    }
