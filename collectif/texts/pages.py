"""Which words of the public pages may be written in the intranet: each page as a sequence of named blocks.

The name of a block is the anchor of its title: other pages lead there, so that it never changes. What is computed
(figures, lists, legal facts) and what must not be lost (emergency numbers, buttons) stays in the templates, between the
blocks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LONGEST_TITLE = 120
LONGEST_TEXT = 4_000


class Layout(StrEnum):
    """How a block is set. ``PLAIN``: as it comes. ``CARDS``: each ``###`` makes a card. ``COUNTED``: a numbered list,
    or numbered cards, of which none may be missing."""

    PLAIN = "plain"
    CARDS = "cards"
    COUNTED = "counted"


@dataclass(frozen=True)
class Block:
    """One piece of a page.

    :param level: of its title: 1 for the page's own, 2 for a section, 3 inside the section before it, 0 without title.
    :param open: whether ``##`` may begin a new section after it.
    :param placed: put by name in the template, among fixed pieces; the others follow one another.
    :param count: how many elements a counted block has.
    :param optional: whether its text may be empty.
    """

    name: str
    level: int = 2
    layout: Layout = Layout.PLAIN
    open: bool = True
    placed: bool = False
    count: int = 0
    optional: bool = False

    @property
    def has_title(self) -> bool:
        return self.level > 0

    @property
    def headings(self) -> tuple[int, ...]:
        """The levels of the headings that its text may hold."""
        if self.level != 2:
            return ()
        return (2, 3) if self.open and not self.placed and self.layout is Layout.PLAIN else (3,)


@dataclass(frozen=True)
class Page:
    """One public page. :param route: of its address. :param slug: of its address in the intranet.
    :param reviewed: whether all its words are here, so that a concerned reader can approve the whole of it."""

    route: str
    slug: str
    title: str
    blocks: tuple[Block, ...]
    reviewed: bool = False

    def block(self, name: str) -> Block:
        """:raises KeyError: the page has no such block."""
        return {block.name: block for block in self.blocks}[name]

    @property
    def path(self) -> str:
        """Its address on the public site."""
        return "/" if self.route == "home" else f"/{self.slug}"


def opening(level: int = 0) -> Block:
    return Block("introduction", level=level)


PAGES = (
    Page("home", "accueil", "Accueil", (
        opening(1), Block("rencontrer", placed=True), Block("devenir", placed=True), Block("autres", placed=True),
    ), reviewed=True),
    Page("peer_support", "pair-aidance", "La pair-aidance", (
        opening(), Block("definition"), Block("limites", open=False, optional=True), Block("proches", level=3),
        Block("soin", level=3), Block("urgence", level=3), Block("missions", layout=Layout.CARDS),
        Block("apports", layout=Layout.CARDS), Block("cadre"), Block("collectif"),
        Block("suite", placed=True, optional=True),
    ), reviewed=True),
    Page("become_peer", "devenir-pair-aidant", "Devenir pair-aidant", (
        opening(), Block("profil"), Block("conditions", layout=Layout.CARDS),
        Block("charte", layout=Layout.COUNTED, count=12), Block("accompagnement"), Block("soutien"),
        Block("suite", placed=True),
    ), reviewed=True),
    Page("resource_hub", "pole-ressource", "Le pôle ressource", (opening(),), reviewed=True),
    Page("help", "aide", "Aide", (
        opening(), Block("chercher"), Block("affichage"), Block("clavier"), Block("compte"),
        Block("contact", placed=True),
    ), reviewed=True),
    Page("accessibility", "accessibilite", "Accessibilité : non conforme", (opening(),)),
    Page("personal_data", "donnees-personnelles", "Données personnelles", (opening(),)),
    Page("legal_notice", "mentions-legales", "Mentions légales", (opening(),)),
    Page("site_map", "plan-du-site", "Plan du site", (opening(),)),
)  # fmt: skip
BY_SLUG = {page.slug: page for page in PAGES}
BY_ROUTE = {page.route: page for page in PAGES}
