"""The one way to write data before hashing it, and what a version's text is made of.

Canonical JSON: UTF-8, keys sorted, no space, only objects, lists, strings and whole numbers (a part of RFC 8785).
The file docs/verify_charter.py writes it the same way without importing this.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Written(Protocol):
    """What a version must have for its text to be written."""

    number: int
    title: str
    preamble: str
    plain_preamble: str
    items: list[dict[str, Any]]


def canonical(value: Any) -> bytes:
    """``value`` as canonical JSON."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(value: Any) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def normal(text: str) -> str:
    """Text as it is kept and hashed: composed letters (NFC), plain line ends, no space around."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_of(version: Written) -> dict[str, Any]:
    """What is signed: number, title, preamble and items, each in its two variants."""
    return {
        "items": texts_of(version.items),
        "number": version.number,
        "preamble": {"plain": version.plain_preamble, "standard": version.preamble},
        "title": version.title,
    }


def texts_of(items: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [{"plain": item["plain"], "standard": item["standard"]} for item in items]
