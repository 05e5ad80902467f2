"""The plugins of ONE application: found, checked, asked and kept apart.

:class:`Extensions` lives in the registry (``request.extensions``); nothing here is global. What is asked about one
association reaches that association's plugin and the core's own defaults, never another association's plugin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

import pluggy
from pyramid.config import Configurator
from pyramid.request import Request

from . import hookspecs
from .contributions import PluginMetadata
from .extensions import guard
from .extensions.conformity import declared_type
from .extensions.discovery import Found, Unusable, check_functions, check_metadata, discover, load
from .extensions.guard import PluginFault, Record
from .extensions.logos import Logo, read_logo
from .extensions.page_views import register
from .extensions.pages import Added, collect
from .hookspecs import PREFIX, PROJECT
from .own_tables import OwnTable

CORE = "collectif"
METADATA = "collectif_plugin_metadata"
TABLES = "collectif_tables"
UNAVAILABLE = "Données de l'association momentanément indisponibles"


@dataclass(frozen=True)
class Answer:
    """What a hook answered about one association.

    :param parts: who answered (a plugin's name, or ``collectif``) and what, the core's defaults first.
    :param unavailable: the association's plugin is out of order: say :data:`UNAVAILABLE` and go on without it.
    """

    parts: tuple[tuple[str, Any], ...] = ()
    unavailable: bool = False

    @property
    def results(self) -> list[Any]:
        """The answers, one for each who answered."""
        return [value for _, value in self.parts]

    @property
    def items(self) -> list[tuple[str, Any]]:
        """For hooks that answer with a list: each of its items, with who gave it (for :meth:`Extensions.run`)."""
        return [(source, item) for source, value in self.parts for item in value]


@dataclass
class Plugin:
    """One plugin: what it says of itself, what it answers to, and how it behaves. ``cause`` is why it is disabled."""

    name: str
    record: Record
    module: Any = None
    metadata: PluginMetadata | None = None
    hooks: tuple[str, ...] = ()
    pages: tuple[Added, ...] = ()
    tables: Mapping[str, OwnTable] = field(default_factory=dict)
    logo: Logo | None = None
    cause: str = ""

    @property
    def state(self) -> str:
        """``active``, ``quarantined`` or ``disabled``."""
        if self.cause:
            return "disabled"
        return "quarantined" if self.record.quarantined else "active"


@dataclass(frozen=True)
class Options:
    """How plugins are run: names of the active ones, seconds each call has, whether errors propagate (tests)."""

    active: Sequence[str] = ()
    budget: float = 2.0
    propagate: bool = False
    found: Callable[[], Iterable[Found]] = field(default=discover)
    specifications: ModuleType | Any = field(default=hookspecs)


class Extensions:
    """The plugin manager of one application. ``idle`` names the plugins installed but not active."""

    def __init__(self, options: Options):
        self._options = options
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(options.specifications)
        self._defaults: list[Any] = []
        self._plugins = [Plugin(name, Record(options.budget)) for name in dict.fromkeys(options.active)]
        self._callers: dict[tuple[str, int], Callable[..., list[Any]]] = {}
        found = list(options.found())
        self.idle = sorted({one.name for one in found} - set(options.active))
        for plugin in self._plugins:
            self._start(plugin, found)

    def _start(self, plugin: Plugin, found: list[Found]) -> None:
        try:
            plugin.module = load(plugin.name, found)
            check_functions(plugin.module, self._known())
            self._register(plugin)
            self._introduce(plugin)
        except Unusable as problem:
            self.disable(plugin, str(problem))

    def _known(self) -> list[str]:
        return [name for name in dir(self._options.specifications) if name.startswith(PREFIX)]

    def _register(self, plugin: Plugin) -> None:
        """:raises Unusable: it answers to a hook that does not exist, or with other arguments."""
        try:
            self._manager.register(plugin.module, plugin.name)
            self._manager.check_pending()
        except (pluggy.PluginValidationError, ValueError) as error:
            raise Unusable(f"Elle ne suit pas les points d'extension : {' '.join(str(error).split())}.") from error
        callers = self._manager.get_hookcallers(plugin.module) or []
        plugin.hooks = tuple(sorted(caller.name for caller in callers))

    def _introduce(self, plugin: Plugin) -> None:
        """:raises Unusable: what the plugin says of itself is missing or will not do."""
        if METADATA not in plugin.hooks:
            raise Unusable("Elle ne dit pas pour quelle association elle travaille.")
        metadata = self._first(plugin, lambda: self._call(METADATA, plugin.module, {}), PluginMetadata)
        check_metadata(plugin.name, metadata)
        plugin.metadata = metadata
        if path := metadata.logo:
            plugin.logo = self._first(plugin, lambda: read_logo(plugin.module, plugin.name, path), Logo)
        if TABLES in plugin.hooks:
            tables = self._first(plugin, lambda: self._call(TABLES, plugin.module, {}), Sequence[OwnTable])
            plugin.tables = by_name(tables)
        plugin.pages = self._first(plugin, lambda: collect(plugin.module, plugin.name), Sequence[Added])

    def _first(self, plugin: Plugin, function: Callable[[], Any], returns: Any) -> Any:
        """A call made at the start. :raises Unusable: it fails, which disables the plugin whatever the settings."""
        try:
            return guard.call(plugin.record, function, returns)
        except PluginFault as fault:
            raise Unusable(f"Elle ne démarre pas : {fault.__cause__ or fault}") from fault

    def disable(self, plugin: Plugin, cause: str) -> None:
        """Set a plugin aside for good, with its cause."""
        plugin.cause = cause
        plugin.hooks, plugin.pages, plugin.logo, plugin.tables = (), (), None, {}
        if self._manager.is_registered(plugin.module):
            self._manager.unregister(plugin.module)

    def add_default(self, module: Any) -> None:
        """Add a plugin object of the core: its hooks answer for every association, and its errors are ours."""
        self._manager.register(module)
        self._manager.check_pending()
        self._defaults.append(module)

    @property
    def budget(self) -> float:
        """The seconds each call of a plugin has."""
        return self._options.budget

    @property
    def specifications(self) -> Any:
        """Where hooks are declared."""
        return self._options.specifications

    @property
    def plugins(self) -> list[Plugin]:
        """Every plugin the settings name, in their order."""
        return list(self._plugins)

    def plugin_of(self, association: str) -> Plugin | None:
        """The plugin that works for ``association``, whatever its state: its name is the association's slug."""
        return next((one for one in self._plugins if one.name == association), None)

    def logo_of(self, association: str) -> str:
        """The address of the logo the association's plugin brings; nothing when it brings none."""
        plugin = self.plugin_of(association)
        return plugin.logo.address if plugin and plugin.logo else ""

    def title_of(self, association: str, page: str) -> str:
        """The title of a page the association's plugin adds."""
        plugin = self.plugin_of(association)
        return next((added.title for added in (plugin.pages if plugin else ()) if added.name == page), page)

    def ask(self, hook: str, *, association: str, **arguments: Any) -> Answer:
        """Ask ``hook`` about one association.

        :raises Exception: what a plugin raised, for a sensitive hook or where errors propagate.
        """
        parts = [(CORE, value) for module in self._defaults for value in self._answers(hook, module, arguments)]
        plugin = self.plugin_of(association)
        if plugin is None or (plugin.state == "active" and hook not in plugin.hooks):
            return Answer(tuple(parts))
        specification = getattr(self._options.specifications, hook)
        outcome = self.run(
            plugin.name, hook, lambda: self._call(hook, plugin.module, arguments),
            returns=declared_type(specification), sensitive=getattr(specification, "sensitive", False),
        )  # fmt: skip
        return Answer((*parts, *outcome.parts), outcome.unavailable)

    def run(self, source: str, asked: str, function: Callable[[], Any], *, returns: Any = Any,
            passes: tuple[type[BaseException], ...] = (), sensitive: bool = False,
            apart: bool = True) -> Answer:  # fmt: skip
        """Call a function that came from ``source`` (see :attr:`Answer.items`), guarded when it is a plugin's.

        :param asked: what for, for the log; :param returns: a class or ``Sequence[class]``.
        :param passes: exceptions that are answers, such as ``colander.Invalid``.
        :param apart: in a thread of its own, with a limit of time.
        :raises PluginFault: a sensitive question to a plugin that is disabled.
        """
        plugin = self.plugin_of(source)
        if plugin is None:
            return Answer(((source, function()),))
        if sensitive and plugin.cause:
            raise PluginFault(plugin.cause)
        if sensitive or (self._options.propagate and plugin.state == "active"):
            return Answer(((source, guard.checked(function(), returns)),))
        if plugin.state != "active":
            return Answer(unavailable=True)
        try:
            if apart:
                return Answer(((source, guard.call(plugin.record, function, returns, passes)),))
            return Answer(((source, guard.call_here(function, returns)),))
        except PluginFault as fault:
            plugin.record.add(f"{asked} : {fault}")
            guard.report(plugin.name, asked, fault)
            return Answer(unavailable=True)

    def reactivate(self, name: str) -> bool:
        """Give a quarantined plugin another chance.

        :returns: whether it may be called again (no, while too many of its calls never came back).
        :raises KeyError: no such plugin.
        """
        plugin = {one.name: one for one in self._plugins}[name]
        plugin.record.forgive()
        return plugin.state == "active"

    def _call(self, hook: str, module: Any, arguments: dict[str, Any]) -> Any:
        return self._answers(hook, module, arguments)[0]

    def _answers(self, hook: str, module: Any, arguments: dict[str, Any]) -> list[Any]:
        """What this one module answers to ``hook``; nothing when it does not know it."""
        key = (hook, id(module))
        if key not in self._callers:
            others = [other for other in self._manager.get_plugins() if other is not module]
            self._callers[key] = self._manager.subset_hook_caller(hook, others)
        return self._callers[key](**arguments)


def by_name(tables: Iterable[OwnTable]) -> dict[str, OwnTable]:
    """:raises Unusable: two tables have the same name."""
    named = {table.name: table for table in tables}
    if len(named) != len(list(tables)):
        raise Unusable("Elle nomme deux fois la même table.")
    return named


def options_of(settings: dict[str, Any]) -> Options:
    """The options of an application's settings."""
    chosen = settings["collectif.settings"]
    isolated = settings.get("collectif.plugin_errors") == "isolate"
    return Options(
        active=chosen.plugins,
        budget=chosen.plugin_budget,
        propagate=chosen.environment == "test" and not isolated,
        found=settings.get("collectif.plugin_discovery", discover),
    )


def _extensions(request: Request) -> Extensions:
    return request.registry["extensions"]


def includeme(config: Configurator) -> None:
    extensions = Extensions(options_of(config.registry.settings))
    config.registry["extensions"] = extensions
    for plugin in extensions.plugins:
        register(config, plugin)
    config.add_request_method(_extensions, "extensions", property=True)
