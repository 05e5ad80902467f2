"""Logos: pictures that pass, and files that pretend."""

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from collectif.errors import DomainError
from collectif.organisations.images import MAX_BYTES, PNG_SIGNATURE, read_image


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 40, height: int = 20, extra: bytes = b"", pixels: bytes | None = None) -> bytes:
    """A grey PNG; ``extra`` chunks go between its header and its pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height)) if pixels is None else pixels
    return PNG_SIGNATURE + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def jpeg(width: int = 40, height: int = 20) -> bytes:
    """The skeleton of a progressive JPEG: comment, position, two scans and something behind."""
    return b"".join([
        b"\xff\xd8", segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), segment(0xE1, b"Exif\0\0GPS"),
        segment(0xFE, b"secret words"), segment(0xC2, b"\x08" + struct.pack(">HH", height, width) + b"\1\1\x11\0"),
        segment(0xDA, b"\1\1\0\0\0\0"), b"\x12\xff\x00\x34\xff\xd0\x56", segment(0xC4, b"\xff\xd9table"),
        segment(0xDA, b"\1\1\0\0\0\0"), b"\x78", b"\xff\xd9", b"<script>alert(1)</script>",
    ])  # fmt: skip


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    body = b"WEBP" + b"".join(
        kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def lossless(width: int = 40, height: int = 20) -> tuple[bytes, bytes]:
    return b"VP8L", b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14) + b"pixels"


@pytest.mark.parametrize(
    ("content", "extension"), [(png(), "png"), (jpeg(), "jpg"), (riff(lossless()), "webp")], ids=["png", "jpeg", "webp"]
)
def test_what_it_is_and_how_large(content, extension):
    image = read_image(content)
    assert (image.extension, image.width, image.height) == (extension, 40, 20)
    assert read_image(image.content) == image


def test_only_what_draws_a_png_is_kept():
    hidden = chunk(b"tEXt", b"Comment\0secret") + chunk(b"eXIf", b"GPS") + chunk(b"acTL", b"\0" * 8)
    assert read_image(png(extra=hidden) + b"PK\3\4 archive").content == png()


def test_only_what_draws_a_jpeg_is_kept():
    content = read_image(jpeg()).content
    for hidden in (b"GPS", b"secret", b"script"):
        assert hidden not in content
    assert content.endswith(b"\x78\xff\xd9")
    assert b"\xff\xd9table" in content


def test_only_what_draws_a_webp_is_kept():
    extended = (b"VP8X", bytes([0x1C, 0, 0, 0]) + (39).to_bytes(3, "little") + (19).to_bytes(3, "little"))
    content = read_image(riff(extended, lossless(), (b"EXIF", b"GPS"), (b"XMP ", b"secret"))).content
    assert b"GPS" not in content
    assert b"secret" not in content
    assert content[20] == 0x10


def test_pictures_made_by_a_real_library_pass():
    for name in ("PNG", "JPEG", "WEBP"):
        file = io.BytesIO()
        Image.new("RGB", (64, 48), (10, 120, 200)).save(file, name)
        image = read_image(file.getvalue())
        again = Image.open(io.BytesIO(image.content))
        again.load()
        assert (image.width, image.height) == again.size == (64, 48)


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (SVG, "n'est pas une image"),
        (b"GIF89a" + b"\0" * 40, "n'est pas une image"),
        (b"", "n'est pas une image"),
        (b"<html>", "n'est pas une image"),
        (b"\0" * (MAX_BYTES + 1), "trop lourd"),
        (png() + b"\0" * MAX_BYTES, "trop lourd"),
        (png(40_000, 40_000, pixels=b""), "trop grande"),
        (png(0, 20, pixels=b""), "abîmée"),
        (jpeg(65_000, 65_000), "trop grande"),
        (riff((b"VP8X", bytes(4) + b"\xff\xff\xff\xff\xff\xff"), lossless()), "trop grande"),
        (riff((b"VP8X", bytes(10)), lossless(16_000, 16_000)), "trop grande"),
        (riff((b"VP8X", bytes(10))), "abîmée"),
        (png()[:-20], "abîmée"),
        (png().replace(b"IDAT", b"IDAX"), "abîmée"),
        (jpeg()[:60], "abîmée"),
        (b"\xff\xd8\xff", "abîmée"),
        (PNG_SIGNATURE, "abîmée"),
        (PNG_SIGNATURE + chunk(b"IEND", b""), "abîmée"),
        (b"RIFF\xff\xff\xff\xffWEBP", "abîmée"),
    ],
)
def test_refused(content, words):
    with pytest.raises(DomainError, match=words):
        read_image(content)


@settings(deadline=None)
@given(st.sampled_from([png(), jpeg(), riff(lossless())]), st.data())
def test_any_damage_is_refused_or_harmless(content, data):
    """Never another error than ours, whatever byte is changed or wherever the file is cut."""
    place = data.draw(st.integers(0, len(content) - 1))
    damaged = bytearray(content)
    damaged[place] = data.draw(st.integers(0, 255))
    for attempt in (bytes(damaged), content[:place]):
        try:
            image = read_image(attempt)
        except DomainError:
            continue
        assert max(image.width, image.height) <= 2000
