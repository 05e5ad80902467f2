"""The text of a page, ready for its template: sections in order, written once for each version and each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup

from ..text import slugify
from .markup import Heading, Node, Paragraph, inline, normal, parse
from .pages import Block, Layout, Page
from .rendering import Address, Writer
from .words import PLAIN, Words

# Before the anchors of sections that a text adds: never those of a template or of a block.
ADDED = "texte-"


@dataclass(frozen=True)
class Part:
    """A title, its anchor and what is under it; ``inner`` are the parts that follow inside the same section."""

    anchor: str
    title: Markup
    body: Markup
    inner: tuple[Part, ...] = ()
    placed: bool = False


@dataclass(frozen=True)
class PageText:
    """What a template asks for. ``sections`` are those that no template places by name."""

    lead: Part
    parts: tuple[Part, ...]

    @property
    def sections(self) -> list[Part]:
        return [part for part in self.parts if not part.placed]

    def __getitem__(self, anchor: str) -> Part:
        """:raises KeyError: no part has this anchor."""
        return {part.anchor: part for part in self.parts}[anchor]


def page_text(page: Page, words: Mapping[str, Words], language: str, address: Address) -> PageText:
    """Write the whole page, from its first word to its last: an acronym is told the first time it comes."""
    writer = Writer(address)
    found: list[Part] = []
    for block in page.blocks:
        title, text = words[block.name].of(language)
        nodes = [_fitting(node, block) for node in parse(text)]
        parts = list(_parts(block, title, nodes, writer, lead=language != PLAIN and block.level < 2))
        if block.level == 3:
            found[-1] = replace(found[-1], inner=(*found[-1].inner, *parts))
        else:
            found.extend(parts)
    return PageText(found[0], tuple(_apart(found[1:])))


def _parts(block: Block, title: str, nodes: list[Node], writer: Writer, *, lead: bool) -> Iterator[Part]:
    """The block's own part, then one for each section that its text adds."""
    cuts = [at for at, node in enumerate(nodes) if isinstance(node, Heading) and node.level == 2]
    first = cuts[0] if cuts else len(nodes)
    said = writer.line(inline(" ".join(normal(title).split())))
    yield Part(block.name, said, _body(block, nodes[:first], writer, lead=lead), placed=block.placed)
    for start, end in pairwise([*cuts, len(nodes)]):
        heading = nodes[start]
        assert isinstance(heading, Heading)
        anchor = ADDED + slugify("".join(run.words for run in heading.line))
        yield Part(anchor, writer.line(heading.line), writer.nodes(nodes[start + 1 : end]))


def _fitting(node: Node, block: Block) -> Node:
    """A heading that the block may not hold never upsets the order of the page's: it is a line like another."""
    if not isinstance(node, Heading) or node.level in block.headings:
        return node
    return Paragraph((node.line,))


def _body(block: Block, nodes: list[Node], writer: Writer, *, lead: bool) -> Markup:
    has_headings = any(isinstance(node, Heading) for node in nodes)
    if block.layout is Layout.CARDS and has_headings:
        return writer.cards(nodes, "ul", "cards")
    if block.layout is Layout.COUNTED:
        return writer.cards(nodes, "ol", "cards charter") if has_headings else writer.nodes(nodes, list_class="charter")
    return writer.nodes(nodes, lead=lead)


def _apart(parts: list[Part]) -> Iterator[Part]:
    """No two parts have the same anchor."""
    seen: set[str] = set()
    for part in parts:
        anchor, number = part.anchor, 1
        while anchor in seen:
            number += 1
            anchor = f"{part.anchor}-{number}"
        seen.add(anchor)
        yield replace(part, anchor=anchor)
