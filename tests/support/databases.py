"""Real databases for tests, on both engines: each test gets a migrated and founded one that nobody wrote in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from collectif import migrate
from collectif.db import Database, make_engine
from collectif.founding import load_founding_data

from . import postgres
from .reset import KeptDatabase

ENGINES = ("sqlite", "postgresql")


def missing(what: str) -> None:
    """Skip on a contributor's machine, fail where everything must be there (``CI=true``)."""
    if os.environ.get("CI") == "true":
        pytest.fail(what, pytrace=False)
    pytest.skip(what)


class SqliteTemplates:
    """Databases are files: a copy is a copy of the file."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._made = 0

    def url(self, name: str) -> str:
        return f"sqlite:///{self._folder / name}.db"

    def create(self, name: str) -> str:
        return self.url(name)

    def copy(self, template: str) -> str:
        self._made += 1
        name = f"copy{self._made}"
        shutil.copy(self._folder / f"{template}.db", self._folder / f"{name}.db")
        return self.url(name)

    def lend(self, template: str = "founded") -> str:
        """A copy for one test, at the same address as the one before: what its engine has prepared serves again."""
        url = self.url(f"lent-{template}")
        self.drop(url)
        shutil.copy(self._folder / f"{template}.db", self._folder / f"lent-{template}.db")
        return url

    def drop(self, url: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(str(make_url(url).database) + suffix).unlink(missing_ok=True)


class PostgresTemplates:
    """Databases made by ``CREATE DATABASE … TEMPLATE``."""

    def __init__(self, server_url: str, prefix: str):
        self._server = make_url(server_url)
        self._admin = create_engine(self._server, isolation_level="AUTOCOMMIT")
        self._prefix = prefix
        self._made = 0
        self._kept: dict[str, KeptDatabase] = {}

    def create(self, name: str) -> str:
        self._execute(f'DROP DATABASE IF EXISTS "{self._prefix}{name}" WITH (FORCE)')
        self._execute(f'CREATE DATABASE "{self._prefix}{name}"')
        return self._url(name)

    def copy(self, template: str) -> str:
        self._made += 1
        name = f"copy{self._made}"
        self._execute(f'DROP DATABASE IF EXISTS "{self._prefix}{name}" WITH (FORCE)')
        self._execute(f'CREATE DATABASE "{self._prefix}{name}" TEMPLATE "{self._prefix}{template}" STRATEGY FILE_COPY')
        return self._url(name)

    def lend(self, template: str = "founded") -> str:
        """A copy for one test, the same for the next one when it can be put back."""
        if template not in self._kept:
            self._kept[template] = KeptDatabase(self.copy(template))
        return self._kept[template].url

    def drop(self, url: str) -> None:
        for template, kept in list(self._kept.items()):
            if kept.url == url:
                if kept.put_back():
                    return
                self._kept.pop(template).close()
        self._execute(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)')

    def close(self) -> None:
        for kept in self._kept.values():
            kept.close()
        self._admin.dispose()

    def _url(self, name: str) -> str:
        return self._server.set(database=self._prefix + name).render_as_string(hide_password=False)

    def _execute(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(statement))


Templates = SqliteTemplates | PostgresTemplates


def build_template(templates: Templates, name: str, fill: Callable[[Session], object] = load_founding_data) -> None:
    """A database at the newest migration, filled, that nobody is connected to any more."""
    engine = make_engine(templates.create(name))
    migrate.upgrade(engine)
    with Database(engine).transaction() as session:
        fill(session)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.exec_driver_sql("BEGIN")
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplates:
    templates = SqliteTemplates(tmp_path_factory.mktemp("sqlite"))
    build_template(templates, "founded")
    return templates


@pytest.fixture(scope="session")
def postgresql_templates(worker_id: str) -> Iterator[PostgresTemplates]:
    given = os.environ.get(postgres.ENVIRONMENT)
    if given:
        yield from _postgres_templates(given, worker_id)
    elif postgres.find_binaries() is None:
        missing(postgres.INSTALL_HINT)
    else:
        with postgres.server() as url:
            yield from _postgres_templates(url, worker_id)


def _postgres_templates(url: str, worker_id: str) -> Iterator[PostgresTemplates]:
    templates = PostgresTemplates(url, f"collectif_test_{worker_id}_")
    build_template(templates, "founded")
    yield templates
    templates.close()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    """Runs the test once on each engine."""
    return request.param


@pytest.fixture
def templates(engine_name: str, request: pytest.FixtureRequest) -> Templates:
    return request.getfixturevalue(f"{engine_name}_templates")


@pytest.fixture
def database_url(templates: Templates) -> Iterator[str]:
    """A fresh database with the founding data."""
    url = templates.lend()
    yield url
    templates.drop(url)


@pytest.fixture(scope="session")
def filled() -> set[tuple[str, str]]:
    """The templates that tests have filled, by engine and name."""
    return set()


@pytest.fixture
def lend_filled(
    engine_name: str, templates: Templates, filled: set[tuple[str, str]]
) -> Iterator[Callable[[str, Callable[[Session], object]], str]]:
    """``lend_filled(name, fill)``: the address of a database that ``fill`` wrote in, once a worker, after what is
    founded."""
    lent = []

    def lend(name: str, fill: Callable[[Session], object]) -> str:
        if (engine_name, name) not in filled:
            build_template(templates, name, lambda session: (load_founding_data(session), fill(session)))
            filled.add((engine_name, name))
        lent.append(templates.lend(name))
        return lent[-1]

    yield lend
    for url in lent:
        templates.drop(url)


@lru_cache(maxsize=16)
def kept_engine(url: str, use: str) -> Engine:
    """The engine of this address for this use, made once: statements it has prepared serve the next tests.

    Whoever takes it disposes of its connections at the end.
    """
    return make_engine(url)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """The same, opened beside the application's own connections."""
    engine = kept_engine(database_url, "beside")
    yield Database(engine)
    engine.dispose()


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """A session on the fresh database, for services tested without the web. Nothing is committed for you."""
    with database._writing() as session:
        yield session
