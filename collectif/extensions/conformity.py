"""Whether what a plugin answers is of the type its hook declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin, get_type_hints


def declared_type(specification: Any) -> Any:
    """The type a hook's answer must have."""
    return get_type_hints(specification)["return"]


def conforms(value: Any, declared: Any) -> bool:
    """Whether ``value`` is a ``declared``: a class, ``Sequence[it]`` (a list or a tuple) or ``Mapping[str, it]``."""
    if declared is Any:
        return True
    if get_origin(declared) is Sequence:
        (item,) = get_args(declared)
        return isinstance(value, (list, tuple)) and all(conforms(one, item) for one in value)
    if get_origin(declared) is Mapping:
        _, item = get_args(declared)
        return isinstance(value, Mapping) and all(conforms(one, item) for one in value.values())
    return isinstance(value, declared)


def describe(declared: Any) -> str:
    """The declared type, in words."""
    if get_origin(declared) is Sequence:
        return f"liste de {describe(get_args(declared)[0])}"
    if get_origin(declared) is Mapping:
        return f"dictionnaire de {describe(get_args(declared)[1])}"
    return getattr(declared, "__name__", str(declared))
