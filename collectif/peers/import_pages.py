"""What the page of a dry run shows: counts, then one kind of lines at a time, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any
from urllib.parse import urlencode

from ..listing_state import PageLink, page_number
from ..text import number
from .import_plan import ADDED, CHANGED, SAME, Plan

PAGE_SIZE = 50
PROBLEMS = "problems"
LABELS = {
    PROBLEMS: "Lignes à corriger",
    ADDED: "Pairs à ajouter",
    CHANGED: "Fiches à modifier",
    SAME: "Fiches inchangées",
}
NAMES = {"a-corriger": PROBLEMS, "ajouts": ADDED, "changements": CHANGED, "inchanges": SAME}


class CheckPage:
    """One page of a plan, as the query string asks (``voir``, ``page``)."""

    def __init__(self, plan: Plan, params: Mapping[str, str]):
        self._lists: dict[str, Sequence[Any]] = {
            PROBLEMS: plan.problems, **{kind: plan.of(kind) for kind in (ADDED, CHANGED, SAME)}
        }  # fmt: skip
        asked = NAMES.get(params.get("voir", ""), "")
        self.kind = asked if self._lists.get(asked) else self._first_filled()
        items = self._lists[self.kind]
        self.last = max(1, ceil(len(items) / PAGE_SIZE))
        self.page = min(page_number(params), self.last)
        self.items = items[(self.page - 1) * PAGE_SIZE : self.page * PAGE_SIZE]
        self.title = LABELS[self.kind]

    @property
    def tabs(self) -> list[tuple[str, int, str, bool]]:
        """Label, count, address and whether it is shown, for each kind of lines that has some."""
        return [
            (LABELS[kind], len(self._lists[kind]), self._href(kind), kind == self.kind)
            for kind in NAMES.values() if self._lists[kind]
        ]  # fmt: skip

    @property
    def pages(self) -> list[PageLink]:
        """For the macro ``listing_pages``."""
        if self.last == 1:
            return []
        near = sorted({1, self.last, *range(max(1, self.page - 2), min(self.last, self.page + 2) + 1)})
        return [(f"Page {number(n)}", self._href(self.kind, n), n == self.page) for n in near]

    def _first_filled(self) -> str:
        return next((kind for kind in NAMES.values() if self._lists[kind]), SAME)

    def _href(self, kind: str, page: int = 1) -> str:
        name = next(name for name, value in NAMES.items() if value == kind)
        return "?" + urlencode({"voir": name, **({"page": page} if page > 1 else {})})
