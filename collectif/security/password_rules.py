"""What a password must be: long, and not made of what anyone would try first.

Twelve characters or more, any of them, pasted or typed; no capital or digit is demanded. Then the parts anyone
would guess are crossed out, and six characters must be left:

- words of the service, of the person's name and e-mail address, also in « leet » (``p@1r``);
- runs of the keyboard, of the alphabet or of digits (``azerty``, ``4321``), years, a character said again and again;
- passwords many people choose (``data/common_passwords.txt``), alone, two in a row, or followed by digits. Four words
  or more are a passphrase, whose words may be common.

Source of the rule: ANSSI, *Recommandations relatives à l'authentification multifacteur et aux mots de passe* (2021),
and NIST SP 800-63B §5.1.1.2 (length, no composition rule, a list of common passwords, words of the context).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from ..errors import DomainError
from ..text import unaccent

SHORTEST = 12
LONGEST = 200
LEFT_AT_LEAST = 6
DIFFERENT_AT_LEAST = 5
PASSPHRASE_WORDS = 4
RUN = 4
COMMON = Path(__file__).parent / "data" / "common_passwords.txt"
SERVICE_WORDS = (
    "collectif", "pairaidance", "pairaidant", "pair", "aidance", "aidant", "mdph", "seine", "marne", "intranet",
    "motdepasse", "motpasse", "passe", "password", "77",
)  # fmt: skip
ROWS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv", "1a2z3e4r5t6y",
)  # fmt: skip
LEET = str.maketrans("0134578@$!€", "oieastbasie")
SEGMENT = re.compile(r"[^\W_]+")
YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)")
AGAIN = re.compile(r"(.)\1{2,}")
STRENGTHS = ((18, "très solide"), (12, "solide"), (0, "correct"))
TOO_SHORT = f"Choisissez un mot de passe d'au moins {SHORTEST} caractères. Quatre mots sans lien entre eux conviennent."
TOO_LONG = f"Choisissez un mot de passe de {LONGEST} caractères au plus."
TOO_SIMPLE = "Ce mot de passe répète toujours les mêmes caractères. Choisissez-en un plus varié."
TOO_EASY = (
    "Ce mot de passe est trop facile à deviner : il est très répandu, ou fait de mots du site, de votre nom, de votre "
    "adresse ou de touches voisines. Choisissez par exemple quatre mots sans lien entre eux."
)


def check_password(password: str, known: Iterable[str] = (), field: str = "password") -> str:
    """Refuse a password that is too short, too long or too easy.

    :param known: what is known of the person: name, e-mail address, organisations.
    :param field: form field the message is about.
    :returns: how strong it is, in words.
    :raises DomainError: says what is wrong and what would do.
    """
    for wrong, message in (
        (len(password) < SHORTEST, TOO_SHORT),
        (len(password) > LONGEST, TOO_LONG),
        (_is_monotonous(password.casefold()), TOO_SIMPLE),
    ):
        if wrong:
            raise DomainError(message, field)
    left = characters_left(password, known)
    if left < LEFT_AT_LEAST:
        raise DomainError(TOO_EASY, field)
    return next(words for least, words in STRENGTHS if left >= least)


def characters_left(password: str, known: Iterable[str] = ()) -> int:
    """How many characters are left once the guessable parts are crossed out; spaces do not count."""
    plain = unaccent(password).casefold()
    folded = plain.translate(LEET)
    crossed = [char.isspace() for char in plain]
    for start, end in _guessable(plain, folded, known):
        crossed[start:end] = [True] * (end - start)
    return crossed.count(False)


def _is_monotonous(text: str) -> bool:
    """Too few different characters, or the same letters and digits twice over."""
    bare = "".join(SEGMENT.findall(text))
    period = (bare + bare).find(bare, 1)
    return len(set(text)) < DIFFERENT_AT_LEAST or 0 < period <= len(bare) // 2


def _guessable(plain: str, folded: str, known: Iterable[str]) -> Iterable[tuple[int, int]]:
    yield from _runs(plain)
    yield from (match.span() for match in YEAR.finditer(plain))
    yield from ((match.start() + 1, match.end()) for match in AGAIN.finditer(plain))
    for word in {*SERVICE_WORDS, *_words(known)}:
        for text in (plain, folded):
            yield from (match.span() for match in re.finditer(re.escape(word), text))
    segments = [match.span() for match in SEGMENT.finditer(plain)]
    if len(segments) < PASSPHRASE_WORDS:
        yield from (span for span in segments if _is_common(plain[slice(*span)]) or _is_common(folded[slice(*span)]))


def _words(known: Iterable[str]) -> set[str]:
    return {word for text in known for word in re.findall(r"[a-z0-9]{3,}", unaccent(text).casefold())}


def _runs(text: str) -> Iterable[tuple[int, int]]:
    """Stretches of neighbouring keys or letters, in either direction."""
    start = 0
    for index, pair in enumerate([*pairwise(text), ("", "")], start=1):
        if "".join(pair) not in _neighbours() or not pair[0]:
            if index - start >= RUN:
                yield start, index
            start = index


@cache
def _neighbours() -> frozenset[str]:
    return frozenset(a + b for row in ROWS for line in (row, row[::-1]) for a, b in pairwise(line))


def _is_common(segment: str) -> bool:
    """Whether it is a common password, with or without digits around it, or two of them."""
    common = common_passwords()
    bare = segment.strip("0123456789")
    if segment in common or bare in common:
        return True
    return any(bare[:cut] in common and bare[cut:] in common for cut in range(5, len(bare) - 4))


@cache
def common_passwords() -> frozenset[str]:
    """The list, read once."""
    lines = COMMON.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
