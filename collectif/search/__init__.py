"""Search: one French normaliser, one index kept with each change, the public site's page and the intranet's."""

from pyramid.config import Configurator

from .pages import add_searched_pages, refresh_pages


def includeme(config: Configurator) -> None:
    """Routes of the room, and what pages it reads."""
    config.registry["searched_pages"] = []
    config.add_directive("add_searched_pages", add_searched_pages)
    config.add_route("search", "/recherche")
    config.add_route("search_description", "/recherche.xml")
    config.add_route("intranet_search", "/intranet/recherche")
    config.add_chore("Pages du site relues pour la recherche", refresh_pages)
    config.scan(".views")
