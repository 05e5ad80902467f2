"""Photos made fit for a page: checked before they are decoded, upright, smaller, without what came with them.

A photograph carries where and when it was taken, and with what. Here its pixels alone are drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from struct import error as StructError
from typing import Any

from ..errors import DomainError
from ..organisations.images import DAMAGED, read_image

MAX_BYTES = 8 * 1024 * 1024
# A decoder draws the whole picture in memory: twenty-five million points are a hundred megabytes.
MAX_SIDE = 10_000
MAX_POINTS = 25_000_000
MIN_SIDE = 240
WIDTHS = (480, 960, 1600)
"""The widths that are kept, in pixels; nothing is made larger than it was sent."""

QUALITY = 82
# Exif: how the device was held, and the values that exchange width and height.
ORIENTATION, TURNED = 0x0112, (5, 6, 7, 8)
# What can be made smaller as it is, without a palette nor sixteen bits.
RESIZED = ("L", "LA", "RGB", "RGBA", "CMYK")
ACCEPT = ".jpg,.jpeg,.png,.webp"
TOO_MANY_POINTS = "Cette photo a trop de points : 25 millions au plus. Réduisez-la, puis renvoyez-la."
TOO_SMALL = f"Cette photo est trop petite : {MIN_SIDE} points de côté au moins. Choisissez-en une plus grande."


@dataclass(frozen=True)
class Rendition:
    """One size of a photo, as a JPEG; width and height in pixels."""

    width: int
    height: int
    content: bytes


def renditions(content: bytes) -> list[Rendition]:
    """The sizes of the photo in ``content`` (JPEG, PNG or WebP), the smallest first.

    :raises DomainError: it is no photo, is damaged, too heavy, too large or too small.
    """
    sent = read_image(content, MAX_BYTES, MAX_SIDE)
    if sent.width * sent.height > MAX_POINTS:
        raise DomainError(TOO_MANY_POINTS)
    if min(sent.width, sent.height) < MIN_SIDE:
        raise DomainError(TOO_SMALL)
    whole = _decoded(content)
    widths = sorted({min(width, whole.width) for width in WIDTHS})
    return [_rendition(whole, width) for width in widths]


def _decoded(content: bytes) -> Any:
    """The pixels, upright, on white, no wider than what is kept, and nothing else."""
    # Pillow weighs several megabytes: only whoever sends a photo needs it.
    from PIL import Image, ImageOps

    unreadable = (OSError, SyntaxError, ValueError, EOFError, KeyError, StructError, Image.DecompressionBombError,
                  Image.DecompressionBombWarning)  # fmt: skip
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
            if image.width * image.height > MAX_POINTS:
                raise DomainError(TOO_MANY_POINTS)
            seen = ImageOps.exif_transpose(_smaller(image)).convert("RGBA")
    except unreadable as error:
        raise DomainError(DAMAGED) from error
    # A new picture: Pillow writes the comment of the one it read in the one it saves.
    clean = Image.new("RGB", seen.size, "white")
    clean.paste(seen, mask=seen.getchannel("A"))
    return clean


def _smaller(image: Any) -> Any:
    """The picture before it is turned, no wider than what is kept once it is: every later copy of it is small."""
    on_its_side = image.getexif().get(ORIENTATION) in TURNED
    bounds = (MAX_SIDE, WIDTHS[-1]) if on_its_side else (WIDTHS[-1], MAX_SIDE)
    # A large JPEG is decoded at a half, a quarter or an eighth of its size.
    image.draft("RGB", bounds)
    plain = image if image.mode in RESIZED else image.convert("RGBA")
    plain.thumbnail(bounds, reducing_gap=2.0)
    return plain


def _rendition(whole: Any, width: int) -> Rendition:
    from PIL import Image

    height = max(1, round(whole.height * width / whole.width))
    drawn = whole.resize((width, height), Image.Resampling.LANCZOS) if width != whole.width else whole
    written = BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Rendition(width, height, written.getvalue())
