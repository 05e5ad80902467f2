"""What a document may be: a short list of kinds, recognised by what the file contains, never by what it says it is.

Nothing is opened or decompressed: signatures, the plain words of a text, and the table of contents of an archive.
"""

from __future__ import annotations

import codecs
import re
import struct
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from ..errors import DomainError

BLOCK = 64 * 1024
HEAD = 4096
# The table of contents of an archive: more entries than any document has would fill the memory.
MOST_ENTRIES = 5_000
END_OF_ARCHIVE = b"PK\x05\x06"
END_LENGTH = 22 + 65_535
# An OpenDocument file begins with its kind, neither compressed nor encrypted.
ODF_MARK = re.compile(rb"PK\x03\x04.{4}\x00\x00.{16}\x08\x00.{2}mimetype", re.DOTALL)
ODF_KINDS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
OOXML_KINDS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
# Brands of MP4 as telephones, cameras and computers write it; QuickTime, HEIC and sounds alone have others.
MP4_BRANDS = frozenset({b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"})
LONGEST_FTYP = 512
MACROS = re.compile(r"(^|/)vbaProject\.bin$|^(Basic|Scripts)/", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What a browser would take for a page or a drawing, and what a computer would run.
MARKUP = re.compile(rb"^\s*(<[!?a-z/]|#!)", re.IGNORECASE)
CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")

UNKNOWN = (
    "Ce fichier n'est d'aucun type accepté. Choisissez un PDF, un document texte, un tableur, un diaporama, une image, "
    "un enregistrement MP3, une vidéo MP4, un texte simple ou un fichier CSV."
)
EMPTY = "Ce fichier est vide. Vérifiez-le, puis envoyez-le de nouveau."
OLD_OFFICE = (
    "Ce fichier est d'un ancien format, ou protégé par un mot de passe. Ouvrez-le, enregistrez-le en PDF, DOCX, XLSX, "
    "PPTX ou OpenDocument, sans mot de passe, puis envoyez-le."
)
WITH_MACROS = "Ce fichier contient des macros, qui sont des programmes. Enregistrez-le sans macros, puis envoyez-le."
PAGE = "Ce fichier est une page, un dessin SVG ou un programme : le site n'en garde pas. Enregistrez-le plutôt en PDF."
DAMAGED = "Ce fichier est abîmé ou trop compliqué. Enregistrez-le de nouveau avec votre logiciel, puis renvoyez-le."


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    :param label: its short name, as people say it; :param words: what it is, for messages;
    :param inline: a browser may show it by itself: it neither runs nor loads anything.
    """

    name: str
    label: str
    words: str
    media_type: str
    extensions: tuple[str, ...]
    inline: bool = False


OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", "un document PDF", "application/pdf", ("pdf",)),
        Kind("odt", "texte ODT", "un texte OpenDocument", ODF + "text", ("odt",)),
        Kind("ods", "tableur ODS", "un tableur OpenDocument", ODF + "spreadsheet", ("ods",)),
        Kind("odp", "diaporama ODP", "un diaporama OpenDocument", ODF + "presentation", ("odp",)),
        Kind("docx", "texte DOCX", "un texte Word", OFFICE + "wordprocessingml.document", ("docx",)),
        Kind("xlsx", "tableur XLSX", "un tableur Excel", OFFICE + "spreadsheetml.sheet", ("xlsx",)),
        Kind("pptx", "diaporama PPTX", "un diaporama PowerPoint", OFFICE + "presentationml.presentation", ("pptx",)),
        Kind("png", "image PNG", "une image PNG", "image/png", ("png",), inline=True),
        Kind("jpg", "image JPEG", "une image JPEG", "image/jpeg", ("jpg", "jpeg"), inline=True),
        Kind("webp", "image WebP", "une image WebP", "image/webp", ("webp",), inline=True),
        Kind("mp3", "son MP3", "un enregistrement MP3", "audio/mpeg", ("mp3",)),
        Kind("mp4", "vidéo MP4", "une vidéo MP4", "video/mp4", ("mp4",)),
        Kind("txt", "texte simple", "un texte simple", "text/plain", ("txt",)),
        Kind("csv", "tableau CSV", "un tableau CSV", "text/csv", ("csv",)),
    )
}
TEXTS = ("txt", "csv")
# What is heard has a transcript, or its page says that there is none.
RECORDINGS = ("mp3", "mp4")
ACCEPT = ",".join(f".{extension}" for kind in KINDS.values() for extension in kind.extensions)
ACCEPTED = "PDF, OpenDocument (ODT, ODS, ODP), DOCX, XLSX, PPTX, PNG, JPEG, WebP, MP3, MP4, TXT et CSV"


def recognise(file: IO[bytes], filename: str) -> Kind:
    """The kind of what ``file`` contains, whose name must agree with it.

    :raises DomainError: it is empty, damaged, of no kind of the list, or called by another kind's name.
    """
    found = _by_signature(file) or _text(file)
    extension = filename.rpartition(".")[2].lower() if "." in filename else ""
    if found == "txt" and extension == "csv":
        return KINDS["csv"]
    kind = KINDS[found]
    if extension not in kind.extensions:
        raise DomainError(_misnamed(kind, extension))
    return kind


def _misnamed(kind: Kind, extension: str) -> str:
    if kind.name in TEXTS and extension not in {one for each in KINDS.values() for one in each.extensions}:
        return UNKNOWN
    named = f"finit par « .{extension} »" if extension else "n'a pas d'extension"
    return (
        f"Le nom de ce fichier {named}, mais son contenu est {kind.words}. Renommez-le avec « .{kind.extensions[0]} » "
        "à la fin si c'est bien ce que vous voulez envoyer, ou choisissez un autre fichier."
    )


def _by_signature(file: IO[bytes]) -> str | None:
    head = _head(file)
    if not head:
        raise DomainError(EMPTY)
    if head.startswith(OLE):
        raise DomainError(OLD_OFFICE)
    if head.startswith(b"PK"):
        return _archive(file, head)
    return next((name for name, begins in SIGNATURES if begins(head)), None)


def _is_mp4(head: bytes) -> bool:
    """A first box « ftyp », as short as it always is, of a brand that says MP4."""
    size = int.from_bytes(head[:4], "big")
    return head[4:8] == b"ftyp" and 16 <= size <= LONGEST_FTYP and head[8:12] in MP4_BRANDS


SIGNATURES = (
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("jpg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("webp", lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP"),
    ("mp3", lambda head: head.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"))),
    ("mp4", _is_mp4),
)


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(HEAD)


def _archive(file: IO[bytes], head: bytes) -> str:
    names = _entries(file)
    if any(MACROS.search(name) for name in names):
        raise DomainError(WITH_MACROS)
    marked = ODF_MARK.match(head)
    if marked:
        return _odf(head[marked.end() :])
    found = [kind for entry, kind in OOXML_KINDS.items() if entry in names and "[Content_Types].xml" in names]
    if len(found) != 1:
        raise DomainError(UNKNOWN)
    return found[0]


def _odf(following: bytes) -> str:
    """The longest first: a template's kind begins like a document's."""
    for mark, kind in ODF_KINDS.items():
        if following.startswith(mark + b"PK"):
            return kind
    raise DomainError(UNKNOWN)


def _entries(file: IO[bytes]) -> frozenset[str]:
    """The names in an archive, read from its table of contents only.

    :raises DomainError: there is no such table, it lies, it is too long, or something in it needs a password.
    """
    try:
        _check_count(file)
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, EOFError, OSError, NotImplementedError) as error:
        raise DomainError(DAMAGED) from error
    if any(part.flag_bits & 1 for part in parts):
        raise DomainError(OLD_OFFICE)
    return frozenset(part.filename for part in parts)


def _check_count(file: IO[bytes]) -> None:
    size = file.seek(0, 2)
    file.seek(max(0, size - END_LENGTH))
    tail = file.read()
    place = tail.rfind(END_OF_ARCHIVE)
    count, length = struct.unpack_from("<HI", tail, place + 10) if place >= 0 else (0, 0)
    # An entry takes 46 bytes at least, whatever the count says.
    if place < 0 or max(count, length // 46) > MOST_ENTRIES:
        raise ValueError("entries")


def _text(file: IO[bytes]) -> str:
    """« txt » when every byte is a character people read.

    :raises DomainError: it is something else, or a text that a browser or a computer would run.
    """
    if MARKUP.match(_head(file).removeprefix(codecs.BOM_UTF8)):
        raise DomainError(PAGE)
    file.seek(0)
    if any(CONTROLS.search(block) for block in blocks(file)):
        raise DomainError(UNKNOWN)
    return "txt"


def blocks(file: IO[bytes]) -> Iterable[bytes]:
    """The rest of ``file``, piece by piece."""
    return iter(lambda: file.read(BLOCK), b"")
