"""Migrations of plugins: each has a line of its own, in its package, and touches nothing but its own tables.

A plugin's revisions are noted in a table of its own, not in the product's: a plugin that is removed leaves its tables
where they are, and the product's migrations go on as if it had never been there.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from .tables import prefix_of, table_name, version_table

if TYPE_CHECKING:
    from ..extension import Plugin

FOLDER = "migrations"
Shape = dict[str, tuple[str, ...]]


class MigrationFault(Exception):
    """A plugin's migrations did what they may not, or not what the plugin says; the message is French."""


def owners(plugins: Iterable[Plugin]) -> list[Plugin]:
    """The active plugins that own tables."""
    return [plugin for plugin in plugins if plugin.tables and not plugin.cause]


def upgrade(engine: Engine, plugin: Plugin) -> None:
    """Bring the plugin's tables up to date, all in one transaction.

    :raises MigrationFault: nothing is changed then.
    """
    _move(engine, plugin, "head")


def downgrade(engine: Engine, plugin: Plugin) -> None:
    """Take the plugin's tables away, with what they hold."""
    _move(engine, plugin, "base")


def is_current(engine: Engine, plugin: Plugin) -> bool:
    """Whether the plugin's tables stand at their newest migration."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": version_table(plugin.name)})
        return set(context.get_current_heads()) == set(_scripts(plugin).get_heads())


def _scripts(plugin: Plugin) -> ScriptDirectory:
    folder = Path(plugin.module.__file__).parent / FOLDER
    if not folder.is_dir():
        raise MigrationFault(f"L'extension « {plugin.name} » a des tables, et pas de dossier « {FOLDER} ».")
    return ScriptDirectory(str(folder), version_locations=[str(folder)])


def _move(engine: Engine, plugin: Plugin, target: str) -> None:
    with engine.begin() as connection:
        before = _shape(connection)
        try:
            _run(connection, plugin, target)
        except MigrationFault:
            raise
        except Exception as error:
            raise MigrationFault(f"Les migrations de « {plugin.name} » échouent : {error}") from error
        _check(plugin, before, _shape(connection), gone=target == "base")


def _run(connection: Connection, plugin: Plugin, target: str) -> None:
    script = _scripts(plugin)

    def steps(revision: Any, context: Any) -> Any:
        move = script._downgrade_revs if target == "base" else script._upgrade_revs
        return move(target, revision)

    with EnvironmentContext(Config(), script, fn=steps, destination_rev=target) as environment:
        environment.configure(connection=connection, version_table=version_table(plugin.name))
        with environment.begin_transaction():
            environment.run_migrations()


def _shape(connection: Connection) -> Shape:
    """Every table and its columns."""
    inspector = inspect(connection)
    return {name: tuple(one["name"] for one in inspector.get_columns(name)) for name in inspector.get_table_names()}


def _check(plugin: Plugin, before: Shape, after: Shape, *, gone: bool) -> None:
    """:raises MigrationFault: another table was touched, or the plugin's own are not what it says."""
    own = {table_name(plugin.name, name): set(table.column_names) for name, table in plugin.tables.items()}
    others = {name for name in {*before, *after} if not name.startswith(prefix_of(plugin.name))}
    touched = sorted(name for name in others if before.get(name) != after.get(name))
    if touched:
        raise MigrationFault(f"L'extension « {plugin.name} » touche à ce qui n'est pas à elle : {', '.join(touched)}.")
    wrong = [name for name, columns in own.items() if set(after.get(name, ())) != (set() if gone else columns)]
    if wrong:
        raise MigrationFault(f"L'extension « {plugin.name} » ne fait pas les tables qu'elle dit : {', '.join(wrong)}.")
