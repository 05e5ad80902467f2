"""What the application answers to: its routes, their methods, the parameters their views ask for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .routes import Row

Key = tuple[str, str]
READING, WRITING = "GET", "POST"


class Surface:
    """Routes of a configuration or an application, read from what Pyramid knows of itself.

    ``methods[(route, parameter)]`` are the methods its views accept; ``parameter`` is the one a view asks for, or "".
    A view that names no method accepts all of them.
    """

    def __init__(self, registry: Any):
        self.patterns: dict[str, str] = {
            item["introspectable"]["name"]: item["introspectable"]["pattern"]
            for item in registry.introspector.get_category("routes")
        }
        self.methods: dict[Key, set[str]] = {}
        self._named: set[Key] = set()
        self._unnamed: set[Key] = set()
        for item in registry.introspector.get_category("views"):
            view = item["introspectable"]
            if view["route_name"] is not None:
                self._add(view["route_name"], view["request_param"], view["request_methods"])
        # Beside a view that names its method, one that names none says no to the others.
        self.free = self._unnamed - self._named

    def _add(self, route: str, parameter: Any, methods: Any) -> None:
        key = (route, _first(parameter))
        (self._unnamed if methods is None else self._named).add(key)
        named = {READING} if methods is None else {methods} if isinstance(methods, str) else set(methods)
        self.methods.setdefault(key, set()).update(named - {"HEAD"})

    def accepts(self, row: Row, method: str) -> bool:
        """Whether a view of the row's route answers this method."""
        key = (row.route, "")
        return method in row.methods.split() or key in self.free

    def pattern(self, route: str) -> str:
        return "/" + self.patterns[route].lstrip("/")

    def without_row(self, table: Iterable[Row]) -> set[str]:
        """What the application answers and the table does not speak of."""
        said = {(row.route, parameter_of(row), method) for row in table for method in row.methods.split()}
        return {
            " ".join((method, *filter(None, key)))
            for key, methods in self.methods.items()
            for method in methods
            if (*key, method) not in said
        }

    def without_view(self, table: Iterable[Row]) -> set[str]:
        """What the table speaks of and the application does not answer."""
        return {
            f"{method} {row}"
            for row in table
            for method in row.methods.split()
            if not self._answers((row.route, parameter_of(row)), method) and not self._answers((row.route, ""), method)
        }

    def _answers(self, key: Key, method: str) -> bool:
        return key in self.free or method in self.methods.get(key, ())


def parameter_of(row: Row) -> str:
    return row.query.partition("=")[0]


def _first(parameter: Any) -> str:
    return parameter if isinstance(parameter, str) else (parameter or ("",))[0]
