"""The few signs in which the site's texts are written, and nothing else: what is not one of them is shown as typed.

A line is a paragraph's, except ``## titre``, ``### intertitre``, ``- élément`` and ``1. élément``; an empty line ends a
paragraph. Inside a line: ``**gras**``, ``*italique*``, ```touche``` and ``[mots du lien](adresse)``. There is no HTML:
the tree is built first, then written by :mod:`.rendering`, which escapes every word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..text import printable

HEADING = re.compile(r"(#{1,6})\s+(.+)")
BULLET = re.compile(r"[-*•]\s+(.+)")
NUMBERED = re.compile(r"\d{1,3}[.)]\s+(.+)")
INLINE = re.compile(
    r"\*\*(?P<strong>[^*\n]+)\*\*|\*(?P<em>[^*\s][^*\n]*)\*|`(?P<kbd>[^`\n]+)`"
    r"|\[(?P<link>[^\[\]\n]+)\]\((?P<target>[^()\s][^()\n]*)\)"
)
MARKS = ("strong", "em", "kbd", "link")
# Addresses of this site, of others, and « écrire: » with the subject of a message to the collective.
INTERNAL = re.compile(r"/(?![/\\])[\w\-./?=&%~+,;#]*|#[\w\-]+", re.ASCII)
EXTERNAL = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][\w\-./?=&%~+,;:@!$'*#]*)?",
                      re.ASCII | re.IGNORECASE)  # fmt: skip
MAIL = re.compile(r"mailto:[\w.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII | re.IGNORECASE)
PHONE = re.compile(r"(?:tel|sms):\+?\d{2,15}", re.ASCII)
WRITE = "écrire:"
TARGETS = (INTERNAL, EXTERNAL, MAIL, PHONE)


@dataclass(frozen=True)
class Run:
    """Some words of a line. :param mark: ``strong``, ``em``, ``kbd``, ``link`` or nothing. :param target: of a link."""

    words: str
    mark: str = ""
    target: str = ""
    inner: tuple[Run, ...] = ()


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Items:
    """A list. :param ordered: whether the order means something."""

    ordered: bool
    lines: tuple[Line, ...]

    @property
    def all_links(self) -> bool:
        """Whether each item is a link and nothing else: a list of ways to go."""
        return all(len(line) == 1 and line[0].mark == "link" for line in self.lines)


Node = Heading | Paragraph | Items


def parse(text: str) -> list[Node]:
    """The tree of ``text``, whatever was typed."""
    nodes: list[Node] = []
    paragraph: list[Line] = []
    for kind, level, line in _lines(text):
        if kind != "words" and paragraph:
            nodes.append(Paragraph(tuple(paragraph)))
            paragraph = []
        if kind == "words":
            paragraph.append(line)
        elif kind == "heading":
            nodes.append(Heading(level, line))
        elif kind == "item":
            _add_item(nodes, ordered=level == 1, line=line)
        else:
            nodes.append(Paragraph(()))
    if paragraph:
        nodes.append(Paragraph(tuple(paragraph)))
    return [node for node in nodes if not isinstance(node, Paragraph) or node.lines]


def _lines(text: str) -> Iterator[tuple[str, int, Line]]:
    """Each line: what it is, its level (or 1 for an ordered item), its words."""
    for raw in normal(text).split("\n"):
        line = raw.strip()
        if not line:
            yield "blank", 0, ()
        elif found := HEADING.fullmatch(line):
            yield "heading", len(found[1]), inline(found[2])
        elif found := BULLET.fullmatch(line):
            yield "item", 0, inline(found[1])
        elif found := NUMBERED.fullmatch(line):
            yield "item", 1, inline(found[1])
        else:
            yield "words", 0, inline(line)


def _add_item(nodes: list[Node], *, ordered: bool, line: Line) -> None:
    """To the list before when it is of the same kind: an empty line between two items does not cut it."""
    while nodes and nodes[-1] == Paragraph(()):
        nodes.pop()
    last = nodes[-1] if nodes else None
    if isinstance(last, Items) and last.ordered == ordered:
        nodes[-1] = Items(ordered, (*last.lines, line))
    else:
        nodes.append(Items(ordered, (line,)))


def inline(line: str) -> Line:
    """The words of one line and their marks."""
    runs: list[Run] = []
    place = 0
    for found in INLINE.finditer(line):
        if found.start() > place:
            runs.append(Run(line[place : found.start()]))
        runs.append(_marked(found))
        place = found.end()
    if place < len(line):
        runs.append(Run(line[place:]))
    return tuple(runs)


def _marked(found: re.Match[str]) -> Run:
    mark = next(name for name in MARKS if found[name] is not None)
    words = found[mark]
    inner = inline(words) if mark in ("strong", "em") else ()
    return Run(words, mark, (found["target"] or "").strip(), inner)


def normal(text: str) -> str:
    """One kind of line end, nothing invisible, no space at the ends: what is stored, compared and hashed."""
    lines = printable(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def is_safe(target: str) -> bool:
    """Whether a link may lead there."""
    return (target.startswith(WRITE) and bool(target[len(WRITE) :].strip())) or any(
        one.fullmatch(target) for one in TARGETS
    )


def lines_of(nodes: Sequence[Node]) -> Iterator[Line]:
    """Every line of a tree, in order."""
    for node in nodes:
        if isinstance(node, Heading):
            yield node.line
        else:
            yield from node.lines


def links_of(nodes: Sequence[Node]) -> Iterator[Run]:
    """Every link of a tree, those inside other marks too."""
    waiting = [run for line in lines_of(nodes) for run in line]
    while waiting:
        run = waiting.pop(0)
        if run.mark == "link":
            yield run
        waiting = [*run.inner, *waiting]


def words_of(line: Line) -> str:
    """The words of a line, without their marks."""
    return "".join(words_of(run.inner) if run.inner else run.words for run in line)


def plain_words(text: str) -> str:
    """``text`` as it is read, one line for each of its own: for searching, for measuring."""
    return "\n".join(words_of(line) for line in lines_of(parse(text)))
