"""What a file is, by what it contains; and what it is called."""

from __future__ import annotations

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collectif.errors import DomainError
from collectif.library.filenames import clean_filename, disposition
from collectif.library.kinds import DAMAGED, EMPTY, KINDS, OLD_OFFICE, PAGE, UNKNOWN, WITH_MACROS, recognise

from .files import FILES, JPEG, MP4, ODF_TEXT, PDF, archive, docx, odt


def refusal(content: bytes, filename: str) -> str:
    with pytest.raises(DomainError) as refused:
        recognise(io.BytesIO(content), filename)
    return refused.value.message


@pytest.mark.parametrize("extension", sorted(FILES))
def test_each_kind_is_recognised(extension: str) -> None:
    kind = recognise(io.BytesIO(FILES[extension]), f"fichier.{extension.upper()}")
    assert extension in kind.extensions


def test_the_kinds_tried_are_all_the_kinds() -> None:
    assert {extension for kind in KINDS.values() for extension in kind.extensions} == set(FILES)


@pytest.mark.parametrize(
    ("content", "filename"),
    [
        (PDF, "image.png"), (PDF, "page.html"), (PDF, "sans-extension"), (JPEG, "photo.png"), (docx(), "texte.odt"),
        (odt(), "texte.docx"), (docx(), "archive.zip"), (FILES["xlsx"], "tableau.docx"), (PDF, "facture.pdf.exe"),
    ],
)  # fmt: skip
def test_a_name_that_says_something_else_is_refused_in_plain_words(content: bytes, filename: str) -> None:
    assert "mais son contenu est" in refusal(content, filename)


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>x", b"  \n<html>", b"\xef\xbb\xbf<HTML>", b'<svg xmlns="x" onload="y"/>', b"<?xml ?><svg/>",
        b"<script>x</script>", b"#!/bin/sh\nrm", b"<!-- x --><html>", b"<p>x</p>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("filename", ["a.txt", "a.csv", "a.html", "a.svg", "a.png"])
def test_pages_drawings_and_scripts_are_refused(content: bytes, filename: str) -> None:
    assert refusal(content, filename) == PAGE


@pytest.mark.parametrize("filename", ["a.exe", "a.js", "a.html", "a.bat", "a"])
def test_a_text_called_by_another_name_is_refused(filename: str) -> None:
    assert refusal(b"alert(1)\n", filename) == UNKNOWN


@pytest.mark.parametrize("content", [b"MZ\x90\0", b"\x7fELF\x01", bytes(range(256)), b"a\0b", b"GIF89a\0"])
def test_what_is_no_text_is_no_text(content: bytes) -> None:
    assert refusal(content, "a.txt") == UNKNOWN


def test_a_control_far_in_a_text_is_seen() -> None:
    assert refusal(b"a" * 300_000 + b"\0", "a.txt") == UNKNOWN


@pytest.mark.parametrize(
    "content",
    [
        MP4.replace(b"isom", b"qt  "), MP4.replace(b"isom", b"heic"), MP4.replace(b"isom", b"M4A "), b"<htm" + MP4[4:],
        b"\0\0\0\x08ftypisom", b"\0" + MP4, MP4[:8], b"\xff\xff\xff\xff" + MP4[4:],
    ],
)  # fmt: skip
def test_what_only_looks_like_a_video_is_refused(content: bytes) -> None:
    assert refusal(content, "a.mp4") in (UNKNOWN, PAGE)


@pytest.mark.parametrize("start", ["pdf", "png", "jpg", "mp4", "mp3"])
def test_a_file_that_is_also_something_else_keeps_its_first_kind(start: str) -> None:
    """A page or an archive hidden after the first signature: it is served as what it begins with, and never sniffed."""
    for hidden in (b"<script>alert(1)</script>", docx(), b"<?php ?>", b"MZ\x90\0"):
        kind = recognise(io.BytesIO(FILES[start] + hidden), f"a.{start}")
        assert kind.name == start
        assert "mais son contenu est" in refusal(FILES[start] + hidden, "a.html")


