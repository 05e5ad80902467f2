"""The tables of plugins as the database knows them: their names, their columns, and those a plugin left behind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Date, Integer, MetaData, String, Table, inspect
from sqlalchemy.orm import Session

from ..db import PUBLIC_ID_LENGTH, new_public_id
from ..own_tables import OwnColumn, OwnTable

PREFIX = "ext_"
# An association's slug has no double hyphen: what follows the first double underscore is the table's own name.
BETWEEN = "__"
VERSIONS = "alembic"
TYPES = {"integer": Integer, "date": Date, "yes_no": Boolean}


def prefix_of(association: str) -> str:
    """What the names of all tables of an association's plugin begin with."""
    return f"{PREFIX}{association.replace('-', '_')}{BETWEEN}"


def table_name(association: str, name: str) -> str:
    return prefix_of(association) + name


def version_table(association: str) -> str:
    """Where the plugin's migrations note how far they went."""
    return table_name(association, VERSIONS)


def build_table(association: str, own: OwnTable) -> Table:
    """The table, outside the product's own metadata."""
    key = Column("id", String(PUBLIC_ID_LENGTH), primary_key=True, default=new_public_id)
    peer = [Column("peer", String(PUBLIC_ID_LENGTH), index=True)] if own.about_peers else []
    return Table(table_name(association, own.name), MetaData(), key, *peer, *map(_column, own.columns))


def _column(own: OwnColumn) -> Column[Any]:
    kind = String(own.longest) if own.kind == "text" else TYPES[own.kind]()
    return Column(own.name, kind, nullable=not own.required)


def tables_left(connection: Connection, association: str = "") -> list[Table]:
    """The tables of one plugin, or of all, that the database holds, whether or not anyone still declares them."""
    prefix = prefix_of(association) if association else PREFIX
    names = [name for name in inspect(connection).get_table_names() if name.startswith(prefix)]
    return reflect(connection, (name for name in sorted(names) if not name.endswith(BETWEEN + VERSIONS)))


def reflect(connection: Connection, names: Iterable[str]) -> list[Table]:
    found = MetaData()
    return [Table(name, found, autoload_with=connection) for name in names]


def about_peers(session: Session) -> list[Table]:
    """The tables of all plugins, active or gone, that name peers."""
    return [table for table in tables_left(session.connection()) if "peer" in table.columns]


def parts_of(name: str) -> tuple[str, str]:
    """The association's part of a table's name (with underscores), and the plugin's own name for it."""
    association, _, own = name.removeprefix(PREFIX).partition(BETWEEN)
    return association, own
