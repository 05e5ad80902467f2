"""Database: declarative base, engine, sessions and the SQLite transaction rule.

SQLite's default (deferred, driver-managed) transactions lose updates between a read and a write; here every
transaction that may write starts with ``BEGIN IMMEDIATE`` and waits its turn, and only reading requests start
deferred. PostgreSQL runs at READ COMMITTED, with row versions and row locks where two people may meet.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid_retry import mark_error_retryable
from sqlalchemy import (
    CompoundSelect,
    Connection,
    DateTime,
    Engine,
    ExceptionContext,
    MetaData,
    Select,
    String,
    create_engine,
    event,
    make_url,
    select,
    union_all,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator


@contextmanager
def without(module: str) -> Iterator[None]:
    """What is imported in the block does without ``module``, unless it is there already."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[module]


# It would load PostgreSQL's driver, nine megabytes, to know which errors to try again: `_mark_retryable` knows them.
with without("psycopg"):
    import zope.sqlalchemy
    from zope.sqlalchemy.datamanager import join_transaction

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
BUSY_TIMEOUT_MS = 15_000
# A database of SQLite that has one connection a thread, and no queue of them.
IN_MEMORY = (None, ":memory:")
PUBLIC_ID_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
PUBLIC_ID_LENGTH = 12


class UTCDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC on both engines. Naive values are refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime: give it a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every model."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: UTCDateTime()}


def new_public_id() -> str:
    """A random identifier for addresses: 12 characters (59 bits), none of which look alike."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicId:
    """Mixin: ``public_id``, the only identifier that addresses and exports show."""

    public_id: Mapped[str] = mapped_column(String(PUBLIC_ID_LENGTH), unique=True, default=new_public_id)


class Versioned:
    """Mixin: a row that two people may edit; the second write of a stale row raises ``StaleDataError``."""

    version: Mapped[int] = mapped_column(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def hold(session: Session, row: Any, *fields: str) -> None:
    """Nobody else writes ``row`` until the transaction ends; who was first is waited for, and what they left is read.

    :param fields: the columns read again, with the row's version; all of them when none is named.
    """
    kind = type(row)
    version = ("version",) if fields and issubclass(kind, Versioned) else ()
    session.flush()
    # Of it alone: PostgreSQL holds no row that an outer join of the page's query may lack.
    session.refresh(row, [*fields, *version] or None, with_for_update={"of": kind})


def insert_into(session: Session, table: Any) -> Any:
    """The ``INSERT`` of the session's engine, which knows ``on_conflict_do_nothing`` and ``on_conflict_do_update``.

    :param table: a table, or its model.
    """
    return import_module(f"sqlalchemy.dialects.{session.get_bind().dialect.name}").insert(table)


def together(*parts: Select[Any]) -> CompoundSelect[Any]:
    """Several questions with the same columns asked as one, each with its own order and limit, which a union of SQLite
    does not allow by itself."""
    return union_all(*(select(part.subquery()) for part in parts))


def make_engine(url: str, **options: Any) -> Engine:
    """An engine for ``url`` that follows this module's transaction rule."""
    if make_url(url).database not in IN_MEMORY:
        # The connection used last is the next one used: those that only a crowd needs keep a small cache.
        options.setdefault("pool_use_lifo", True)
    engine = create_engine(url, hide_parameters=True, **options)
    event.listen(engine, "handle_error", _mark_retryable)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _mark_retryable(context: ExceptionContext) -> None:
    """Two transactions met (PostgreSQL, class 40: deadlock, serialisation): the request is tried again, whichever
    session it happened in."""
    if str(getattr(context.original_exception, "sqlstate", None)).startswith("40") and context.sqlalchemy_exception:
        mark_error_retryable(context.sqlalchemy_exception)


def _configure_sqlite(dbapi_connection: Any, _record: Any) -> None:
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=wal",
        "synchronous=normal",
        "foreign_keys=on",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get("collectif_reading", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")


class Database:
    """The engine of one application and the sessions made on it."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self._writing = sessionmaker(engine)
        self._reading = sessionmaker(engine.execution_options(collectif_reading=True))

    def request_session(self, request: Request) -> Session:
        """A session that lives and ends with the request's transaction (safe methods only read)."""
        if request.method not in SAFE_METHODS:
            session = self._writing()
            zope.sqlalchemy.register(session, transaction_manager=request.tm)
            return session
        session = self._reading()
        # It has nothing to commit: joined once and closed at the end, without the listeners that look for changes.
        join_transaction(session, transaction_manager=request.tm)
        return session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session of its own, committed at the end or rolled back: for commands, and for what must
        stay written whatever becomes of the request (throttling, journal of readings)."""
        with self._writing() as session, session.begin():
            yield session


def includeme(config: Configurator) -> None:
    """Register the :class:`Database` in the registry and ``request.db`` (a session)."""
    engine = make_engine(config.registry.settings["collectif.settings"].database_url)
    database = Database(engine)
    config.registry["database"] = database
    config.add_request_method(database.request_session, "db", reify=True)
