"""What everyone finds of the site's pages: their own words in both languages, without what other rooms show in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from zlib import crc32

from pyramid.renderers import render
from pyramid.request import Request

from ..preferences import Preferences
from ..search.entries import PUBLIC, Entry
from ..texts.words import LANGUAGES
from .pages import OTHER_ROOMS, PAGES, Page
from .views import shared_by_pages

# The charter has an entry of its own.
NOT_FOUND = {"site_map", "search", "charter"}
# The lists of a page are found where they come from, and would outlive there what is withdrawn.
EMPTY = {"latest": (), "kinds": (), "groups": ()}
# An identifier of 31 bits, which a page keeps whatever its place in the table.
POSITIVE = 0x7FFFFFFF
# A paragraph over a text in plain language, which names the reader who approved it.
BANNER = "plain-banner"
ASIDE = frozenset({"nav", "form", "script", "style", "h1"})


def entries_of_pages(request: Request) -> Iterator[Entry]:
    """One entry a page; those of other rooms by their title, which the site map gives."""
    for page in PAGES:
        if page.route not in NOT_FOUND:
            yield page_entry(page.route, page.title, *(words_of(request, page, language) for language in LANGUAGES))
    for route, title, _ in OTHER_ROOMS:
        if route not in NOT_FOUND:
            yield page_entry(route, title)


def page_entry(route: str, title: str, text: str = "", plain: str = "") -> Entry:
    """What is found of one page, wherever its words are kept."""
    return Entry(crc32(route.encode()) & POSITIVE, PUBLIC, title, text, route, plain=plain)


def words_of(request: Request, page: Page, language: str) -> str:
    """The words of a page as it is served to a visitor who chose ``language`` alone, with no list in it."""
    own, request.preferences = request.preferences, replace(Preferences(), language=language)
    try:
        shown: dict[str, Any] = {**shared_by_pages(request, page), **page.data(request), **EMPTY}
        html = render(page.renderer, shown, request=request)
    finally:
        request.preferences = own
    reader = MainWords()
    reader.feed(html)
    return " ".join("".join(reader.found).split())


class MainWords(HTMLParser):
    """The text of ``<main>``, without its title, its navigation, its forms, and who approved it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self._aside = 0
        self._banner = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "main"
        self._aside += tag in ASIDE
        self._banner = self._banner or BANNER in (dict(attrs).get("class") or "").split()
        self.found.append(" " if tag in BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "main"
        self._aside -= tag in ASIDE
        self._banner = self._banner and tag != "p"

    def handle_data(self, data: str) -> None:
        if self._inside and not self._aside and not self._banner:
            self.found.append(data)


BLOCKS = frozenset({"p", "li", "h2", "h3", "h4", "dt", "dd", "td", "th", "div", "section", "br", "article", "summary"})
