"""XML read as events, within bounds: no document type, no entity, a counted number of tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from xml.parsers import expat

from .model import TabularError
from .sniff import damaged

# Tags a spreadsheet writes for one cell (cell, value, inline text, opened and closed), with some room for its rows.
TAGS_PER_CELL = 8


class TagBudget:
    """How many XML tags may still be read for one file: a tag takes time even when it holds nothing."""

    def __init__(self, max_cells: int):
        self.left = max_cells * TAGS_PER_CELL

    def spend(self, tags: int) -> None:
        self.left -= tags
        if self.left < 0:
            raise TabularError(
                "Ce classeur contient trop de cellules, remplies ou mises en forme.",
                "Copiez seulement les lignes et les colonnes utiles dans un nouveau classeur.",
            )


class Handler:
    """What a reader does with each event. Names are ``namespace local``, as expat gives them."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, words: str) -> None: ...


@lru_cache(maxsize=256)
def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition(" ")[2]


def parse(chunks: Iterable[bytes], handler: Handler, budget: TagBudget) -> Iterator[None]:
    """Feed ``handler`` piece by piece, giving control back after each, so that a reader can stop early."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refuse
    for chunk in chunks:
        budget.spend(chunk.count(b"<"))
        _feed(parser, chunk, False)
        yield
    _feed(parser, b"", True)
    yield


def parse_all(chunks: Iterable[bytes], handler: Handler, budget: TagBudget) -> None:
    for _ in parse(chunks, handler, budget):
        pass


def _feed(parser: expat.XMLParserType, chunk: bytes, final: bool) -> None:
    try:
        parser.Parse(chunk, final)
    except (expat.ExpatError, LookupError, ValueError, OverflowError) as error:
        raise damaged() from error


def _refuse(*_: object) -> None:
    raise damaged()
