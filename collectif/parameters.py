"""What an open address may be asked: one declaration reads the question, and describes itself to programs (OpenAPI)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WHOLE = re.compile(r"0|[1-9][0-9]{0,8}")


class BadQuestion(ValueError):
    """The address asks something that has no answer; the message says what may be asked instead."""


@dataclass(frozen=True)
class Parameter:
    """One name of a query string. :param example: a value that may be asked, for the description."""

    name: str
    description: str
    example: Any

    def schema(self, session: Session) -> dict[str, Any]:
        """The values it takes, as JSON Schema says them."""
        raise NotImplementedError

    def read(self, session: Session, text: str) -> Any:
        """:raises BadQuestion: it takes no such value."""
        raise NotImplementedError

    def missing(self) -> Any:
        """What is meant when the address does not name it."""
        return None

    def described(self, session: Session) -> dict[str, Any]:
        """The parameter, as OpenAPI describes it."""
        return {
            "name": self.name, "in": "query", "required": False, "description": self.description,
            "schema": self.schema(session), "example": self.example,
        }  # fmt: skip


@dataclass(frozen=True)
class WholeNumber(Parameter):
    """A whole number between two others, both included."""

    least: int
    most: int
    default: int | None = None

    def schema(self, session: Session) -> dict[str, Any]:
        bounds = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return bounds if self.default is None else {**bounds, "default": self.default}

    def read(self, session: Session, text: str) -> int:
        if not WHOLE.fullmatch(text) or not self.least <= int(text) <= self.most:
            raise BadQuestion(f"« {self.name} » est un nombre entier de {self.least} à {self.most}.")
        return int(text)

    def missing(self) -> int | None:
        return self.default


@dataclass(frozen=True)
class Choice(Parameter):
    """One word among some; which ones may be data. :param words: the words there are today."""

    words: Callable[[Session], Sequence[str]]

    def schema(self, session: Session) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.words(session))}

    def read(self, session: Session, text: str) -> str:
        words = self.words(session)
        if text not in words:
            raise BadQuestion(f"« {self.name} » est un de ces mots : {', '.join(words)}.")
        return text


@dataclass(frozen=True)
class Day(Parameter):
    """A day, as ISO 8601 writes it."""

    def schema(self, session: Session) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def read(self, session: Session, text: str) -> date:
        try:
            if ISO_DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise BadQuestion(f"« {self.name} » est un jour, écrit comme {self.example}.")


def fixed(*words: str) -> Callable[[Session], Sequence[str]]:
    """The words of a closed list, which no data changes."""
    return lambda session: words


def read_all(parameters: Sequence[Parameter], session: Session, asked: Any) -> dict[str, Any]:
    """The value of each parameter, ``asked`` being a query string (a multidict).

    :raises BadQuestion: a value is not one it takes, a name is unknown or is there twice. A name misspelt that
        would be left out without a word would give every line to whoever asked for a few.
    """
    _check_names([parameter.name for parameter in parameters], list(asked))
    return {
        parameter.name: parameter.read(session, asked[parameter.name])
        if parameter.name in asked
        else parameter.missing()
        for parameter in parameters
    }


def _check_names(known: Sequence[str], asked: Sequence[str]) -> None:
    for name in asked:
        if name not in known:
            may = f"On peut demander : {', '.join(known)}." if known else "Cette adresse ne prend aucun paramètre."
            raise BadQuestion(f"« {name[:40]} » n'est pas un paramètre connu. {may}")
        if asked.count(name) > 1:
            raise BadQuestion(f"« {name} » est demandé plusieurs fois : une seule valeur à la fois.")


def given(values: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that were asked for, or have a default."""
    return {name: value for name, value in values.items() if value is not None}
