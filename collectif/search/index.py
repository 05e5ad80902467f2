"""Keeping the index: what changed is read again and written, in the transaction that changed it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, delete, insert, select, text, true
from sqlalchemy.orm import Session

from .entries import DECLARED, LONGEST_TEXT, PAGES, Entry, Searchable, joined
from .french import STEM_MARK, terms
from .models import SearchEntry

# Things read at once.
BATCH = 500
# One writer at a time on PostgreSQL, until its transaction ends: it reads what the one before has written. SQLite has
# one writer anyway.
LOCK = text("SELECT pg_advisory_xact_lock(774020)")
WRITE = {
    "sqlite": text("INSERT INTO search_words (rowid, title, text) VALUES (:id, :title, :text)"),
    "postgresql": text("INSERT INTO search_words (entry_id, words) VALUES (:id, CAST(:words AS tsvector))"),
}
Progress = Callable[[str, int], None]


class Index:
    """The index, as one session sees it. Never commits."""

    def __init__(self, session: Session):
        self._session = session
        self._engine = session.get_bind().dialect.name

    def lock(self) -> None:
        """Wait for whoever writes in the index."""
        if self._engine == "postgresql":
            self._session.execute(LOCK)

    def refresh(self, one: Searchable, ids: Collection[int]) -> None:
        """Read these things again, and write what they now are. The index is locked."""
        for some in batches(sorted(ids)):
            wanted = one.model.__mapper__.primary_key[0].in_(some)  # type: ignore[attr-defined]
            self._replace(one.kind, SearchEntry.thing_id.in_(some), one.describe(self._session, wanted))

    def refresh_all(self, one: Searchable) -> int:
        """The same for every thing of a kind. :returns: how many entries there are."""
        return self._replace(one.kind, true(), one.describe(self._session, true()))

    def refresh_pages(self, entries: Iterable[Entry]) -> int:
        """The pages of the site that are in no table."""
        return self._replace(PAGES, true(), entries)

    def _replace(self, kind: str, which: ColumnElement[bool], entries: Iterable[Entry]) -> int:
        """Write ``entries`` instead of those of ``which`` things; those that have not changed stay."""
        columns = (SearchEntry.thing_id, SearchEntry.audience, SearchEntry.digest, SearchEntry.id)
        rows = self._session.execute(select(*columns).where(SearchEntry.kind == kind, which)).all()
        kept = {(row.thing_id, row.audience, row.digest): row.id for row in rows}
        fresh = []
        for entry in entries:
            if kept.pop((entry.thing_id, entry.audience, entry.digest), None) is None:
                fresh.append(entry)
        for some in batches(list(kept.values())):
            self._session.execute(delete(SearchEntry).where(SearchEntry.id.in_(some)).execution_options(
                synchronize_session=False))  # fmt: skip
        # In one order whatever the engine read them in: the same content gives the same index.
        for entry in sorted(fresh, key=lambda entry: (entry.thing_id, str(entry.audience))):
            self._write(kind, entry)
        return len(rows) - len(kept) + len(fresh)

    def _write(self, kind: str, entry: Entry) -> None:
        values = {
            "kind": kind, "thing_id": entry.thing_id, "audience": str(entry.audience),
            "organisation_id": entry.organisation_id, "hidden_from": str(entry.hidden_from),
            "visible_from": entry.visible_from, "newness": entry.newness, "title": entry.title,
            "text": entry.text[:LONGEST_TEXT], "plain": entry.plain[:LONGEST_TEXT], "route": entry.route,
            "values": dict(entry.values), "digest": entry.digest,
        }  # fmt: skip
        entry_id = self._session.scalar(insert(SearchEntry).values(values).returning(SearchEntry.id))
        title, rest = terms(entry.title), terms(joined(entry.text, entry.plain, entry.words))
        given = {"title": " ".join(title), "text": " ".join(rest)}
        if self._engine == "postgresql":
            given = {"words": vector(title, rest)}
        self._session.execute(WRITE[self._engine], {"id": entry_id, **given})


def vector(title: list[str], rest: list[str]) -> str:
    """A tsvector, written: the words of the title weigh ``A``. Terms are letters, figures and the mark of stems."""
    places = dict.fromkeys(title, "1A")
    for term in rest:
        places[term] = "1A,2" if term in places else "2"
    assert all(term.removeprefix(STEM_MARK).isalnum() for term in places)
    return " ".join(f"'{term}':{place}" for term, place in places.items())


def batches(things: list[int]) -> Iterator[list[int]]:
    return (things[start : start + BATCH] for start in range(0, len(things), BATCH))


def rebuild(session: Session, pages: Iterable[Entry], told: Progress = lambda kind, count: None) -> int:
    """Make the whole index again: those who search see the old one until the transaction ends.

    :param told: what to say of each kind once it is done. :returns: how many entries there are.
    """
    index = Index(session)
    index.lock()
    session.execute(delete(SearchEntry).execution_options(synchronize_session=False))
    total = index.refresh_pages(pages)
    told(PAGES, total)
    for one in DECLARED.values():
        count = index.refresh_all(one)
        told(one.kind, count)
        total += count
    return total
