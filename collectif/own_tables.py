"""Tables that a plugin owns, as plain data, and the narrow way its pages reach them.

A plugin says what it keeps; the host makes the statements. No plugin is given a session, and none can name a table that
is not its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from .contributions import FIELD, ContributionError, check_words

Kind = Literal["text", "integer", "date", "yes_no"]
KINDS = ("text", "integer", "date", "yes_no")
# Of every table, by the host.
RESERVED = ("id", "peer")
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# With the longest slug, what PostgreSQL takes for a name.
LONGEST_NAME = 16
LONGEST_TEXT = 2_000

Row = Mapping[str, Any]


class Refused(Exception):
    """What someone asked cannot be done; ``message`` is French and says what to do, ``field`` is where."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


@dataclass(frozen=True)
class OwnColumn:
    """One column.

    :param longest: characters a text may have. :param required: whether it is always filled in.
    :param personal: whether its words may be about the peer; they go when the peer is forgotten.
    :raises ContributionError: the name, the kind or the length will not do.
    """

    name: str
    kind: Kind
    longest: int = 200
    required: bool = False
    personal: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not FIELD.fullmatch(self.name) or self.name in RESERVED:
            raise ContributionError(f"« {self.name} » n'est pas un nom de colonne accepté.")
        if self.kind not in KINDS:
            raise ContributionError(f"La colonne « {self.name} » est d'un genre inconnu : « {self.kind} ».")
        if not 1 <= self.longest <= LONGEST_TEXT:
            raise ContributionError(f"La colonne « {self.name} » a une longueur de 1 à {LONGEST_TEXT} caractères.")


@dataclass(frozen=True)
class OwnTable:
    """One table. The database knows it as ``ext_<association>__<name>``; it also has ``id``, made by the host.

    :param purpose: what it is for, :param retention: and until when it is kept, for the register of personal data.
    :param about_peers: it also has ``peer``, the identifier of one peer of the association's (or nothing).
    :raises ContributionError: a name, the purpose or the retention will not do.
    """

    name: str
    purpose: str
    retention: str
    columns: Sequence[OwnColumn]
    about_peers: bool = False

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not NAME.fullmatch(self.name) or len(self.name) > LONGEST_NAME:
            raise ContributionError(f"« {self.name} » n'est pas un nom de table accepté.")
        check_words(self.purpose, self.name)
        check_words(self.retention, self.name)
        names = [column.name for column in self.columns]
        if not names or len(names) != len(set(names)):
            raise ContributionError(f"La table « {self.name} » n'a pas de colonne, ou deux du même nom.")

    @property
    def column_names(self) -> tuple[str, ...]:
        """Every column, those of the host first."""
        return ("id", *(["peer"] if self.about_peers else []), *(column.name for column in self.columns))


class Store(Protocol):
    """The plugin's own tables, and the names of its association's peers. Nothing else can be reached through it.

    It works for one call: kept for later, it refuses. A page that is read cannot write.
    """

    def rows(self, table: str, *, order: str = "id", **equal: Any) -> list[Row]:
        """The rows whose columns have these values, at most a thousand.

        :param order: a column; « -name » goes down.
        """
        ...

    def row(self, table: str, row_id: str) -> Row:
        """One row. :raises Refused: it is not there (any more)."""
        ...

    def add(self, table: str, **values: Any) -> str:
        """Add a row. :returns: its ``id``. :raises Refused: ``peer`` is nobody of the association's."""
        ...

    def change(self, table: str, row_id: str, **values: Any) -> None:
        """Change some columns of a row. :raises Refused: it is not there, ``peer`` is nobody of the association's."""
        ...

    def remove(self, table: str, row_id: str) -> None:
        """Delete a row, if it is there."""
        ...

    def people(self) -> Mapping[str, str]:
        """Identifier and name of the peers the association sponsors, by name."""
        ...
