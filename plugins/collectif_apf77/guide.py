"""The page that says what each of the association's fields means, so that everyone fills them the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from collectif.contributions import PageRequest
from collectif.plugin_kit import answers_of

from .roster import ROSTER


def guide(request: PageRequest) -> Mapping[str, Any]:
    """The fields of the roster, with their answers when they have a closed list."""
    return {"fields": [(node.title, node.description, [*answers_of(node).values()]) for node in ROSTER]}
