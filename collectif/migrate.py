"""Bringing a database up to date, and writing the next migration."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

# Not a package: an ``__init__.py`` in ``alembic/`` would shadow the library. A wheel carries it as ``migrations/``.
HERE = Path(__file__).parent


def migrations_folder() -> Path:
    """The folder of the migrations, in an installed wheel or in a checkout."""
    installed = HERE / "migrations"
    return installed if installed.is_dir() else HERE.parent / "alembic"


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


# What holds the words of the search: each engine has its own, which the models cannot say (search/ddl.py).
OUTSIDE_MODELS = "search_words"


def in_models(name: str | None, kind: str, _parents: object = None) -> bool:
    """Whether something of the database is to be compared with the models."""
    return kind != "table" or not (name or "").startswith(OUTSIDE_MODELS)


def is_current(engine: Engine) -> bool:
    """Whether the database stands at the newest migration."""
    with engine.connect() as connection:
        heads = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
        return set(MigrationContext.configure(connection).get_current_heads()) == set(heads)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate to ``revision``, all in one transaction."""
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to ``revision`` (``base`` for nothing at all)."""
    with engine.begin() as connection:
        command.downgrade(alembic_config(connection), revision)


def write_revision(engine: Engine, message: str) -> None:
    """Write the migration from the database to the models, under ``alembic/versions/``."""
    with engine.begin() as connection:
        command.revision(alembic_config(connection), message=message, autogenerate=True)
