"""Migrations make exactly what the models say, and undo it, on both engines."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from collectif import migrate
from collectif.db import make_engine
from collectif.models import metadata


@pytest.fixture
def engine(templates):
    engine = make_engine(templates.create("empty"))
    yield engine
    engine.dispose()
    templates.drop(str(engine.url))


def differences(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": migrate.in_models})
        return compare_metadata(context, metadata)


def test_migrations_match_the_models(engine):
    migrate.upgrade(engine)
    assert migrate.is_current(engine)
    assert differences(engine) == []


def test_migrations_go_down_and_up_again(engine):
    migrate.upgrade(engine)
    migrate.downgrade(engine, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    migrate.upgrade(engine)
    assert differences(engine) == []


def test_a_missing_column_would_be_seen(engine):
    migrate.upgrade(engine)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE communes ADD COLUMN unheard_of INTEGER")
    assert differences(engine) != []
