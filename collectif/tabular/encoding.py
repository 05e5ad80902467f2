"""Which encoding a text file is in: what French spreadsheets write, on Windows, Linux and Mac, old and new."""

from __future__ import annotations

import codecs
import re

from .model import TabularError
from .sniff import wrong_type

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE_BYTE = ("windows-1252", "iso-8859-15", "mac_roman")
SAMPLE = 200_000

MULTIBYTE = re.compile(rb"[\xc3-\xc5][\x80-\xbf]|\xe2\x80[\x80-\xbf]|\xe2\x82\xac")
NOT_ASCII = re.compile(rb"[\x80-\xff]")
CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
COMMON = "éèêëàâäîïôöùûüçœæñáíóú"
WEIGHTS = {
    **dict.fromkeys(COMMON, 3),
    **dict.fromkeys(COMMON.upper(), 2),
    **dict.fromkeys("’‘“”«»–—…€°²\xa0", 1),
}


def decode(content: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding, the mark at its beginning left out.

    :raises TabularError: when it is no text, or text of several encodings mixed.
    """
    encoding = _announced(content) or _wide(content)
    if encoding:
        return _strict(content, encoding), encoding
    if b"\x00" in content:
        raise wrong_type("un fichier que les tableurs n’écrivent pas")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_mixed(content, error.start)
    return _single_byte(content)


def _announced(content: bytes) -> str | None:
    return next((encoding for mark, encoding in BOMS if content.startswith(mark)), None)


def _wide(content: bytes) -> str | None:
    """UTF-16 without its mark: in French nearly every other byte is zero."""
    sample = content[:2000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) < 4 or max(even, odd) < len(sample) * 0.3 or min(even, odd) > len(sample) * 0.05:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _mixed(error.object[: error.start].count(b"\n") + 1) from error
    if "\x00" in text:
        raise wrong_type("un fichier que les tableurs n’écrivent pas")
    return text


def _refuse_mixed(content: bytes, first_bad: int) -> None:
    """Mostly UTF-8 with a few bytes of something else: guessing would spoil one part or the other."""
    wide = MULTIBYTE.findall(content)
    alone = len(NOT_ASCII.findall(content)) - sum(map(len, wide))
    if len(wide) > alone:
        raise _mixed(content[:first_bad].count(b"\n") + 1)


def _single_byte(content: bytes) -> tuple[str, str]:
    """The old encoding under which the text looks most like French; Windows' when in doubt."""
    accents = b"".join(re.findall(rb"[A-Za-z]?[\x80-\xff]+[A-Za-z]?", content[:SAMPLE]))
    encoding = max(SINGLE_BYTE, key=lambda name: _likeness(accents, name))
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _mixed(content[: error.start].count(b"\n") + 1) from error
    if CONTROLS.search(text):
        raise wrong_type("un fichier que les tableurs n’écrivent pas")
    return text, encoding


def _likeness(accents: bytes, encoding: str) -> int:
    """How French the accented letters look; what the encoding cannot read, or never prints, counts against it."""
    text = accents.decode(encoding, errors="replace")
    return sum(WEIGHTS.get(char, -2) for char in text if char > "\x7f")


def _mixed(line: int) -> TabularError:
    return TabularError(
        f"Les lettres accentuées de la ligne {line} ne peuvent pas être lues.",
        "Ouvrez le fichier dans votre tableur, corrigez cette ligne, puis enregistrez en choisissant "
        "« CSV UTF-8 » ou le format Excel (.xlsx).",
        line,
    )
