"""Whether two names may be those of one organisation: articles, accents, case, word order, small typos.

A likeness is a reason to ask a person, never to decide: it is better to ask once too often.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from ..text import sort_key

# Turned into one word, so that a short form and a long form meet.
PHRASES = (("ile de france", "idf"), ("seine et marne", "77"), ("delegation territoriale", "dt"))
IGNORED = frozenset(
    ["a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour", "sur", "un", "une"]
)
# Words that say what kind of thing it is, not which one.
GENERIC = frozenset(
    ["asso", "association", "departement", "departemental", "departementale", "delegation", "fondation"]
)
DEPARTEMENT = re.compile(r"77$")
# Under this length one letter makes another acronym (CAF, APF); above, it makes a typo.
SHORTEST_WITH_TYPO = 7
TYPO = 0.88
SHORTEST_PART = 6


def words(name: str) -> tuple[str, ...]:
    """The words that tell this organisation from another, in order.

    A name made only of generic words keeps them, so that it is never empty while the name has letters.
    """
    text = " ".join(re.findall(r"[a-z0-9]+", sort_key(name)))
    for phrase, word in PHRASES:
        text = re.sub(rf"\b{phrase}\b", word, text)
    every = [DEPARTEMENT.sub("", word) or word for word in text.split()]
    told = [word for word in every if word not in IGNORED and word != "77"]
    return tuple(word for word in told if word not in GENERIC) or tuple(told) or tuple(every)


def alike(one: str, other: str) -> bool:
    """Whether a person should be asked if these two names are the same organisation's."""
    left, right = words(one), words(other)
    if not left or not right:
        return False
    return _same(left, right) or _same(tuple(sorted(left)), tuple(sorted(right))) or _part(left, right)


def any_alike(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether one of ``names`` is like one of ``others``."""
    against = list(others)
    return any(alike(name, other) for name in names for other in against)


def _same(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    one, other = "".join(left), "".join(right)
    if one == other:
        return True
    if _numbers(left) != _numbers(right) or min(len(one), len(other)) < SHORTEST_WITH_TYPO:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= TYPO


def _numbers(parts: tuple[str, ...]) -> set[str]:
    """A number tells organisations apart whatever the letters: « MDPH 94 », « Section 3 »."""
    return {number for part in parts for number in re.findall(r"\d+", part)}


def _part(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one name is the other with words left out (« Croix-Rouge », « Croix-Rouge française »)."""
    small, large = sorted((set(left), set(right)), key=len)
    return small <= large and len("".join(small)) >= SHORTEST_PART and _numbers(left) == _numbers(right)
