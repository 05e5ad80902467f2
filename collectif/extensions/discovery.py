"""Finding plugins: what is installed, what the settings ask for, and why one of them cannot be used."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution, entry_points
from typing import Any

from ..contributions import API_VERSION, PluginMetadata
from ..hookspecs import PREFIX, hookimpl

GROUP = "collectif.plugins"


class Unusable(Exception):
    """A plugin cannot be used; the message says why, in French, to whoever keeps the application."""


@dataclass(frozen=True)
class Found:
    """An installed plugin, not imported yet."""

    name: str
    load: Callable[[], Any]


def discover() -> Iterable[Found]:
    """The plugins installed on this machine, by the entry-point group ``collectif.plugins``."""
    return [Found(point.name, point.load) for point in entry_points(group=GROUP)]


def load(name: str, found: Iterable[Found]) -> Any:
    """The module of the plugin called ``name``.

    :raises Unusable: it is not installed, is there twice, or fails when imported.
    """
    same = [one for one in found if one.name == name]
    if not same:
        raise Unusable("Elle n'est pas installée sur ce serveur.")
    if len(same) > 1:
        raise Unusable(f"Elle est installée {len(same)} fois sous le même nom.")
    try:
        return same[0].load()
    except (Exception, SystemExit) as error:
        raise Unusable(f"Elle ne peut pas être chargée : {type(error).__name__}, {error}.") from error


def check_functions(module: Any, known: Iterable[str]) -> None:
    """:raises Unusable: a function has the name of a hook without being one."""
    for name, function in inspect.getmembers(module, inspect.isroutine):
        if not name.startswith(PREFIX):
            continue
        if name not in known:
            raise Unusable(f"Elle répond à « {name} », que l'application ne connaît pas.")
        if not hasattr(function, f"{hookimpl.project_name}_impl"):
            raise Unusable(f"Sa fonction « {name} » n'est pas marquée @hookimpl.")


def check_metadata(name: str, metadata: PluginMetadata) -> None:
    """:raises Unusable: another version of the hooks, a missing dependency, another association than its name says."""
    if metadata.api_version != API_VERSION:
        raise Unusable(
            f"Elle est écrite pour la version {metadata.api_version} des extensions ; "
            f"cette application a la version {API_VERSION}."
        )
    missing = [name for name in metadata.requires if not _installed(name)]
    if missing:
        raise Unusable(f"Il lui manque : {', '.join(missing)}.")
    if metadata.association != name:
        raise Unusable(f"Elle s'appelle « {name} » mais se dit celle de l'association « {metadata.association} ».")


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True
