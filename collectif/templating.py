"""Chameleon renderer, and what every template is given (``ui``, ``layout``, ``macros``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime as Instant
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from chameleon import PageTemplate, PageTemplateLoader
from markupsafe import Markup, escape
from pyramid.authorization import ACLAllowed
from pyramid.config import Configurator
from pyramid.events import BeforeRender
from pyramid.request import Request

from . import text
from .preferences import Preferences
from .security.grants import ROLE_GRANTS
from .security.permissions import Permission

TEMPLATES = "collectif.templates"
HERE_MARK = "@@here@@"
# Set by a view of the intranet that shows a page of the public site as visitors see it: the path to come back to.
PUBLIC_FRAME = "collectif.public_frame"


@dataclass(frozen=True)
class NavItem:
    """One link of the intranet's navigation; ``permission`` must hold somewhere for it to be shown.

    :param within: pattern of the paths where it is the current link, when they do not all begin with its address.
    """

    label: str
    route: str
    permission: Permission
    order: int = 50
    within: str = ""


@dataclass(frozen=True)
class NavLink:
    label: str
    href: str
    current: bool


BOOLEAN_ATTRIBUTES = {"checked", "disabled", "hidden", "multiple", "open", "readonly", "required", "selected"}


def package_folder(package: str) -> Path:
    """The folder of an installed package, a namespace one included."""
    return Path(next(iter(import_module(package).__path__)))


@cache
def loader_of(package: str, reload: bool) -> PageTemplateLoader:
    """The compiled templates of a package: files that no application changes, hence shared by all of this process."""
    return PageTemplateLoader(str(package_folder(package)), auto_reload=reload, boolean_attributes=BOOLEAN_ATTRIBUTES)


class Templates:
    """The templates of one application: its own folder, and those of plugins by ``package:path``."""

    def __init__(self, reload: bool):
        self._reload = reload

    def load(self, name: str) -> PageTemplate:
        """``actions/list.pt`` or ``collectif_apf77:templates/page.pt``."""
        package, _, path = name.rpartition(":")
        return loader_of(package or TEMPLATES, self._reload).load(path)


class Renderer:
    """Pyramid renderer for ``.pt``."""

    def __init__(self, templates: Templates, name: str):
        self._templates = templates
        self._name = name

    def __call__(self, value: Mapping[str, Any], system: Mapping[str, Any]) -> str:
        return self._templates.load(self._name)(**{**system, **value})


class Ui:
    """What pages need besides their own data: who is there, where, and how to say dates and numbers."""

    date = staticmethod(text.long_date)
    datetime = staticmethod(text.date_and_time)
    short_date = staticmethod(text.short_date)
    number = staticmethod(text.number)
    plural = staticmethod(text.plural)
    here_mark = HERE_MARK

    def __init__(self, request: Request):
        self._request = request
        self.bare = bool(request.environ.get("collectif.bare_page"))
        self.preferences = Preferences() if self.bare else request.preferences
        self.identity = None if self.bare else request.identity
        self.plain = self.preferences.plain
        self.theme = self.preferences.theme
        self.text_size = self.preferences.text_size
        self.spacing = self.preferences.spacing
        self.html_class = self.preferences.html_class

    @property
    def is_intranet(self) -> bool:
        """Whether the page stands beside the intranet's navigation, which is empty without a mandate in force."""
        held = self.identity.mandates if self.identity else ()
        return bool(held) and self._request.path.startswith("/intranet") and not self._public_frame

    @property
    def is_demo(self) -> bool:
        """Whether people and facts are invented: every page says so in development."""
        return self._request.registry.settings["collectif.settings"].environment == "development"

    @property
    def here(self) -> str:
        return self._public_frame or self._request.path_qs

    @property
    def _public_frame(self) -> str:
        return str(self._request.environ.get(PUBLIC_FRAME, ""))

    @property
    def csrf_token(self) -> str:
        """Reading it opens a session, hence a cookie: public pages read it only where they have a form."""
        return "" if self.bare else self._request.session.get_csrf_token()

    @property
    def page_state(self) -> str:
        return "error" if self._request.response.status_int in (400, 409, 422) else "ok"

    @property
    def flashes(self) -> list[tuple[str, str]]:
        if self.bare or not self._request.session:
            return []
        return [tuple(message) for message in self._request.session.pop_flash()]

    @property
    def nav(self) -> list[NavLink]:
        """The intranet's links that lead somewhere for this person."""
        return [self._link(item) for item in self._request.registry["navigation"] if self._reachable(item)]

    def _reachable(self, item: NavItem) -> bool:
        if self.identity is None:
            return False
        places = self.identity.organisations_for(item.permission)
        own = any(item.permission in ROLE_GRANTS[mandate.role].own_file for mandate in self.identity.mandates)
        return places is None or bool(places) or own

    def _link(self, item: NavItem) -> NavLink:
        href = self.url(item.route)
        within = re.match(f"(?:{item.within or re.escape(href)})(?:/|$)", self._request.path)
        return NavLink(item.label, href, within is not None)

    def url(self, route: str, **values: Any) -> str:
        if values:
            return self._request.route_path(route, **values)
        return self._kept(("url", route), lambda: self._request.route_path(route))

    def static(self, path: str) -> str:
        return self._kept(("static", path), lambda: self._request.static_path(f"collectif:static/{path}"))

    def absolute(self, path: str) -> str:
        """The whole address of a path of this site, under the site's own name whatever the ``Host`` someone sent."""
        base: str = self._request.registry.settings["collectif.settings"].base_url
        return base + path

    def kept(self, template: str) -> Markup:
        """A piece of page that depends on the comfort settings and the address only, rendered once for each choice
        of settings; ``ui.here_mark`` in it stands for the address."""
        templates: Templates = self._request.registry["templates"]
        piece = self._kept((template, self.html_class), lambda: templates.load(template)(ui=self))
        return Markup(piece.replace(HERE_MARK, escape(self.here)))  # noqa: S704

    def kept_with(self, page: Any, template: str) -> Markup:
        """A piece of a list that depends on the state asked for only, rendered once and kept with it."""
        if template not in page.pieces:
            page.pieces[template] = self._request.registry["templates"].load(template)(ui=self, page=page)
        return Markup(page.pieces[template])  # noqa: S704

    def _kept(self, key: tuple[str, str], make: Callable[[], str]) -> str:
        kept: dict[tuple[str, ...], str] = self._request.registry["kept_pieces"]
        place = (self._request.script_name, *key)
        if place not in kept:
            kept[place] = make()
        return kept[place]

    def may(self, permission: str, context: Any = None) -> bool:
        return isinstance(self._request.has_permission(permission, context), ACLAllowed)

    def when(self, moment: Date | Instant) -> str:
        """A date or an instant, in words."""
        return text.date_and_time(moment) if isinstance(moment, Instant) else text.short_date(moment)


def add_globals(event: BeforeRender) -> None:
    """Give ``ui``, ``layout`` and ``macros`` to every template."""
    request = event.get("request")
    if request is None or "templates" not in request.registry:
        return
    templates: Templates = request.registry["templates"]
    event.update(ui=Ui(request), layout=templates.load("layout.pt"), macros=templates.load("macros.pt"))


def add_navigation(
    config: Configurator, label: str, route: str, permission: Permission, order: int = 50, within: str = ""
) -> None:
    """Configurator directive: a link of the intranet's navigation (see :class:`NavItem`)."""
    items = config.registry["navigation"]
    items.append(NavItem(label, route, permission, order, within))
    items.sort(key=lambda item: item.order)


def includeme(config: Configurator) -> None:
    templates = Templates(reload=config.registry.settings["collectif.settings"].reload_templates)
    config.registry["templates"] = templates
    config.registry["navigation"] = []
    config.registry["kept_pieces"] = {}
    config.add_renderer(".pt", lambda info: Renderer(templates, info.name))
    config.add_subscriber(add_globals, BeforeRender)
    config.add_directive("add_navigation", add_navigation)
    config.add_static_view("static", "collectif:static", cache_max_age=3600)
