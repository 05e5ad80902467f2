"""Pages of the site that are in no table: each room says which ones, and an hourly chore reads them again.

>>> config.add_searched_pages(entries_of_pages)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyramid.config import Configurator
from pyramid.request import Request

from .entries import Entry
from .index import Index

Pages = Callable[[Request], Iterable[Entry]]


def add_searched_pages(config: Configurator, pages: Pages) -> None:
    """Configurator directive: a request of anybody → the public entries of some pages, whose ids are theirs alone."""
    config.registry["searched_pages"].append(pages)


def entries_of_pages(request: Request) -> Iterator[Entry]:
    for pages in request.registry["searched_pages"]:
        yield from pages(request)


def refresh_pages(request: Request) -> int:
    """Read the pages again, in the transaction of the request. :returns: how many there are."""
    index = Index(request.db)
    index.lock()
    return index.refresh_pages(entries_of_pages(request))
