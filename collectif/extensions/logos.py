"""The logo a plugin brings for its association: a picture like those people send, or a drawing made of shapes alone.

A drawing is SVG. Only shapes and their paint pass: no words, no link, no style, no script, nothing fetched from
elsewhere, so that it looks the same everywhere and does nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..contributions import ContributionError
from ..errors import DomainError
from ..organisations.images import MAX_BYTES, MEDIA_TYPES, read_image

ADDRESS = "/logos/extensions/"
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = frozenset(
    ["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc"]
)  # fmt: skip
PAINT = frozenset([
    "viewBox", "width", "height", "d", "points", "x", "y", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2",
    "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin",
    "stroke-opacity", "opacity", "transform", "role",
])  # fmt: skip
VALUE = re.compile(r"[-+\w\s.,#%()]*")


@dataclass(frozen=True)
class Logo:
    """A picture fit to be served at ``address``, which changes when its content does."""

    address: str
    media_type: str
    content: bytes


def read_logo(module: Any, association: str, path: str) -> Logo:
    """The logo at ``path`` inside the plugin's package.

    :raises ContributionError: there is no such file, or it will not do.
    """
    folder = Path(module.__file__).parent.resolve()
    file = (folder / path).resolve()
    if not file.is_relative_to(folder) or not file.is_file():
        raise ContributionError(f"Son logo « {path} » n'est pas dans son paquet.")
    content = file.read_bytes()
    extension, content = _checked(path, content)
    digest = sha256(content).hexdigest()[:12]
    media_type = {**MEDIA_TYPES, "svg": "image/svg+xml"}[extension]
    return Logo(f"{ADDRESS}{association}-{digest}.{extension}", media_type, content)


def _checked(path: str, content: bytes) -> tuple[str, bytes]:
    if path.endswith(".svg"):
        check_drawing(path, content)
        return "svg", content
    try:
        image = read_image(content)
    except DomainError as error:
        raise ContributionError(f"Son logo « {path} » n'est pas accepté. {error.message}") from error
    return image.extension, image.content


def check_drawing(path: str, content: bytes) -> None:
    """:raises ContributionError: the drawing has more than shapes, no size, or too many bytes."""
    try:
        text = content[: MAX_BYTES + 1].decode()
        if len(content) > MAX_BYTES or "<!" in text.replace("<!--", "") or "<?xml-" in text:
            raise ValueError("too heavy, or a document type")
        root = ElementTree.fromstring(text)  # noqa: S314 - no document type: no entity to expand
    except (ValueError, ElementTree.ParseError) as error:
        raise ContributionError(f"Son logo « {path} » n'est pas un dessin SVG que l'on peut montrer.") from error
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        raise ContributionError(f"Son logo « {path} » n'est pas un dessin SVG avec son « viewBox ».")
    for element in root.iter():
        _check_element(path, element)


def _check_element(path: str, element: ElementTree.Element) -> None:
    if element.tag.removeprefix(SVG) not in SHAPES:
        raise ContributionError(f"Son logo « {path} » n'est pas fait que de formes : « {element.tag} ».")
    for name, value in element.attrib.items():
        if name not in PAINT or not VALUE.fullmatch(value) or "url" in value:
            raise ContributionError(f"Son logo « {path} » n'est pas fait que de formes : « {name} ».")
