"""One page of results, for a visitor or for someone of the intranet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote_plus, urlencode

from markupsafe import Markup
from pyramid.request import Request
from sqlalchemy import select, true

from ..listing import Column, Filter, Listing, Page
from ..security.identity import Identity
from ..text import short_date
from .entries import labels_of
from .excerpts import excerpt, marked
from .french import LONGEST_ASKED, Asked
from .models import SearchEntry, age_of
from .queries import counts, has_words, rank, visible_to
from .suggestions import suggest

WORDS, KIND = "mots", "type"
RESULTS_PER_PAGE = 20
BEST_FIRST = {"tri": "-rang"}
SHOWN = (
    SearchEntry.kind, SearchEntry.title, SearchEntry.text, SearchEntry.plain, SearchEntry.route, SearchEntry.values,
    SearchEntry.newness,
)  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One thing found, ready to be written."""

    title: Markup
    href: str
    what: str
    excerpt: Markup


class Results:
    """What the address asks, and what is found; a number of queries that depends on nothing.

    :param identity: whose rights count; ``None`` on the public site, whoever is signed in.
    """

    def __init__(self, request: Request, identity: Identity | None):
        self._request = request
        self._identity = identity
        self.words = " ".join(request.GET.get(WORDS, "")[:LONGEST_ASKED].split())
        self.asked = Asked.read(self.words)

    @property
    def url_words(self) -> str:
        """The words, for another address."""
        return quote_plus(self.words)

    @cached_property
    def counts(self) -> dict[str, int]:
        found = counts(self._request.db, self.asked, self._identity) if self.asked else {}
        return dict(sorted(found.items(), key=lambda one: labels_of(one[0])[1]))

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def kind(self) -> str:
        """The kind asked for, when something of it is found."""
        asked = self._request.GET.get(KIND, "")
        return asked if asked in self.counts else ""

    @cached_property
    def page(self) -> Page:
        kinds = Filter(
            KIND, "Type", lambda kind: SearchEntry.kind == kind, [(one, labels_of(one)[1]) for one in self.counts]
        )
        order = Column("rang", "Rang", rank(self.asked), rank(self.asked))
        listing = Listing(
            caption="Résultats", noun=("résultat", "résultats"), columns=(order,), key=SearchEntry.id,
            default_sort="rang", filters=(Filter(WORDS, "Mots", lambda text: true()), kinds),
            extra=SHOWN, exports=False, page_size=RESULTS_PER_PAGE,
        )  # fmt: skip
        statement = select(SearchEntry.id).where(visible_to(self._identity), has_words(self.asked))
        return listing.page(self._request.db, statement, {**self._request.GET, WORDS: self.words, **BEST_FIRST})

    @property
    def summary(self) -> str:
        """``12 résultats pour « réunion », page 1 sur 2``."""
        count, _, rest = self.page.summary.partition(", ")
        return f"{count} pour «\u00a0{self.words}\u00a0»" + (f", {rest}" if rest else "")

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """The filter: label with its count, address, whether it is chosen."""
        if len(self.counts) < 2:
            return []
        every = [("", "Tout", self.total)]
        return [
            (f"{label} ({count})", self._href(**({KIND: kind} if kind else {})), kind == self.kind)
            for kind, label, count in every + [(one, labels_of(one)[1], count) for one, count in self.counts.items()]
        ]

    @property
    def pages(self) -> list[tuple[str, str | None, bool]]:
        """The links of :class:`~collectif.listing.Page`: order is not for people to choose here."""
        return [
            (label, href.replace("&tri=-rang", "") if href else None, here) for label, href, here in self.page.pages
        ]

    @property
    def found(self) -> list[Result]:
        return [self._result(row) for row in self.page.rows]

    @cached_property
    def suggestion(self) -> tuple[str, str] | None:
        """Another spelling that finds something, and its address."""
        if not self.asked or self.total:
            return None
        better = suggest(self._request.db, self.asked, self._identity)
        return (better, self._href(**{WORDS: better})) if better else None

    def _href(self, **values: str) -> str:
        return "?" + urlencode({WORDS: self.words, **values})

    def _result(self, row: Any) -> Result:
        at = age_of(row.newness)
        one, _ = labels_of(row.kind)
        what = f"{one}, {short_date(at)}" if at else one
        href = self._request.route_path(row.route, **row.values)
        read = (row.plain if self._request.preferences.plain else "") or row.text
        return Result(marked(row.title, self.asked), href, what, excerpt(read, self.asked))
