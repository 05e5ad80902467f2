"""The pages a plugin adds, collected before anything is registered: a plugin that fails half-way adds none.

A plugin's ``includeme(pages)`` is given a :class:`PluginPages`, never the application's configurator: its pages can
only be under its own association's address, for people whose rights are on that association.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyramid.config import Configurator
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from ..contributions import ContributionError, PageRequest, check_name
from ..security.permissions import Permission
from .resources import PluginContext

if TYPE_CHECKING:
    from ..extension import Plugin

ADDRESS = "/intranet/associations/{association}/extension/{name}"
Page = Callable[[PageRequest], Mapping[str, Any]]


@dataclass(frozen=True)
class PluginPage:
    """One page. ``template`` is a Chameleon template, ``package:path``; ``page`` gives its variables."""

    name: str
    title: str
    page: Page = field(repr=False)
    template: str
    permission: Permission


class PluginPages:
    """What a plugin's ``includeme`` is given."""

    def __init__(self, association: str, package: str, folder: Path):
        self._association = association
        self._package = package
        self._folder = folder
        self._pages: dict[str, PluginPage] = {}

    @property
    def all(self) -> tuple[PluginPage, ...]:
        return tuple(self._pages.values())

    def add_page(self, name: str, title: str, page: Page, template: str, permission: Permission) -> None:
        """Add ``/intranet/associations/{the association}/extension/{name}``.

        :param page: :class:`~collectif.contributions.PageRequest` → the template's variables; it runs apart.
        :param template: path inside the plugin's package (``templates/guide.pt``).
        :param permission: what whoever opens it must hold on the association.
        :raises ContributionError: the name, the template or the permission will not do.
        """
        check_name(name)
        if name in self._pages:
            raise ContributionError(f"La page « {name} » est ajoutée deux fois.")
        if not isinstance(permission, Permission):
            raise ContributionError(f"La page « {name} » ne dit pas qui peut l'ouvrir.")
        if not (self._folder / template).is_file():
            raise ContributionError(f"La page « {name} » n'a pas de modèle « {template} ».")
        self._pages[name] = PluginPage(name, title, page, f"{self._package}:{template}", permission)


def collect(module: Any, association: str) -> tuple[PluginPage, ...]:
    """The pages a plugin's ``includeme`` adds; none when it has no ``includeme``."""
    if not hasattr(module, "includeme"):
        return ()
    pages = PluginPages(association, module.__name__, Path(module.__file__).parent)
    module.includeme(pages)
    return pages.all


def route_name(association: str, page: str) -> str:
    return f"extension.{association}.{page}"


def register(config: Configurator, plugin: Plugin) -> None:
    """Routes and views of the pages of one plugin."""
    for page in plugin.pages:
        name = route_name(plugin.name, page.name)
        pattern = ADDRESS.format(association=plugin.name, name=page.name)
        config.add_route(name, pattern, factory=PluginContext.of(plugin.name))
        config.add_view(_view(plugin.name, page), route_name=name, permission=page.permission, request_method="GET")


def _view(association: str, page: PluginPage) -> Callable[[Any, Request], Response]:
    def view(context: PluginContext, request: Request) -> Response:
        asked = PageRequest(association, dict(request.GET))
        where = f"page {page.name}"
        made = request.extensions.run(association, where, lambda: page.page(asked), returns=Mapping)
        if made.unavailable:
            return unavailable(request)
        drawn = request.extensions.run(
            association, where, lambda: _draw(request, page, made.results[0]), returns=Response, apart=False
        )
        return unavailable(request) if drawn.unavailable else drawn.results[0]

    return view


def _draw(request: Request, page: PluginPage, values: Mapping[str, Any]) -> Response:
    return render_to_response(page.template, {"title": page.title, **values}, request=request)


def page_links(request: Request, association: str) -> list[tuple[str, str]]:
    """Title and address of the pages the association's plugin adds and this person may open."""
    plugin = request.extensions.plugin_of(association)
    context = request.context
    return [
        (page.title, request.route_path(route_name(association, page.name)))
        for page in (plugin.pages if plugin else ())
        if request.has_permission(page.permission, context)
    ]


def unavailable(request: Request) -> Response:
    """The page shown in place of a plugin's own, which is out of order."""
    response = render_to_response("extensions/unavailable.pt", {}, request=request)
    response.status_int = 503
    return response
