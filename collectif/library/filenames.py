"""File names as people gave them, made fit to be kept and sent back."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from ..text import printable, unaccent

LONGEST = 120
LONGEST_EXTENSION = 8
# Paths, what shells and Windows read as something else, and what shows nothing or turns the writing round.
FORBIDDEN = re.compile(r'[<>:"|?*\t\r\n]')
UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
NAMELESS = "document"


def clean_filename(name: str) -> str:
    """``name`` without path, control or hidden characters; never empty, 120 characters at most."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = UNSEEN.sub("", FORBIDDEN.sub(" ", printable(unicodedata.normalize("NFC", last))))
    words = " ".join(seen.split()).strip(" .")
    stem, dot, extension = words.rpartition(".")
    if not dot or len(extension) > LONGEST_EXTENSION:
        stem, dot, extension = words, "", ""
    stem = stem.strip(" .")[: LONGEST - len(dot + extension)].rstrip(" .") or NAMELESS
    return ("_" if DEVICES.match(stem) else "") + stem + dot + extension


def disposition(kind: str, filename: str) -> str:
    """The header ``Content-Disposition``: a plain ASCII name, and the real one for whoever reads it (RFC 6266)."""
    plain = re.sub(r'[^ -~]|["\\%]', "_", unaccent(filename))
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
