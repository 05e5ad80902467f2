"""Pictures for the tests, made here: photos that tell too much, and files that are no photos."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image

SECRET = b"Rue du Secret"


def picture(size=(1200, 800), mode="RGB", kind="JPEG", **options: Any) -> bytes:
    image = Image.new(mode, size, (200, 40, 40, 128)[: len(mode)] if mode != "L" else 90)
    image.paste((0, 0, 255, 255)[: len(mode)] if mode != "L" else 10, (0, 0, size[0] // 2, size[1] // 4))
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def noise(seed: int, side: int = 300) -> bytes:
    """A picture that weighs what it weighs, and is no other's: about 70 kB once drawn again."""
    image = Image.frombytes("RGB", (side, side), random.Random(seed).randbytes(side * side * 3))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def telling() -> bytes:
    """A JPEG that says where it was taken, turned on its side, with a comment and something behind it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, SECRET.decode()
    exif.get_ifd(0x8825)[2] = (48.0, 32.0, 24.0)
    return picture(exif=exif, comment=SECRET) + SECRET


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that announces a very large picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")
