"""The public pages' views: all the same, they differ by the row of `PAGES` they serve."""

from collections.abc import Callable
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from collectif.http_cache import content, keep, site_url
from collectif.sharing import of_page
from collectif.site.descriptions import DESCRIPTIONS
from collectif.site.pages import PAGES, Page
from collectif.texts import glossary
from collectif.texts.pages import BY_ROUTE
from collectif.texts.shown import IDENTITY, shown

NOT_FOR_ROBOTS = (
    "/intranet", "/connexion", "/deconnexion", "/invitation", "/mot-de-passe", "/preferences", "/candidature/",
    "/formations/", "/calendrier/", "/verifier/", "/sante", "/actions/fragment",
)  # fmt: skip
"""What is for one person, behind a link or a sign-in, and what is not a page."""
KEPT_SECONDS = 3600


def serve(page: Page) -> Callable[[Request], dict[str, Any]]:
    """The view of one page: what every public page knows, and what this one reads."""

    def view(request: Request) -> dict[str, Any]:
        return {**shared_by_pages(request, page), **page.data(request)}

    return view


def shared_by_pages(request: Request, page: Page) -> dict[str, Any]:
    """What every public page knows, its text among it when it has one that may be written in the intranet."""
    text = shown(request, BY_ROUTE[page.route]) if page.route in BY_ROUTE else None
    return {
        "page": page,
        "identity": request.registry[IDENTITY],
        "glossary": glossary.ACRONYMS,
        "parts_of": glossary.parts,
        "sharing": of_page(request, page.title, DESCRIPTIONS.get(page.route, page.title)),
        "text": text and text.text,
        "approval": text and text.approval,
    }


def add_pages(config: Configurator) -> None:
    """Register the view of each row of `PAGES`."""
    for page in PAGES:
        config.add_view(
            serve(page),
            route_name=page.route,
            renderer=page.renderer,
            request_method="GET",
            permission=NO_PERMISSION_REQUIRED,
            public_page=True,
        )


@view_config(route_name="robots", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def robots(request: Request) -> Response:
    """Tell search engines what is public, and where the list of pages is."""
    closed = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
    text = f"User-agent: *\n{closed}\nSitemap: {site_url(request)}{request.route_path('sitemap_xml')}\n"
    return keep(content(text.encode(), "text/plain"), seconds=KEPT_SECONDS)
