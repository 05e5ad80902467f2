"""Counting the statements a page sends to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

Counter = Callable[[], Any]


@contextmanager
def counted(engine: Any) -> Iterator[list[str]]:
    """The statements sent through ``engine`` while the block runs."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def count_queries(app: Any) -> Counter:
    """``with count_queries() as sent:`` — the statements of the application under test."""
    return lambda: counted(app.registry["database"].engine)
