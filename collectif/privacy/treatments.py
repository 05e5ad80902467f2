"""What the register of personal data says of a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, Table

# Columns whose name says that they name or reach a person.
NOMINATIVE = frozenset([
    "email", "phone", "given_name", "family_name", "full_name", "display_name", "recipient", "address", "account_id",
    "peer_id", "actor",
])  # fmt: skip


@dataclass(frozen=True)
class Treatment:
    """Personal data of one table.

    :param subject: ``account``, ``peer``, ``representative``, ``candidate``, ``reader`` or ``author``: whose data.
    :param link: column that names the subject.
    :param hidden: columns an export never shows (secrets, technical keys of other people).
    :param erase: ``None`` to delete the rows, else the values that replace what names the person.
    :param keep: why the rows stay as they are when the person is erased, when they do.
    :param lives: for rows that go by themselves, ``(column, age)``: deleted once the column is that old.
    """

    purpose: str
    subject: str
    link: str
    retention: str
    hidden: tuple[str, ...] = ()
    erase: dict[str, Any] | None = None
    keep: str = ""
    lives: tuple[str, timedelta] | None = None

    def exported(self, table: Table) -> list[Column[Any]]:
        return [column for column in table.columns if column.name not in self.hidden]


@dataclass(frozen=True)
class NoPersonalData:
    """Why a table holds nobody's data. ``allowed`` names columns that look nominative and are not."""

    reason: str
    allowed: tuple[str, ...] = ()

    def doubtful(self, table: Table) -> list[str]:
        """Columns of the table that look nominative, and of which nothing is said."""
        return [one.name for one in table.columns if one.name in NOMINATIVE and one.name not in self.allowed]
