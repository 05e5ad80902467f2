"""The public pages' views: all the same, they differ by the row of `PAGES` they serve."""

from collections.abc import Callable
from html import escape
from typing import Any

from pyramid.config import Configurator
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from collectif.site import glossary
from collectif.site.identity import SiteIdentity
from collectif.site.pages import FOR_ACCOUNTS, PAGES, Page, entries

NOT_FOR_ROBOTS = ("/intranet", "/connexion", "/invitation", "/mot-de-passe", "/preferences", "/candidature/")


def serve(page: Page) -> Callable[[Request], dict[str, Any]]:
    """The view of one page: what every public page knows, and what this one reads."""

    def view(request: Request) -> dict[str, Any]:
        identity = SiteIdentity.from_settings(request.registry.settings)
        shared = {
            "page": page,
            "identity": identity,
            "glossary": glossary.ACRONYMS,
            "parts_of": glossary.parts,
        }
        return shared | page.data(request)

    return view


def add_pages(config: Configurator) -> None:
    """Register the view of each row of `PAGES`."""
    for page in PAGES:
        config.add_view(
            serve(page),
            route_name=page.route,
            renderer=page.renderer,
            request_method="GET",
            permission=NO_PERMISSION_REQUIRED,
        )


@view_config(route_name="robots", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def robots(request: Request) -> Response:
    """Tell search engines what is public, and where the list of pages is."""
    closed = "".join(f"Disallow: {path}\n" for path in NOT_FOR_ROBOTS)
    text = f"User-agent: *\n{closed}\nSitemap: {request.route_url('sitemap_xml')}\n"
    return Response(text, content_type="text/plain", charset="utf-8")


@view_config(route_name="sitemap_xml", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def sitemap_xml(request: Request) -> Response:
    """The public addresses in the format of sitemaps.org."""
    urls = [request.route_url(route) for route, _, _ in entries() if route not in FOR_ACCOUNTS]
    body = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in urls)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{body}</urlset>\n'
    )
    return Response(text, content_type="application/xml", charset="utf-8")
