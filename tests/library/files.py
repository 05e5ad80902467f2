"""Small files of every kind, made by hand."""

from __future__ import annotations

import io
import zipfile

from tests.support.world import PIXEL

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ODF_TEXT = b"application/vnd.oasis.opendocument.text"
JPEG = b"\xff\xd8\xff\xe0" + bytes(20) + b"\xff\xd9"
WEBP = b"RIFF\x14\0\0\0WEBPVP8L" + bytes(8)
MP3 = b"ID3\x04" + bytes(30)
MP4 = b"\0\0\0\x18ftypisom\0\0\x02\0isommp42\0\0\0\x08free"


def archive(*names: str, mark: bytes | None = None, squeeze: bool = False) -> bytes:
    """A zip with these entries; ``mark`` is an OpenDocument kind, kept first."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        if mark is not None:
            made.writestr("mimetype", mark, zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED)
        for name in names:
            made.writestr(name, b"<x/>")
    return content.getvalue()


def docx(*more: str) -> bytes:
    return archive("[Content_Types].xml", "word/document.xml", *more)


def odt(*more: str) -> bytes:
    return archive("content.xml", *more, mark=ODF_TEXT)


FILES = {
    "pdf": PDF,
    "odt": odt(),
    "ods": archive("content.xml", mark=b"application/vnd.oasis.opendocument.spreadsheet"),
    "odp": archive("content.xml", mark=b"application/vnd.oasis.opendocument.presentation"),
    "docx": docx(),
    "xlsx": archive("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "png": PIXEL,
    "jpg": JPEG,
    "jpeg": JPEG,
    "webp": WEBP,
    "mp3": MP3,
    "mp4": MP4,
    "txt": "Bonjour à tous,\r\n\tà jeudi.\n".encode(),
    "csv": "Nom;Ville\nÉté;Meaux\n".encode("cp1252"),
}
