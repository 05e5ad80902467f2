"""Writing a text's tree as HTML: every word is escaped here, and every tag of it is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markupsafe import Markup, escape

from . import glossary
from .markup import Heading, Items, Line, Node, Paragraph, Run, is_safe

Address = Callable[[str], str]
NOTHING = Markup()
# French signs are not left alone at the beginning or at the end of a line.
SPACES = re.compile(r"(?<=«) | (?=[»?!:;](?:\s|$))")
BREAK = Markup("<br />")
ABBR = Markup('<abbr title="{}">{}</abbr>')
LINK = Markup('<a href="{}">{}</a>')
TAG = Markup("<{tag}>{inside}</{tag}>")
WITH_CLASS = Markup('<{tag} class="{name}">{inside}</{tag}>')


class Writer:
    """Writes the pieces of one page in one language.

    :param address: from a link's target, checked beforehand, to its address: where the site stands, whom it writes to.
    """

    def __init__(self, address: Address):
        self._address = address
        self._said: set[str] = set()

    def nodes(self, nodes: Sequence[Node], *, lead: bool = False, list_class: str = "") -> Markup:
        """``lead``: the first paragraph opens the page. ``list_class``: of the lists that carry it."""
        leading = nodes[0] if lead and nodes else None
        return Markup("\n").join(self._node(node, list_class, lead=node is leading) for node in nodes)

    def cards(self, nodes: Sequence[Node], tag: str, name: str) -> Markup:
        """What comes before the first heading as it is, then a card for each heading and what follows it."""
        first = next((at for at, node in enumerate(nodes) if isinstance(node, Heading)), len(nodes))
        before = self.nodes(nodes[:first])
        cards: list[list[Node]] = []
        for node in nodes[first:]:
            if isinstance(node, Heading):
                cards.append([])
            cards[-1].append(node)
        if not cards:
            return before
        inside = NOTHING.join(WITH_CLASS.format(tag="li", name="card", inside=self.nodes(card)) for card in cards)
        return Markup("\n").join([before, WITH_CLASS.format(tag=tag, name=name, inside=inside)])

    def line(self, line: Line) -> Markup:
        return NOTHING.join(self._run(run) for run in line)

    def _node(self, node: Node, list_class: str, *, lead: bool = False) -> Markup:
        if isinstance(node, Heading):
            return TAG.format(tag="h3", inside=self.line(node.line))
        if isinstance(node, Paragraph):
            inside = BREAK.join(self.line(line) for line in node.lines)
            return (
                WITH_CLASS.format(tag="p", name="lead", inside=inside) if lead else TAG.format(tag="p", inside=inside)
            )
        return self._items(node, "link-list" if node.all_links else list_class)

    def _items(self, node: Items, name: str) -> Markup:
        tag = "ol" if node.ordered else "ul"
        inside = NOTHING.join(TAG.format(tag="li", inside=self.line(line)) for line in node.lines)
        return WITH_CLASS.format(tag=tag, name=name, inside=inside) if name else TAG.format(tag=tag, inside=inside)

    def _run(self, run: Run) -> Markup:
        if run.mark == "link":
            if not is_safe(run.target):
                return escape(f"[{run.words}]({run.target})")
            return LINK.format(self._address(run.target), self._words(run.words))
        inside = self.line(run.inner) if run.inner else self._words(run.words)
        return TAG.format(tag=run.mark, inside=inside) if run.mark else inside

    def _words(self, words: str) -> Markup:
        """Acronyms are told the first time they come in the page."""
        return NOTHING.join(self._part(part) for part in glossary.parts(words))

    def _part(self, part: glossary.Part) -> Markup:
        if part.expansion is None or part.text in self._said:
            return escape(SPACES.sub("\u00a0", part.text))
        self._said.add(part.text)
        return ABBR.format(part.expansion, part.text)
