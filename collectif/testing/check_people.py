"""What a plugin keeps about people: it can be given back to them, and forgotten."""

from __future__ import annotations

import json

from sqlalchemy import MetaData, select

from ..privacy.services import PersonalData
from .site import MARK, Site


def check_personal_data(site: Site) -> None:
    """All that is kept about a peer is in their export; once they are erased it is nowhere any more."""
    (public_id,) = site.add_peers(1, mark=MARK)
    kept = _details(site)
    with site.session() as session:
        given = json.dumps(PersonalData(session).export("peer", public_id), default=str, ensure_ascii=False)
    lost = [value for value in kept if value not in given]
    assert not lost, f"gardé mais pas rendu à la personne : {lost}"
    with site.session() as session:
        PersonalData(session).erase("peer", public_id)
    left = sorted({table for table, row in _rows(site) if MARK in row})
    assert not left, f"reste après l'effacement de la personne, dans {', '.join(left)}"


def _details(site: Site) -> list[str]:
    """The answers kept in the association's own fields."""
    rows = [row for table, row in _rows(site, columns=("details",)) if table == "sponsorships"]
    assert rows
    values = json.loads(rows[0])
    return [text for value in values.values() for text in (value if isinstance(value, list) else [str(value)])]


def _rows(site: Site, columns: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Every row of every table as text; only these columns when they are given."""
    found = MetaData()
    with site.database.engine.connect() as connection:
        found.reflect(connection)
        return [
            (table.name, " ".join(_text(value) for value in row))
            for table in found.sorted_tables
            if not columns or set(columns) <= set(table.columns.keys())
            for row in connection.execute(select(*(table.c[name] for name in columns or table.columns.keys())))
        ]


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
