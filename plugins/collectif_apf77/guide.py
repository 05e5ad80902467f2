"""The page that says what each of the association's fields means, so that everyone fills them the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collectif.contributions import PageRequest

from .roster import roster_schema


def guide(request: PageRequest) -> Mapping[str, Any]:
    """The fields of the roster, with their answers when they have a closed list."""
    return {"fields": [(node.title, node.description, _answers(node)) for node in roster_schema()]}


def _answers(node: Any) -> list[str]:
    return [label for value, label in getattr(node.widget, "values", ()) if value]
