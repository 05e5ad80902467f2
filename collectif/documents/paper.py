"""A document of words: certificate, receipt, letter, form to fill in by hand (``templates/documents/paper.typ``)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from .export import PDF_MEDIA_TYPE, Document, filename
from .pdf import render_pdf
from .report import table_data
from .table import Table


@dataclass(frozen=True)
class Heading:
    """``level`` 1 or 2, below the document's title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Small:
    """A note in smaller letters."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list, numbered or not."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """``(term, value)`` pairs."""

    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Image:
    """A drawing in SVG, ``width`` centimetres wide; ``alt`` says what it shows."""

    svg: str
    alt: str
    width: float = 4.0


@dataclass(frozen=True)
class Code:
    """Characters to copy exactly: a fingerprint, an identifier."""

    text: str


@dataclass(frozen=True)
class Blank:
    """A question and ``lines`` lines to write on by hand."""

    label: str
    lines: int = 1


@dataclass(frozen=True)
class Ticks:
    """A question and boxes to tick by hand."""

    label: str
    choices: Sequence[str]


Block = Heading | Paragraph | Small | Items | Facts | Image | Code | Blank | Ticks | Table
KINDS = {
    Heading: "heading",
    Paragraph: "paragraph",
    Small: "small",
    Items: "list",
    Facts: "facts",
    Image: "image",
    Code: "code",
    Blank: "blank",
    Ticks: "ticks",
}


def paper_pdf(title: str, owner: str, blocks: Sequence[Block], on: date | None = None, name: str = "") -> Document:
    """These blocks under ``title``, as a tagged PDF/UA-1.

    :param owner: whose document it is, at the foot of each page. :param name: what the file is called after, the title
        when empty; a name reaches disks and mails, so it names nobody.
    """
    data = {
        "title": title,
        "owner": owner,
        "fact_heading": "Élément",
        "value_heading": "Valeur",
        "blocks": [_block(block) for block in blocks],
    }
    return Document(filename(name or title, "pdf", on), PDF_MEDIA_TYPE, render_pdf("paper.typ", data))


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Table):
        return {"kind": "table", "table": table_data(block)}
    return {"kind": KINDS[type(block)], **asdict(block)}
