"""Encryption at rest, by a column type, with rotating keys.

The first key of the setting ``collectif.encryption_keys`` encrypts; every key decrypts, so that a new key can be
put in front before the old one is retired.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from pyramid.config import Configurator
from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator


class DecryptionError(RuntimeError):
    """No configured key opens a stored value."""


class Keyring:
    """The keys in force. Sealing fails loudly while no key is configured."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None

    def configure(self, keys: tuple[str, ...]) -> None:
        """Use these passphrases, the newest first; each is stretched to a Fernet key by SHA-256."""
        self._fernet = MultiFernet([Fernet(_fernet_key(key)) for key in keys])

    def seal(self, text: str) -> bytes:
        return self.seal_bytes(text.encode())

    def open(self, sealed: bytes) -> str:
        return self.open_bytes(sealed).decode()

    def seal_bytes(self, content: bytes) -> bytes:
        return self._ready().encrypt(content)

    def open_bytes(self, sealed: bytes) -> bytes:
        """:raises DecryptionError: it was sealed with a key that is no longer configured, or altered."""
        try:
            return self._ready().decrypt(sealed)
        except InvalidToken as error:
            raise DecryptionError("no configured key opens this value") from error

    def rotate(self, sealed: bytes) -> bytes:
        """The same value sealed again with the newest key."""
        return self._ready().rotate(sealed)

    def _ready(self) -> MultiFernet:
        if self._fernet is None:
            raise RuntimeError("encryption keys are not configured")
        return self._fernet


def _fernet_key(passphrase: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(passphrase.encode()).digest())


# Column types are built at import, before any application exists: the keyring is the one process-wide object.
keyring = Keyring()


class EncryptedText(TypeDecorator[str]):
    """Text stored encrypted; it can be neither searched nor sorted by the database."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Any) -> bytes | None:
        return None if value is None else keyring.seal(value)

    def process_result_value(self, value: bytes | None, dialect: Any) -> str | None:
        return None if value is None else keyring.open(value)


def includeme(config: Configurator) -> None:
    keyring.configure(config.registry.settings["collectif.settings"].encryption_keys)
