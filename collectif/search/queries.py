"""Looking in the index: which entries have the words, which of them someone may find."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import BigInteger, Boolean, ColumnElement, and_, case, cast, func, literal, or_, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import FunctionElement

from ..db import now
from ..security.identity import Identity
from ..security.permissions import Permission
from .entries import PUBLIC
from .french import STEM_MARK, Asked, stem
from .models import AGELESS, SearchEntry


class Holds(FunctionElement[bool]):
    """Whether an entry has words: asked of FTS5 or of a tsvector, each in its own language. The words are bound values,
    made of letters and figures alone (:mod:`.french`)."""

    type = Boolean()
    name = "search_holds"
    inherit_cache = True

    def __init__(self, fts5: str, tsquery: str):
        super().__init__(SearchEntry.id, literal(fts5), literal(tsquery))


@compiles(Holds, "sqlite")
def _on_sqlite(element: Holds, compiler: Any, **kw: Any) -> str:
    entry, fts5, _ = (compiler.process(one, **kw) for one in element.clauses)
    return f"{entry} IN (SELECT rowid FROM search_words WHERE search_words MATCH {fts5})"  # noqa: S608


@compiles(Holds, "postgresql")
def _on_postgresql(element: Holds, compiler: Any, **kw: Any) -> str:
    entry, _, tsquery = (compiler.process(one, **kw) for one in element.clauses)
    return f"{entry} IN (SELECT entry_id FROM search_words WHERE words @@ CAST({tsquery} AS tsquery))"  # noqa: S608


def _stemmed(word: str) -> str:
    return f"{STEM_MARK}{stem(word)}"


def _fts5(asked: Asked, word: str) -> str:
    whole = f'"{_stemmed(word)}"'
    return f'({whole} OR "{word}" *)' if word == asked.begun else whole


def _tsquery(asked: Asked, word: str) -> str:
    whole = f"'{_stemmed(word)}'"
    return f"({whole} | '{word}':*)" if word == asked.begun else whole


def has_words(asked: Asked) -> ColumnElement[bool]:
    """Entries that have each word, the last one as far as it is typed."""
    fts5 = " AND ".join(_fts5(asked, word) for word in asked.words)
    return Holds(fts5, " & ".join(_tsquery(asked, word) for word in asked.words))


def _in_title(asked: Asked, word: str) -> list[ColumnElement[bool]]:
    """The word as it is typed, and one of its family: « café » comes before « CAF », whose stem is the same."""
    begun = word == asked.begun
    typed = Holds(f'title : "{word}"{" *" if begun else ""}', f"'{word}':{'*' if begun else ''}A")
    return [typed, Holds(f'title : "{_stemmed(word)}"', f"'{_stemmed(word)}':A")]


def rank(asked: Asked) -> ColumnElement[int]:
    """What comes first: the most words in the title, then what has no age, then the newest."""
    held = [case((one, 1), else_=0) for word in asked.words for one in _in_title(asked, word)]
    return cast(reduce(add, held), BigInteger) * literal(AGELESS + 1, BigInteger) + SearchEntry.newness


def visible_to(identity: Identity | None) -> ColumnElement[bool]:
    """What this person, or a visitor, may find: a condition of the statement, so that no count tells more."""
    held = [one for one in Permission if identity and identity.organisations_for(one) is None]
    by_places: dict[frozenset[int], list[str]] = defaultdict(list)
    for permission in held if identity else ():
        by_places[identity.own_organisations(permission)].append(str(permission))  # type: ignore[union-attr]
    entry = SearchEntry
    found = [and_(entry.audience == PUBLIC, entry.hidden_from.not_in([str(one) for one in held]))]
    found.append(and_(entry.audience.in_([str(one) for one in held]), entry.organisation_id.is_(None)))
    found += [
        and_(entry.audience.in_(names), entry.organisation_id.in_(places))
        for places, names in by_places.items() if places
    ]  # fmt: skip
    return and_(or_(*found), or_(entry.visible_from.is_(None), entry.visible_from <= now()))


def counts(session: Session, asked: Asked, identity: Identity | None) -> dict[str, int]:
    """How many entries of each kind this person may find."""
    statement = select(SearchEntry.kind, func.count().label("number")).where(has_words(asked), visible_to(identity))
    return {row.kind: row.number for row in session.execute(statement.group_by(SearchEntry.kind))}


def found_in_room(kind: str, thing_id: Any, text: str, *, public: bool = False) -> ColumnElement[bool]:
    """For the list of a room: the rows, named by ``thing_id``, that have the words typed.

    Whatever the person may see is the list's own matter. :param public: only what everyone may find.
    """
    asked = Asked.read(text)
    if not asked:
        return true()
    audience = SearchEntry.audience == PUBLIC if public else SearchEntry.audience != PUBLIC
    entries = select(SearchEntry.thing_id).where(SearchEntry.kind == kind, audience, has_words(asked))
    return thing_id.in_(entries)