def test_an_empty_file() -> None:
    assert refusal(b"", "a.pdf") == EMPTY


def test_old_or_locked_office_files() -> None:
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.doc") == OLD_OFFICE
    locked = bytearray(docx())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert refusal(bytes(locked), "a.docx") == OLD_OFFICE


@pytest.mark.parametrize("content", [docx("word/vbaProject.bin"), docx("word/VBAPROJECT.BIN"), odt("Basic/script.xml"),
                                     odt("Scripts/python/x.py")])  # fmt: skip
def test_macros_are_refused(content: bytes) -> None:
    assert refusal(content, "a.docx") == WITH_MACROS


@pytest.mark.parametrize(
    "content",
    [
        archive("a.txt"), archive("word/document.xml"), archive("[Content_Types].xml"),
        archive("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"),
        archive("content.xml", mark=ODF_TEXT + b"-template"), archive("content.xml", mark=b"application/epub+zip"),
        archive("content.xml", mark=ODF_TEXT, squeeze=True),
    ],
)  # fmt: skip
def test_other_archives_are_refused(content: bytes) -> None:
    assert refusal(content, "a.odt") == UNKNOWN


@pytest.mark.parametrize("content", [docx()[:-30], b"PK\x03\x04", b"PK", docx()[:200] + bytes(5)])
def test_damaged_archives(content: bytes) -> None:
    assert refusal(content, "a.docx") == DAMAGED


def test_an_archive_of_too_many_entries_is_not_listed() -> None:
    assert refusal(archive(*(f"{n}" for n in range(5_100))), "a.docx") == DAMAGED


def test_an_archive_that_lies_about_its_entries_is_not_listed() -> None:
    content = bytearray(archive(*(f"{n:020}" for n in range(9_000))))
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", content, end + 8, 1, 1)
    assert refusal(bytes(content), "a.docx") == DAMAGED


def test_a_bomb_is_never_opened() -> None:
    """What it would become is not looked at: only its table of contents is."""
    content = bytearray(docx())
    place = content.index(b"PK\x01\x02")
    struct.pack_into("<I", content, place + 24, 0xFFFFFFF0)
    assert recognise(io.BytesIO(bytes(content)), "a.docx").name == "docx"


@given(st.binary(max_size=400), st.sampled_from(["a.pdf", "a.docx", "a.txt", "a.png"]))
def test_any_bytes_are_recognised_or_refused(content: bytes, filename: str) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(10)):
        with suppress(DomainError):
            assert recognise(io.BytesIO(start + content), filename).name in KINDS


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"), ("C:\\Users\\Moi\\été.pdf", "été.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"), ("rapport\u202etxt.pdf", "rapporttxt.pdf"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"), ('a"b<c>.pdf', "a b c.pdf"), ("", "document"), (".pdf", "pdf"),
        ("...", "document"), ("con.pdf", "_con.pdf"), ("a  b .pdf", "a b.pdf"), ("e\u0301te\u0301.pdf", "été.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"), ("a." + "b" * 30, "a." + "b" * 30),
    ],
)  # fmt: skip
def test_file_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_filename(given_name) == kept


@given(st.text(max_size=200))
def test_any_name_gives_one_that_can_be_sent(name: str) -> None:
    kept = clean_filename(name)
    assert 0 < len(kept) <= 120
    assert clean_filename(kept) == kept
    assert not set(kept) & set('/\\"<>|\r\n\t\0')
    disposition("attachment", kept).encode("ascii")


def test_a_disposition_cannot_be_broken() -> None:
    assert disposition("attachment", 'a";x=\\"%41é.pdf') == (
        "attachment; filename=\"a_;x=___41e.pdf\"; filename*=UTF-8''a%22%3Bx%3D%5C%22%2541%C3%A9.pdf"
    )
