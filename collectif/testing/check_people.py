"""What a plugin keeps about people: it can be given back to them, and forgotten."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import MetaData, select

from ..extensions import migrations
from ..extensions.backup import everything_of
from ..extensions.store import opened
from ..extensions.tables import table_name
from ..own_tables import OwnColumn
from ..privacy.services import PersonalData
from ..text import today
from .site import MARK, Site


def check_personal_data(site: Site) -> None:
    """All that is kept about a peer is in their export; once they are erased it is nowhere any more."""
    (public_id,) = site.add_peers(1, mark=MARK)
    fill_tables(site, public_id)
    kept = _details(site)
    with site.session() as session:
        rows = PersonalData(session, site.extensions).export("peer", public_id)
    given = json.dumps(rows, default=str, ensure_ascii=False)
    lost = [value for value in kept if value not in given]
    assert not lost, f"gardé mais pas rendu à la personne : {lost}"
    short = [name for name in _about_peers(site) if not rows.get(table_name(site.name, name))]
    assert not short, f"des lignes ne sont pas rendues à la personne : {short}"
    with site.session() as session:
        PersonalData(session, site.extensions).erase("peer", public_id)
    left = sorted({table for table, row in _rows(site) if MARK in row})
    assert not left, f"reste après l'effacement de la personne, dans {', '.join(left)}"


def check_tables(site: Site) -> None:
    """Its migrations go down and up again; what it keeps can be taken out when it is no longer there."""
    plugin, engine = site.plugin, site.database.engine
    if not plugin.tables:
        return
    (public_id,) = site.add_peers(1)
    fill_tables(site, public_id)
    with site.session() as session:
        kept = everything_of(session, site.name)
    assert kept is not None
    lost = [name for name in plugin.tables if not kept["tables"].get(name)]
    assert not lost, f"ne se retrouve pas sans l'extension : {lost}"
    migrations.downgrade(engine, plugin)
    migrations.upgrade(engine, plugin)


def fill_tables(site: Site, public_id: str) -> None:
    """One row in each of the plugin's tables, about this peer where it is about peers."""
    tables = site.plugin.tables
    with site.session() as session, opened(session, site.name, tables, lambda: {public_id: ""}, writing=True) as store:
        for name, table in tables.items():
            values = {column.name: _value(column) for column in table.columns}
            store.add(name, **values, **({"peer": public_id} if table.about_peers else {}))


def _value(column: OwnColumn) -> Any:
    words = MARK if column.personal else "Essai"
    return {"text": words[: column.longest], "integer": 3, "date": today(), "yes_no": True}[column.kind]


def _about_peers(site: Site) -> list[str]:
    return [name for name, table in site.plugin.tables.items() if table.about_peers]


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
