"""Writing the next version of a page's texts and publishing it: one draft a page; what was published stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..security.identity import Identity
from . import queries
from .markup import normal
from .models import SiteText, SiteTextBlock
from .pages import Page
from .words import PLAIN, STANDARD, Words, fingerprint
from .workflow import TEXT_LIFE

GONE = "Ce brouillon n'existe plus : une autre personne l'a publié ou supprimé. Gardez une copie de votre texte."
ALREADY = "Un brouillon de cette page existe déjà : publiez-le ou supprimez-le d'abord."
NOTHING_CHANGES = "Ce brouillon dit la même chose que la page en ligne. Modifiez-le, ou supprimez-le."
MEANWHILE = "Une autre personne a modifié ce brouillon pendant que vous le relisiez. Relisez l'aperçu, puis publiez."
BOTH = (STANDARD, PLAIN)


class Drafting:
    """Writes, publishes and drops drafts in the name of ``identity``; every act is journalled."""

    def __init__(self, session: Session, recorder: Recorder, identity: Identity):
        self._session = session
        self._recorder = recorder
        self._identity = identity

    def start(self, page: Page) -> SiteText:
        """A draft that says what the page says today; the one that is there when there is one.

        A draft older than a block that a release brought receives it.
        """
        found = queries.draft(self._session, page)
        if found is None:
            return self._make(page, queries.current_number(self._session, page))
        missing = {block.name for block in page.blocks} - {block.name for block in found.blocks}
        if missing:
            online = self._published(page)
            found.blocks += [SiteTextBlock(name=name, **online[name]._asdict()) for name in sorted(missing)]
            self._session.flush()
        return found

    def return_to(self, page: Page, number: int) -> SiteText:
        """A draft that says what an earlier version said, to be looked at and published as a new one.

        :raises DomainError: somebody is writing another one.
        """
        if queries.draft(self._session, page):
            raise DomainError(ALREADY)
        return self._make(page, number)

    def save(self, block: SiteTextBlock, data: Mapping[str, str]) -> None:
        """Write what was typed in one block; :func:`collectif.editing.edit` has checked that nobody else did.

        :raises DomainError: the draft is no longer one.
        """
        self._hold(block.text)
        for name in Words._fields:
            setattr(block, name, normal(data.get(name, "")))
        self._session.flush()
        self._record("site_text.edited", block.text)

    def drop(self, text: SiteText) -> None:
        """Forget a draft. :raises DomainError: it is no longer one."""
        self._hold(text)
        self._record("site_text.dropped", text)
        self._session.delete(text)
        self._session.flush()

    def publish(self, page: Page, text: SiteText, data: Mapping[str, Any]) -> None:
        """Put the draft online.

        :param data: ``note``, ``read`` (the fingerprint of what was looked at), ``revisited``: the plain texts that did
            not change were read again and need no change.
        :raises DomainError: nothing changes, or somebody changed it meanwhile.
        """
        self._hold(text)
        words, before = queries.words_of(self._session, page, text.id), self._published(page)
        if data["read"] != fingerprint(page, words, BOTH):
            raise DomainError(MEANWHILE)
        if words == before:
            raise DomainError(NOTHING_CHANGES)
        waiting = queries.to_revisit(self._session, page)
        for block in (one for one in text.blocks if one.name in before):
            block.to_revisit = not data["revisited"] and revisit(before[block.name], block, block.name in waiting)
        self._supersede(page)
        move = TEXT_LIFE.move(text, "publish")
        text.note, text.published_at, text.published_by_id = data["note"], now(), self._identity.account_id
        text.plain_hash = fingerprint(page, words)
        self._session.flush()
        self._record(move.journal_tag, text)

    def revisited(self, page: Page) -> None:
        """The plain texts of the published version were read again: they still say the same as the others."""
        current = queries.current(self._session, page)
        for block in current.blocks if current else ():
            block.to_revisit = False
        if current:
            self._session.flush()
            self._record("site_text.revisited", current)

    def _make(self, page: Page, number: int) -> SiteText:
        words = queries.words_numbered(self._session, page, number)
        made = SiteText(
            page=page.route, number=queries.next_number(self._session, page), based_on=number,
            created_by_id=self._identity.account_id,
        )  # fmt: skip
        made.blocks = [SiteTextBlock(name=name, **said._asdict()) for name, said in words.items()]
        try:
            with self._session.begin_nested():
                self._session.add(made)
        except IntegrityError:
            # Somebody else began at the same instant: there is one draft, theirs.
            return self._draft(page)
        self._record("site_text.drafted", made)
        return made

    def _draft(self, page: Page) -> SiteText:
        found = queries.draft(self._session, page)
        if found is None:
            raise DomainError(GONE)
        return found

    def _hold(self, text: SiteText) -> None:
        """Whoever writes in a draft, publishes or drops it waits for whoever does."""
        hold(self._session, text)
        if text.state != "draft":
            raise DomainError(GONE)

    def _published(self, page: Page) -> dict[str, Words]:
        return queries.words_numbered(self._session, page, queries.current_number(self._session, page))

    def _supersede(self, page: Page) -> None:
        current = queries.current(self._session, page)
        if current:
            move = TEXT_LIFE.move(current, "supersede")
            self._session.flush()
            self._record(move.journal_tag, current)

    def _record(self, act: str, text: SiteText) -> None:
        self._recorder.record(act, ("site_texts", f"{text.page}.{text.number}"))


def revisit(before: Words, block: SiteTextBlock, waiting: bool) -> bool:
    """Whether the plain twin of this block is to be looked at: the standard text changed and it did not."""
    if block.words.of(PLAIN) != before.of(PLAIN):
        return False
    return waiting or block.words.of(STANDARD) != before.of(STANDARD)
