"""Hashing passwords: argon2id, parameters that can be raised, the same work whether there is a password or not."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Above the minimum of the OWASP cheat sheet (19 MiB, two passes); a worker's four threads stay under 80 MiB.
HASHER = PasswordHasher(time_cost=3, memory_cost=19 * 1024, parallelism=1)
# Checked when an account has no password, does not exist or is closed, so that the answer takes as long.
NOBODY = HASHER.hash("no account has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to store. Accents may be typed in either Unicode form."""
    return HASHER.hash(_typed(password))


def verify_password(digest: str | None, password: str) -> bool:
    """Whether ``password`` made ``digest``; the same work is done, in vain, when there is no ``digest``."""
    try:
        return HASHER.verify(digest or NOBODY, _typed(password)) and digest is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(digest: str) -> bool:
    """Whether ``digest`` was made with other parameters than today's."""
    return HASHER.check_needs_rehash(digest)


def _typed(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
