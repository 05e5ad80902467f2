"""A plugin's way to its own tables: checked values in, plain values out, for the time of one call."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

from pyramid.request import Request
from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from ..db import SAFE_METHODS
from ..own_tables import OwnColumn, OwnTable, Refused, Row
from .tables import build_table

T = TypeVar("T")
MOST_ROWS = 1_000
GONE = "Cette ligne n'est plus là. Revenez à la liste."
NOBODY = "Cette personne n'est pas dans la liste de votre association."
TYPES: dict[str, type] = {"text": str, "integer": int, "date": date, "yes_no": bool}


class StoreError(Exception):
    """The plugin asked its store for what it does not give; the message says what, for its author."""


class RosterNames(ABC):
    """Names of the peers an association sponsors. The room that knows peers registers its own as a service."""

    @abstractmethod
    def of(self, association: str) -> Mapping[str, str]:
        """Public id → name, by name."""


class OwnStore:
    """The tables of the plugin of ``association`` (the protocol :class:`collectif.own_tables.Store`).

    The plugin works in a thread that may outlive its call: once closed, nothing goes through any more.
    """

    def __init__(self, session: Session, association: str, tables: Mapping[str, OwnTable],
                 people: Callable[[], Mapping[str, str]], *, writing: bool):  # fmt: skip
        self._session = session
        self._own = dict(tables)
        self._tables = {name: build_table(association, own) for name, own in tables.items()}
        self._names = people
        self._writing = writing
        self._lock = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Wait for the statement that is running, if there is one, and refuse all others."""
        with self._lock:
            self._closed = True

    def rows(self, table: str, *, order: str = "id", **equal: Any) -> list[Row]:
        found = self._table(table)
        column = self._column(found, order.removeprefix("-"))
        statement = select(found).order_by(column.desc() if order.startswith("-") else column, found.c.id)
        for name, value in equal.items():
            statement = statement.where(self._column(found, name) == value)
        return self._alone(lambda: [dict(row) for row in self._execute(statement.limit(MOST_ROWS)).mappings()])

    def row(self, table: str, row_id: str) -> Row:
        found = self.rows(table, id=str(row_id))
        if not found:
            raise Refused(GONE)
        return found[0]

    def add(self, table: str, **values: Any) -> str:
        made = self._checked(table, values, whole=True)
        statement = insert(self._table(table)).values(**made)
        return self._alone(lambda: self._execute(statement).inserted_primary_key[0], writing=True)

    def change(self, table: str, row_id: str, **values: Any) -> None:
        found = self._table(table)
        statement = update(found).where(found.c.id == row_id).values(**self._checked(table, values, whole=False))
        if not self._alone(lambda: self._execute(statement).rowcount, writing=True):
            raise Refused(GONE)

    def remove(self, table: str, row_id: str) -> None:
        found = self._table(table)
        self._alone(lambda: self._execute(delete(found).where(found.c.id == row_id)), writing=True)

    def people(self) -> Mapping[str, str]:
        return self._alone(lambda: dict(self._names()))

    def _execute(self, statement: Any) -> Any:
        return self._session.connection().execute(statement)

    def _alone(self, act: Callable[[], T], *, writing: bool = False) -> T:
        """:raises StoreError: the call is over, or only reads."""
        with self._lock:
            if self._closed:
                raise StoreError("cet appel est terminé : un magasin ne se garde pas")
            if writing and not self._writing:
                raise StoreError("une page qui se lit n'écrit rien : ajoutez un formulaire (add_form)")
            return act()

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise StoreError(f"« {name} » n'est pas une table de cette extension")
        return self._tables[name]

    def _column(self, table: Table, name: str) -> Any:
        if name not in table.columns:
            raise StoreError(f"« {table.name} » n'a pas de colonne « {name} »")
        return table.c[name]

    def _checked(self, table: str, values: Mapping[str, Any], *, whole: bool) -> dict[str, Any]:
        """:raises StoreError: a value is missing or of another type. :raises Refused: ``peer`` is not theirs."""
        found, columns = self._table(table), {column.name: column for column in self._own[table].columns}
        missing = [one.name for one in columns.values() if whole and one.required and values.get(one.name) is None]
        if missing:
            raise StoreError(f"« {found.name} » : il manque {', '.join(missing)}")
        for name, value in values.items():
            if name in columns:
                check_value(columns[name], value)
            elif name == "peer" and "peer" in found.columns:
                self._check_peer(value)
            else:
                raise StoreError(f"« {found.name} » : « {name} » ne s'écrit pas")
        return dict(values)

    def _check_peer(self, value: Any) -> None:
        if value is not None and value not in self.people():
            raise Refused(NOBODY, "peer")


def check_value(column: OwnColumn, value: Any) -> None:
    """:raises StoreError: the column does not take this value."""
    if value is None and not column.required:
        return
    kind = TYPES[column.kind]
    if type(value) is not kind:
        raise StoreError(f"« {column.name} » attend {column.kind}, pas {type(value).__name__}")
    if isinstance(value, str) and len(value) > column.longest:
        raise StoreError(f"« {column.name} » a {column.longest} caractères au plus")


@contextmanager
def opened(session: Session, association: str, tables: Mapping[str, OwnTable],
           people: Callable[[], Mapping[str, str]], *, writing: bool) -> Iterator[OwnStore]:  # fmt: skip
    """A store for one call of a plugin, closed after it."""
    store = OwnStore(session, association, tables, people, writing=writing)
    try:
        yield store
    finally:
        store.close()


def store_of(request: Request, association: str) -> Any:
    """The store a page of the association's plugin is given for one request; it writes when something was sent."""
    plugin = request.extensions.plugin_of(association)
    names = request.service(RosterNames)
    return opened(
        request.db, association, plugin.tables, lambda: names.of(association),
        writing=request.method not in SAFE_METHODS,
    )  # fmt: skip
