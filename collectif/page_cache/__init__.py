"""Public pages kept ready made, for visitors whom nothing tells apart (decision 0025).

A view says that its page is the same for every visitor without a session: ``view_config(…, public_page=True)``. Such a
page is made once, then kept until something the public may read has changed (:mod:`.watch`), in whatever process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response

from .keeping import KeptPages
from .tween import PUBLIC_PAGE

View = Callable[[Any, Request], Response]


def public_page(view: View, info: Any) -> View:
    """View deriver of the option of the same name."""
    if not info.options.get("public_page"):
        return view

    def marked(context: Any, request: Request) -> Response:
        request.environ[PUBLIC_PAGE] = True
        return view(context, request)

    return marked


public_page.options = ("public_page",)  # type: ignore[attr-defined]


def includeme(config: Configurator) -> None:
    """The option, and the tween that looks in what is kept before anything else is done."""
    settings = config.registry.settings["collectif.settings"]
    config.registry["kept_pages"] = KeptPages(settings.page_cache)
    config.add_view_deriver(public_page)
    config.add_tween(
        "collectif.page_cache.tween.page_cache_tween", over="collectif.security.headers.headers_tween",
        under="collectif.logs.request_tween",
    )  # fmt: skip
