"""Random tokens for links: 256 random bits and their keyed signature, of which only a hash is ever stored.

An address made up by someone is recognised without asking the database.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets


def token_hash(token: str) -> str:
    """What is stored of a random token: its SHA-256, 64 hexadecimal characters."""
    return hashlib.sha256(token.encode()).hexdigest()


class Tokens:
    """Makes and recognises the tokens of one ``purpose``.

    :param secret: the setting ``collectif.secret``. :param purpose: a token made for another one is not recognised.
    """

    def __init__(self, secret: str, purpose: str):
        self._secret = secret.encode()
        self._purpose = purpose

    def new(self) -> str:
        """A token that is not stored yet."""
        random = secrets.token_urlsafe(32)
        return f"{random}.{self._sign(random)}"

    def made(self, token: str) -> bool:
        """Whether :meth:`new` made this token, ever."""
        random, _, signature = token.rpartition(".")
        return hmac.compare_digest(signature.encode(), self._sign(random).encode())

    def _sign(self, random: str) -> str:
        return hmac.new(self._secret, f"{self._purpose}:{random}".encode(), hashlib.sha256).hexdigest()[:32]
