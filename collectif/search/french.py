"""French words as search compares them: no case, no accent, no elision, and the stem shared with their family.

One normaliser for what is kept in the index and for what people type, so that both engines find the same things.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..text import unaccent

WORD = re.compile(r"[^\W_]+")
# From the beginning of a word only: trying each letter of a word without end would take the square of its length.
COMPOUND = re.compile(r"(?<![^\W_])[^\W_]+(?:[-\u2010-\u2013][^\W_]+)+")
# « pair-aidant », and how a stem is told from a word: no word has this sign.
STEM_MARK = "="
LONGEST_WORD = 40
# The terms kept of one text: a tsvector of PostgreSQL has a size.
MOST_TERMS = 5_000
# Words looked for at once, and signs of what was typed that are read.
MOST_ASKED = 8
LONGEST_ASKED = 100
LITTLE = """
au aux avec ce ces cette cet dans de des du elle elles en est et eux il ils je la le les leur leurs lui ma mais me mes
moi mon ne nos notre nous on ont ou par pas pour qu que qui sa sans se ses son sont sous sur ta te tes toi ton tu un une
vos votre vous comment pourquoi quand quel quelle quels quelles quoi aujourd hui jusqu lorsqu puisqu
"""
STOP_WORDS = frozenset(LITTLE.split())
_stemmers = threading.local()


def plain(text: str) -> str:
    """``text`` without accents, ligatures or case."""
    return unaccent(text).casefold()


def words(text: str) -> Iterator[str]:
    """The words of ``text``, in order; those of one letter, elisions among them, say nothing."""
    return (word[:LONGEST_WORD] for word in WORD.findall(plain(text)) if len(word) > 1)


def compounds(text: str) -> Iterator[str]:
    """« pairaidance » for « pair-aidance »: some write it in one word."""
    return (re.sub(r"[\W_]", "", found)[:LONGEST_WORD] for found in COMPOUND.findall(plain(text)))


@lru_cache(maxsize=16_384)
def stem(word: str) -> str:
    """What a word without accents shares with its plural, its feminine, its verb.

    The stemmer knows the endings by their accents, which people leave out: it is always asked without them.
    """
    word = re.sub(r"ees?$", "e", word)
    stemmed = str(_stemmer().stemWord(word))
    # Two feminines that it leaves apart: publique and public, formatrice and formateur.
    return re.sub(r"tric$", "teur", re.sub(r"qu$", "c", stemmed))


def _stemmer() -> Any:
    """A stemmer serves one thread at a time."""
    if not hasattr(_stemmers, "french"):
        import Stemmer  # only the processes that search, or write what is searched, need it

        _stemmers.french = Stemmer.Stemmer("french")
    return _stemmers.french


def terms(text: str) -> list[str]:
    """What the index keeps of ``text``: its words, and their stems with their mark, each once."""
    found = dict.fromkeys([*words(text), *compounds(text)])
    marked = dict.fromkeys(f"{STEM_MARK}{stem(word)}" for word in found)
    return [*found, *marked][:MOST_TERMS]


@dataclass(frozen=True)
class Asked:
    """What someone looks for: ``words``, the last of which may be only begun."""

    words: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Asked:
        """Little words are left out, unless there is nothing else."""
        found = list(dict.fromkeys(words(text[:LONGEST_ASKED])))
        telling = [word for word in found if word not in STOP_WORDS]
        return cls(tuple((telling or found)[:MOST_ASKED]))

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.words))

    @property
    def begun(self) -> str:
        """The last word, as far as it is typed."""
        return self.words[-1] if self.words else ""

    def has(self, word: str) -> bool:
        """Whether this word of a text is one of those looked for."""
        return bool(self) and any(one.startswith(self.begun) or stem(one) in self.stems for one in words(word))
