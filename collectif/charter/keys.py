"""The installation's key: Ed25519, made from a secret of the settings; older public keys stay known.

A key is named by the first sixteen characters of the SHA-256 of its public half, so that a receipt says
which one signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ..settings import Settings

FORMAT = "collectif-charte-1"


class UnknownKey(LookupError):
    """No key of the settings has this name."""


def key_id(public: str) -> str:
    """The name of a public key given in hexadecimal."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


class SigningKeys:
    """Signs with the present key, verifies with it and with those it replaced.

    :param secret: stretched to a private key by SHA-256. :param old: public keys no longer used, in hexadecimal.
    """

    def __init__(self, secret: str, old: Iterable[str] = ()):
        self._private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(secret.encode()).digest())
        self.public = self._private.public_key().public_bytes_raw().hex()
        self.id = key_id(self.public)
        self._publics = {key_id(public): public for public in (*old, self.public)}

    @classmethod
    def of(cls, settings: Settings) -> SigningKeys:
        return cls(settings.charter_key, settings.charter_old_keys)

    def sign(self, digest: str) -> str:
        """The signature of an entry's digest, in hexadecimal."""
        return self._private.sign(_message(digest)).hex()

    def signed(self, key: str, digest: str, signature: str) -> bool:
        """Whether the key of that name made this signature.

        :raises UnknownKey: nobody gave us that key.
        """
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_of(key)))
        try:
            public.verify(bytes.fromhex(signature), _message(digest))
        except (InvalidSignature, ValueError):
            return False
        return True

    @property
    def publics(self) -> list[tuple[str, str]]:
        """Every known key, ``(name, public key)``, the present one first."""
        return sorted(self._publics.items(), key=lambda pair: (pair[0] != self.id, pair[0]))

    def public_of(self, key: str) -> str:
        """:raises UnknownKey: nobody gave us that key."""
        try:
            return self._publics[key]
        except KeyError:
            raise UnknownKey(key) from None


def _message(digest: str) -> bytes:
    """What is signed says what it is for: a signature made here can be taken for no other."""
    return f"{FORMAT}:{digest}".encode()
