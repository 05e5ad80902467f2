"""Other spellings, when nothing is found: close to words of titles that the person may find anyway."""

from __future__ import annotations

from difflib import get_close_matches

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..security.identity import Identity
from .french import STOP_WORDS, WORD, Asked, plain
from .models import SearchEntry
from .queries import counts, visible_to

TITLES = 500
SHORTEST = 4
CLOSE = 0.75


def suggest(session: Session, asked: Asked, identity: Identity | None) -> str | None:
    """The words asked, each with its nearest known spelling; ``None`` when that finds nothing either. Two queries."""
    known = _known_words(session, identity)
    better = " ".join(_nearest(word, known) for word in asked.words)
    found = Asked.read(better)
    return better if found != asked and counts(session, found, identity) else None


def _known_words(session: Session, identity: Identity | None) -> dict[str, str]:
    """Words of the titles, without accents → as they are written."""
    newest = select(SearchEntry.title).where(visible_to(identity)).order_by(SearchEntry.newness.desc(), SearchEntry.id)
    found: dict[str, str] = {}
    for title in session.scalars(newest.limit(TITLES)):
        for word in WORD.findall(title):
            if len(word) >= SHORTEST and plain(word) not in STOP_WORDS:
                found.setdefault(plain(word), word.lower())
    return found


def _nearest(word: str, known: dict[str, str]) -> str:
    if word in known:
        return known[word]
    alike = [other for other in known if abs(len(other) - len(word)) <= 2]
    return known[found[0]] if (found := get_close_matches(word, alike, n=1, cutoff=CLOSE)) else word
