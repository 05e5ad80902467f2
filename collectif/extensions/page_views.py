"""Showing what plugins add: routes, rights, the token and the store are the host's, the words are the plugin's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response

from ..contributions import PageRequest
from ..db import SAFE_METHODS
from ..errors import DomainError
from ..own_tables import Refused
from .pages import ADDRESS, SEES_PEOPLE, Added, PluginForm, PluginPage, route_name
from .resources import PluginContext
from .store import store_of

if TYPE_CHECKING:
    from ..extension import Plugin

PASSES = (Refused, colander.Invalid)


class OutOfOrder(Exception):
    """The plugin failed; nothing it wrote is kept."""


def register(config: Configurator, plugin: Plugin) -> None:
    """Routes and views of what one plugin adds."""
    for added in plugin.pages:
        name = route_name(plugin.name, added.name)
        pattern = ADDRESS.format(association=plugin.name, name=added.name)
        view, methods = (page_view, "GET") if isinstance(added, PluginPage) else (form_view, ("GET", "POST"))
        config.add_route(name, pattern, factory=PluginContext.of(plugin.name))
        config.add_view(
            _view(view, plugin.name, added), route_name=name, permission=added.permission, request_method=methods
        )


def _view(show: Callable[..., Response], association: str, added: Added) -> Callable[[Any, Request], Response]:
    """Whatever fails in the plugin is a page that says so, with an error's status: the transaction is abandoned."""

    def view(context: PluginContext, request: Request) -> Response:
        try:
            with _asked(request, association, added) as asked:
                return show(request, association, added, asked)
        except OutOfOrder:
            return unavailable(request)

    return view


@contextmanager
def _asked(request: Request, association: str, added: Added) -> Iterator[PageRequest]:
    """What the plugin is told; its store when it has tables and the page is for those who see people."""
    parameters = dict(request.GET)
    plugin = request.extensions.plugin_of(association)
    if not plugin.tables or added.permission not in SEES_PEOPLE:
        yield PageRequest(association, parameters)
        return
    if request.method in SAFE_METHODS:
        _record(request, "extension.viewed", association, added)
    with store_of(request, association) as store:
        yield PageRequest(association, parameters, store)


def _run(request: Request, association: str, where: str, function: Callable[[], Any], returns: Any, **how: Any) -> Any:
    """:raises OutOfOrder: the plugin failed."""
    answer = request.extensions.run(association, where, function, returns=returns, **how)
    if answer.unavailable:
        raise OutOfOrder()
    return answer.results[0]


def _record(request: Request, act: str, association: str, added: Added) -> None:
    request.journal.record(act, ("extensions", association), organisation=association, page=added.name)


def page_view(request: Request, association: str, page: PluginPage, asked: PageRequest) -> Response:
    where = f"page {page.name}"
    try:
        values = _run(request, association, where, lambda: page.page(asked), Mapping, passes=PASSES)
    except Refused as refused:
        raise HTTPNotFound() from refused
    return _run(request, association, where, lambda: _draw(request, page, values), Response, apart=False)


def _draw(request: Request, page: PluginPage, values: Mapping[str, Any]) -> Response:
    return render_to_response(page.template, {"title": page.title, **values}, request=request)


def form_view(request: Request, association: str, added: PluginForm, asked: PageRequest) -> Response:
    def guarded(function: Callable[[], Any], returns: Any = Any) -> Any:
        return _run(request, association, f"form {added.name}", function, returns, passes=PASSES)

    def save(answers: Mapping[str, Any]) -> str:
        try:
            return guarded(lambda: added.save(asked, answers), str)
        except Refused as refused:
            raise DomainError(refused.message, refused.field) from refused

    try:
        form = request.create_form(guarded(lambda: added.schema(asked), colander.SchemaNode), submit=added.submit)
    except Refused as refused:
        raise HTTPNotFound() from refused
    read = form.schema.deserialize
    form.schema.deserialize = lambda cstruct=colander.null: guarded(lambda: read(cstruct))
    back = request.route_path(route_name(association, added.then))
    if done := form.handle(save):
        _record(request, "extension.changed", association, added)
        request.flash("success", done.value)
        return HTTPSeeOther(back)
    crumbs = [(request.extensions.title_of(association, added.then), back), (added.title, None)]
    values = {"form": form, "title": added.title, "crumbs": crumbs, "lead": str(form.schema.description or "")}
    return render_to_response("extensions/form.pt", values, request=request, response=request.response)


def page_links(request: Request, association: str) -> list[tuple[str, str]]:
    """Title and address of the pages the association's plugin adds and this person may open."""
    plugin = request.extensions.plugin_of(association)
    context = request.context
    return [
        (page.title, request.route_path(route_name(association, page.name)))
        for page in (plugin.pages if plugin else ())
        if isinstance(page, PluginPage) and request.has_permission(page.permission, context)
    ]


def unavailable(request: Request) -> Response:
    """The page shown in place of a plugin's own, which is out of order."""
    response = render_to_response("extensions/unavailable.pt", {}, request=request)
    response.status_int = 503
    return response
