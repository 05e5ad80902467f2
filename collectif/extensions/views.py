"""Pages about plugins: what each does, how it behaves, and another chance for one that was set aside."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..security.permissions import Permission
from ..workflow import Status

# Opened by itself, a drawing may load and run nothing.
ALONE = "default-src 'none'; sandbox"
FOR_EVER = "public, max-age=31536000, immutable"

STATES = {
    "active": Status("active", "en service", "success", "check"),
    "quarantined": Status("quarantined", "mise à l'écart", "warning", "pause"),
    "disabled": Status("disabled", "désactivée", "error", "stop"),
}


@view_config(
    route_name="extensions", renderer="extensions/list.pt", permission=Permission.VIEW_EXTENSIONS, request_method="GET"
)
def extensions(request: Request) -> dict[str, Any]:
    return {"plugins": request.extensions.plugins, "idle": request.extensions.idle, "states": STATES}


@view_config(route_name="extension_reactivate", request_method="POST", permission=Permission.VIEW_EXTENSIONS)
def reactivate(request: Request) -> Response:
    """Call a quarantined plugin again.

    :raises HTTPNotFound: the settings name no such plugin.
    """
    name = request.matchdict["name"]
    try:
        works = request.extensions.reactivate(name)
    except KeyError as error:
        raise HTTPNotFound() from error
    request.journal.record("extension.reactivated", ("extensions", name))
    if works:
        request.flash("success", "L'extension est de nouveau en service.")
    else:
        request.flash("warning", "L'extension ne peut pas revenir avant un redémarrage de l'application.")
    return HTTPSeeOther(request.route_path("extensions"))


@view_config(route_name="extension_colours", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def colours(request: Request) -> Response:
    """A stylesheet: ``accent-<association>`` is the ground an association chose for its name in white."""
    chosen = [plugin.metadata for plugin in request.extensions.plugins if plugin.metadata]
    rules = [
        f".accent-{one.association} {{ background: {one.accent_colour}; color: #fff; }}\n"
        for one in chosen
        if one.accent_colour
    ]
    response = Response("".join(rules), content_type="text/css", charset="utf-8")
    response.cache_control = "public, max-age=3600"
    return response


@view_config(route_name="extension_logo", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def logo(request: Request) -> Response:
    """The picture itself. Its address holds a digest of its content: another content has another address.

    :raises HTTPNotFound: no plugin brings this logo.
    """
    logos = {plugin.logo.address: plugin.logo for plugin in request.extensions.plugins if plugin.logo}
    found = logos.get(request.path_info)
    if found is None:
        raise HTTPNotFound()
    response = Response(body=found.content, content_type=found.media_type)
    response.headers.update(
        {"Content-Security-Policy": ALONE, "Cache-Control": FOR_EVER, "Content-Disposition": "inline"}
    )
    return response
