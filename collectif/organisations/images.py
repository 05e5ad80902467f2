"""Checking a logo without decoding it: what it is, how large, and only the parts that draw it.

The file is walked part by part and written again with the parts on a short list. What hides in a picture stays out:
places and dates of a photograph, words, animations, a page or an archive stuck behind it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import DomainError
from ..text import number, size_words

MAX_BYTES = 200 * 1024
# A few bytes can announce a picture that fills a memory; nobody needs a larger logo.
MAX_SIDE = 2_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_KEPT = frozenset([b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"IDAT", b"IEND"])
JPEG_START_OF_FRAME = frozenset([0xC0, 0xC1, 0xC2])
JPEG_START_OF_SCAN = 0xDA
# JFIF and Adobe (how colours are read); every other application segment and comment goes.
JPEG_KEPT_APPLICATION = frozenset([0xE0, 0xEE])
JPEG_DROPPED = frozenset([*range(0xE0, 0xF0), 0xFE]) - JPEG_KEPT_APPLICATION
JPEG_END = 0xD9
# Within a scan, FF is followed by 00, or by a restart mark.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
WEBP_KEPT = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH"])
WEBP_ALPHA_FLAG = 0x10

NOT_AN_IMAGE = "Ce fichier n'est pas une image que nous pouvons montrer. Choisissez une image PNG, JPEG ou WebP."
DAMAGED = "Cette image est abîmée. Enregistrez-la de nouveau avec votre logiciel, puis renvoyez-la."
TOO_HEAVY = "Ce fichier est trop lourd : {} au plus."
TOO_LARGE = "Cette image est trop grande : {} points de côté au plus. Réduisez-la, puis renvoyez-la."


@dataclass(frozen=True)
class Image:
    """A picture fit to be served: ``extension`` is png, jpg or webp, sizes are in pixels."""

    content: bytes
    extension: str
    width: int
    height: int


MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


def read_image(content: bytes, max_bytes: int = MAX_BYTES, max_side: int = MAX_SIDE) -> Image:
    """The picture in ``content``, whatever its file was called.

    :raises DomainError: it is none of PNG, JPEG and WebP, is damaged, too heavy or too large.
    """
    if len(content) > max_bytes:
        raise DomainError(TOO_HEAVY.format(size_words(max_bytes)))
    try:
        image = _read(content)
    except (struct.error, IndexError, ValueError) as error:
        raise DomainError(DAMAGED) from error
    if min(image.width, image.height) < 1:
        raise DomainError(DAMAGED)
    if max(image.width, image.height) > max_side:
        raise DomainError(TOO_LARGE.format(number(max_side)))
    return image


def _read(content: bytes) -> Image:
    if content.startswith(PNG_SIGNATURE):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _webp(content)
    raise DomainError(NOT_AN_IMAGE)


def _png(content: bytes) -> Image:
    chunks = list(_png_chunks(content))
    kinds = [kind for kind, _ in chunks]
    if kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or b"IDAT" not in kinds or kinds.count(b"IHDR") != 1:
        raise ValueError("chunks out of order")
    width, height = struct.unpack(">II", chunks[0][1][:8])
    kept = b"".join(_png_chunk(kind, data) for kind, data in chunks if kind in PNG_KEPT)
    return Image(PNG_SIGNATURE + kept, "png", width, height)


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, kind = len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        data = content[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, place + 8 + length)
        if checksum != zlib.crc32(kind + data):
            raise ValueError("checksum")
        yield kind, data
        place += length + 12


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _jpeg(content: bytes) -> Image:
    kept, size = [content[:2]], None
    for marker, place, end in _jpeg_segments(content):
        if marker in JPEG_START_OF_FRAME:
            height, width = struct.unpack_from(">HH", content, place + 5)
            size = (width, height)
        if marker not in JPEG_DROPPED:
            kept.append(content[place:end])
    if size is None:
        raise ValueError("no frame")
    return Image(b"".join(kept), "jpg", *size)


def _jpeg_segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment, a scan's data included in it, up to the end of the picture."""
    place, marker = 2, 0
    while marker != JPEG_END:
        mark, marker = struct.unpack_from(">BB", content, place)
        if mark != 0xFF:
            raise ValueError("segment")
        end = place + 2 if marker == JPEG_END else _jpeg_segment_end(content, marker, place)
        yield marker, place, end
        place = end


def _jpeg_segment_end(content: bytes, marker: int, place: int) -> int:
    (length,) = struct.unpack_from(">H", content, place + 2)
    end = place + 2 + length
    if marker != JPEG_START_OF_SCAN:
        return end
    following = JPEG_MARKER.search(content, end)
    if following is None:
        raise ValueError("cut")
    return following.start()


def _webp(content: bytes) -> Image:
    chunks = [(kind, data) for kind, data in _webp_chunks(content) if kind in WEBP_KEPT]
    if not {kind for kind, _ in chunks} & {b"VP8 ", b"VP8L"}:
        raise ValueError("no picture")
    sizes = [_webp_size(kind, data) for kind, data in chunks if kind != b"ALPH"]
    body = b"WEBP" + b"".join(_webp_chunk(kind, data) for kind, data in chunks)
    width, height = (max(side) for side in zip(*sizes, strict=True))
    return Image(b"RIFF" + struct.pack("<I", len(body)) + body, "webp", width, height)


def _webp_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    (size,) = struct.unpack_from("<I", content, 4)
    if size + 8 > len(content):
        raise ValueError("cut")
    place = 12
    while place < size + 8:
        kind, length = struct.unpack_from("<4sI", content, place)
        if place + 8 + length > size + 8:
            raise ValueError("cut")
        yield kind, content[place + 8 : place + 8 + length]
        place += 8 + length + length % 2


def _webp_chunk(kind: bytes, data: bytes) -> bytes:
    if kind == b"VP8X":
        data = bytes([data[0] & WEBP_ALPHA_FLAG]) + data[1:]
    return kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


def _webp_size(kind: bytes, data: bytes) -> tuple[int, int]:
    if kind == b"VP8X":
        return int.from_bytes(data[4:7], "little") + 1, int.from_bytes(data[7:10], "little") + 1
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 1)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if data[3:6] != b"\x9d\x01\x2a":
        raise ValueError("no picture")
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF
