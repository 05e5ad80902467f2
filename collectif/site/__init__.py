"""The public site: the pages that explain peer support and those the law asks for."""

from pyramid.config import Configurator

from collectif.site.pages import PAGES
from collectif.site.searchable import entries_of_pages
from collectif.site.views import add_pages


def includeme(config: Configurator) -> None:
    """Declare the public pages, `robots.txt` and `sitemap.xml`."""
    for page in PAGES:
        config.add_route(page.route, page.path)
    config.add_route("robots", "/robots.txt")
    config.add_route("sitemap_xml", "/sitemap.xml")
    config.add_route("open_data", "/donnees-ouvertes")
    add_pages(config)
    config.add_searched_pages(entries_of_pages)
    for module in (".views", ".sitemap", ".open_data", ".preview"):
        config.scan(module)
