"""Access and erasure in the tables of plugins, active or gone: the plugin may choose the words, never leave rows out.

A plugin that the settings name and that is out of order stops both with its cause, rather than half an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from .guard import PluginFault
from .store import opened
from .tables import about_peers, parts_of, prefix_of

if TYPE_CHECKING:
    from ..extension import Extensions, Plugin

EXPORT = "collectif_export_personal_data"
ERASE = "collectif_erase_personal_data"
Rows = list[dict[str, Any]]


def export_peer(session: Session, peer: str, extensions: Extensions | None = None) -> dict[str, Rows]:
    """Every row about a peer (public id), by table.

    :param extensions: whom to ask for words; without, rows are given as they are.
    :raises PluginFault: a plugin fails, or gives fewer rows than there are.
    """
    found = {table.name: _rows(session, table, peer) for table in about_peers(session)}
    for plugin in _concerned(extensions, found):
        told = _ask(session, extensions, plugin, EXPORT, peer)
        for name in [name for name in found if name.startswith(prefix_of(plugin.name))]:
            found[name] = _whole(plugin, name, found[name], told)
    return found


def erase_peer(session: Session, peer: str, extensions: Extensions | None = None) -> None:
    """Forget a peer (public id): as each plugin does it, else by deleting the rows.

    :raises PluginFault: a plugin fails, or still names the peer.
    """
    tables = {table.name: table for table in about_peers(session)}
    for plugin in _concerned(extensions, tables):
        if _ask(session, extensions, plugin, ERASE, peer) is not None:
            _check_forgotten(session, plugin, tables, peer)
    for table in tables.values():
        session.execute(delete(table).where(table.c.peer == peer))


def _concerned(extensions: Extensions | None, tables: Mapping[str, Any]) -> list[Plugin]:
    """The plugins of the settings whose tables these are."""
    plugins = extensions.plugins if extensions else []
    return [plugin for plugin in plugins if any(name.startswith(prefix_of(plugin.name)) for name in tables)]


def _ask(session: Session, extensions: Extensions | None, plugin: Plugin, hook: str, peer: str) -> Any:
    """What the plugin answers; ``None`` when it leaves it to the host."""
    assert extensions
    with opened(session, plugin.name, plugin.tables, dict, writing=hook == ERASE) as store:
        parts = extensions.ask(hook, association=plugin.name, peer=peer, store=store).parts
    return next((value for source, value in parts if source == plugin.name), None)


def _whole(plugin: Plugin, name: str, rows: Rows, told: Mapping[str, Any] | None) -> Rows:
    """:raises PluginFault: the plugin leaves rows out."""
    if told is None:
        return rows
    words = [dict(row) for row in told.get(parts_of(name)[1], ())]
    if len(words) < len(rows):
        raise PluginFault(f"L'extension « {plugin.name} » ne rend que {len(words)} lignes sur {len(rows)} de {name}.")
    return words


def _check_forgotten(session: Session, plugin: Plugin, tables: Mapping[str, Table], peer: str) -> None:
    """:raises PluginFault: a row of the plugin's still names the peer."""
    for name, table in tables.items():
        if not name.startswith(prefix_of(plugin.name)):
            continue
        if session.scalar(select(func.count()).select_from(table).where(table.c.peer == peer)):
            raise PluginFault(f"L'extension « {plugin.name} » nomme encore dans {name} la personne à oublier.")


def _rows(session: Session, table: Table, peer: str) -> Rows:
    return [dict(row) for row in session.execute(select(table).where(table.c.peer == peer)).mappings()]
