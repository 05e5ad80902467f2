"""Contents encrypted at rest: one random key a content, AES-256-GCM in pieces, so that any part is read alone.

Each piece is tied to its place and to the digest of the whole: moved, swapped or altered, it no longer opens. The key
itself is kept in the database, encrypted with the keyring of the application.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..crypto import DecryptionError
from .storage import ContentMissing, Storage

PIECE = 64 * 1024
TAG = 16
SEALED_PIECE = PIECE + TAG


@dataclass(frozen=True)
class Sealed:
    """A content of the storage, with what it takes to read it. ``size`` is that of the content itself, in bytes."""

    name: str
    sha256: str
    size: int
    key: str


def digest(file: IO[bytes]) -> tuple[str, int]:
    """SHA-256 of ``file`` in hexadecimal, and its size in bytes."""
    file.seek(0)
    whole = hashlib.file_digest(file, "sha256")  # type: ignore[arg-type]
    return whole.hexdigest(), file.seek(0, 2)


def new_key() -> str:
    return secrets.token_hex(32)


def seal(file: IO[bytes], sha256: str, key: str) -> Iterator[bytes]:
    """``file`` from its beginning, encrypted piece by piece."""
    cipher = AESGCM(bytes.fromhex(key))
    file.seek(0)
    for index, piece in enumerate(iter(lambda: file.read(PIECE), b"")):
        yield cipher.encrypt(_nonce(index), piece, sha256.encode())


def unseal(storage: Storage, sealed: Sealed, start: int, stop: int) -> Iterator[bytes]:
    """The bytes of a content from ``start`` to ``stop`` (excluded), piece by piece.

    :raises ContentMissing: the storage does not have it, or not whole; :raises DecryptionError: it was altered.
    """
    stop = min(stop, sealed.size)
    if start >= stop:
        return
    first, last = start // PIECE, (stop - 1) // PIECE
    cipher, place = AESGCM(bytes.fromhex(sealed.key)), first * PIECE
    stored = storage.read(sealed.name, first * SEALED_PIECE, (last + 1) * SEALED_PIECE)
    for index, piece in enumerate(_pieces(stored), first):
        clear = _open(cipher, index, piece, sealed.sha256)
        yield clear[max(0, start - place) : stop - place]
        place += len(clear)
    if place < stop:
        raise ContentMissing(sealed.name)


def _pieces(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """``blocks`` cut again at the length of a sealed piece."""
    waiting = b""
    for block in blocks:
        waiting += block
        while len(waiting) >= SEALED_PIECE:
            yield waiting[:SEALED_PIECE]
            waiting = waiting[SEALED_PIECE:]
    if waiting:
        yield waiting


def _open(cipher: AESGCM, index: int, piece: bytes, sha256: str) -> bytes:
    try:
        return cipher.decrypt(_nonce(index), piece, sha256.encode())
    except InvalidTag as error:
        raise DecryptionError("a stored content was altered") from error


def _nonce(index: int) -> bytes:
    """Never the same twice under one key, which encrypts one content only."""
    return index.to_bytes(12, "big")
