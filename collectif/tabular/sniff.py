"""What a file really is: its first bytes tell, its name does not."""

from __future__ import annotations

import re

from .model import TabularError

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_OOXML = "EncryptedPackage".encode("utf-16-le")

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "un document PDF"),
    (b"\xff\xd8\xff", "une image"),
    (b"\x89PNG", "une image"),
    (b"GIF8", "une image"),
    (b"BM\x00", "une image"),
    (b"II*\x00", "une image"),
    (b"MM\x00*", "une image"),
    (b"RIFF", "une image, un son ou un film"),
    (b"ID3", "un son"),
    (b"OggS", "un son ou un film"),
    (b"\x00\x00\x00\x18ftyp", "un film ou une photo"),
    (b"\x00\x00\x00\x1cftyp", "un film ou une photo"),
    (b"\x00\x00\x00\x20ftyp", "un film ou une photo"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"PK\x05\x06", "une archive vide"),
    (b"Rar!", "une archive"),
    (b"7z\xbc\xaf\x27\x1c", "une archive"),
    (b"\x1f\x8b", "une archive"),
    (b"\x7fELF", "un programme"),
    (b"MZ\x90\x00", "un programme"),
    (b"SQLite format 3\x00", "une base de données"),
)
MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body|meta|table|div|style|script|svg)\b", re.IGNORECASE
)
REMEDY = (
    "Ouvrez vos données dans un tableur, choisissez « Enregistrer sous », puis le format CSV, Excel (.xlsx) ou "
    "LibreOffice (.ods)."
)


def looks_zipped(content: bytes) -> bool:
    """Whether ``content`` may be a modern spreadsheet.

    :raises TabularError: when it is plainly something else than a table.
    """
    if content.startswith(OLE):
        raise _old_excel(content)
    for signature, name in SIGNATURES:
        if content.startswith(signature):
            raise wrong_type(name)
    if MARKUP.match(content[:1000]):
        raise wrong_type("une page web")
    return content.startswith(ZIP)


def wrong_type(name: str) -> TabularError:
    return TabularError(f"Ce fichier est {name}, pas un tableau.", REMEDY)


def password() -> TabularError:
    return TabularError(
        "Ce fichier est protégé par un mot de passe.",
        "Ouvrez-le dans votre tableur, retirez le mot de passe, enregistrez-le, puis envoyez-le à nouveau.",
    )


def damaged() -> TabularError:
    return TabularError(
        "Ce fichier est abîmé : il ne peut pas être ouvert.",
        "Ouvrez-le dans votre tableur, enregistrez-le sous un autre nom, puis envoyez cette copie.",
    )


def _old_excel(content: bytes) -> TabularError:
    """Excel's old container holds .xls workbooks, and modern ones when they are encrypted."""
    if ENCRYPTED_OOXML in content:
        return password()
    return TabularError(
        "Ce fichier vient d’une ancienne version d’Excel ou de Word (.xls, .doc).",
        "Ouvrez-le dans votre tableur, choisissez « Enregistrer sous », puis le format Excel (.xlsx) ou CSV.",
    )
