"""Public pages kept ready made, for visitors whom nothing tells apart (decision 0025).

A view says that its page is the same for every visitor without a session: ``view_config(…, public_page=True)``. Such a
page is made once, then kept until something the public may read has changed (:mod:`.watch`), in whatever process.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.interfaces import PHASE3_CONFIG, IExecutionPolicy
from pyramid.request import Request
from pyramid.response import Response

from .keeping import KeptPages
from .policy import PUBLIC_PAGE, kept_first

View = Callable[[Any, Request], Response]


def public_page(view: View, info: Any) -> View:
    """View deriver of the option of the same name."""
    if not info.options.get("public_page"):
        return view

    def marked(context: Any, request: Request) -> Response:
        request.environ[PUBLIC_PAGE] = request.matched_route.name
        return view(context, request)

    return marked


public_page.options = ("public_page",)  # type: ignore[attr-defined]


def includeme(config: Configurator) -> None:
    """The option, and what is kept before everything else."""
    registry = config.registry
    registry["kept_pages"] = KeptPages(registry.settings["collectif.settings"].page_cache)
    config.add_view_deriver(public_page)

    def surround() -> None:
        policy = registry.getUtility(IExecutionPolicy)
        registry.registerUtility(kept_first(policy, registry), IExecutionPolicy)

    # Once the policy that tries requests again is there.
    config.action("collectif.page_cache", surround, order=PHASE3_CONFIG + 1)
