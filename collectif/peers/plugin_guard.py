"""What comes from an association's plugin runs guarded: the lines of an import, the answers to its questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import colander

from ..errors import DomainError
from ..extension import CORE, UNAVAILABLE, Extensions

Guarded = Callable[[Callable[[], Any]], Any]
LATER = f"{UNAVAILABLE} : ce que vous avez écrit n'est pas enregistré. Réessayez plus tard."


def unguarded(function: Callable[[], Any]) -> Any:
    """For what is the core's own."""
    return function()


def guard_of(
    extensions: Extensions, association: str, asked: str, message: str = LATER, source: str = CORE,
    passes: tuple[type[BaseException], ...] = (colander.Invalid,),
) -> Guarded:  # fmt: skip
    """Runs functions of the plugin of ``association``, or of ``source`` when it has none.

    :param asked: what for, for the log. :param passes: exceptions that are answers.
    """
    plugin = extensions.plugin_of(association)
    name = plugin.name if plugin else source

    def guarded(function: Callable[[], Any]) -> Any:
        """:raises DomainError: the plugin fails, or takes too long."""
        answer = extensions.run(name, asked, function, passes=passes)
        if answer.unavailable:
            raise DomainError(message)
        return answer.results[0]

    return guarded


def guard_nodes(schema: colander.SchemaNode, guarded: Guarded) -> None:
    """Make each child of a bound schema, which a plugin wrote, read what was answered through ``guarded``."""
    for node in schema.children:
        node.deserialize = _deserialize(node.deserialize, guarded)


def _deserialize(read: Callable[[Any], Any], guarded: Guarded) -> Callable[[Any], Any]:
    def deserialize(cstruct: Any = colander.null) -> Any:
        return guarded(lambda: read(cstruct))

    return deserialize
