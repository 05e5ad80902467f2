"""How a public page presents itself where it is shared or found: title, description, the address to keep, a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from pyramid.request import Request

LONGEST_DESCRIPTION = 200


@dataclass(frozen=True)
class Sharing:
    """What the head of a public page says of it (description, canonical address, Open Graph).

    :param path: where it is found, from the root of the site; the layout writes it whole, under the site's own name.
    :param kind: its type for Open Graph. :param indexed: whether search engines should lead to it.
    """

    title: str
    description: str
    path: str
    kind: str = "website"
    indexed: bool = True
    picture: ClassVar[str] = "img/partage.png"
    picture_size: ClassVar[tuple[int, int]] = (1200, 630)
    picture_words: ClassVar[str] = "Collectif pair-aidance, Seine-et-Marne"

    @property
    def short_description(self) -> str:
        """The description, cut between two words when it is long."""
        words = " ".join(self.description.split())
        if len(words) <= LONGEST_DESCRIPTION:
            return words
        return words[:LONGEST_DESCRIPTION].rpartition(" ")[0].rstrip(",;:. ") + "…"


def of_page(request: Request, title: str, description: str, kind: str = "website") -> Sharing:
    """A page with one state: whatever is asked besides, its address is the bare one."""
    return Sharing(title, description, request.path, kind)


def of_list(request: Request, title: str, description: str) -> Sharing:
    """A list: its pages are found, its filtered states lead to the whole list and are left out by search engines."""
    page = request.GET.get("page", "")
    if list(request.GET) == ["page"] and page.isascii() and page.isdigit() and len(page) < 7 and int(page) > 1:
        return Sharing(title, description, f"{request.path}?page={int(page)}")
    return Sharing(title, description, request.path, indexed=not request.GET or list(request.GET) == ["page"])
