"""What the answers hold: each property is declared once, with its meaning (JSON Schema, OpenAPI 3.1) and its value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..http_cache import iso

Schema = dict[str, Any]
Address = Callable[..., str]
"""Route name and values → whole address on this site."""


@dataclass(frozen=True)
class Property:
    """One name of an object. :param value: the row, and how addresses are written → the value shown."""

    name: str
    schema: Schema
    value: Callable[[Any, Address], Any]


@dataclass(frozen=True)
class Shape:
    """One kind of object. Its names never change; new ones may be added."""

    name: str
    description: str
    properties: tuple[Property, ...]

    def schema(self) -> Schema:
        return {**of_names({one.name: one.schema for one in self.properties}), "description": self.description}

    def write(self, row: Any, address: Address) -> dict[str, Any]:
        return {one.name: one.value(row, address) for one in self.properties}


def text(meaning: str, example: str = "", **more: Any) -> Schema:
    examples = {"examples": [example]} if example else {}
    return {"type": "string", "description": meaning, **examples, **more}


def word(meaning: str, words: tuple[str, ...]) -> Schema:
    """One word of a closed list."""
    return {"type": "string", "description": meaning, "enum": list(words), "examples": [words[0]]}


def whole(meaning: str, example: int, **more: Any) -> Schema:
    return {"type": "integer", "description": meaning, "examples": [example], **more}


def url(meaning: str, example: str) -> Schema:
    return text(meaning, example, format="uri")


def day(meaning: str, example: str) -> Schema:
    return text(meaning, example, format="date")


def moment(meaning: str, example: str = "2026-02-01T08:00:00Z") -> Schema:
    return text(meaning, example, format="date-time")


def yes_or_no(meaning: str) -> Schema:
    return {"type": "boolean", "description": meaning, "examples": [False]}


def texts(meaning: str, example: str) -> Schema:
    return {"type": "array", "description": meaning, "items": {"type": "string"}, "examples": [[example]]}


def of_names(properties: Mapping[str, Schema], meaning: str = "") -> Schema:
    """An object that always has these names."""
    described = {"description": meaning} if meaning else {}
    return {"type": "object", **described, "properties": dict(properties), "required": list(properties)}


def or_null(schema: Schema) -> Schema:
    """The same, or nothing."""
    return {**schema, "type": [schema["type"], "null"]}


def labelled(meaning: str, identifier: Schema, example: str) -> Schema:
    """Something of a list: what programs call it, and the words people read."""
    return of_names({"id": identifier, "label": text("Ce que les personnes lisent.", example)}, meaning)


def same(name: str) -> Callable[[Any, Address], Any]:
    """The row's own value, dates and instants in ISO 8601."""

    def value(row: Any, address: Address) -> Any:
        found = getattr(row, name)
        if isinstance(found, datetime):
            return iso(found)
        return found.isoformat() if isinstance(found, date) else found

    return value
