"""Questions asked about the site's texts, from other rooms too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..security.identity import Identity
from ..security.permissions import Permission
from .founding import founding
from .models import SiteText, SiteTextBlock, TextApproval
from .pages import BY_ROUTE, PAGES, Page
from .words import Words, fingerprint


class NoSuchVersion(LookupError):
    """The page never had a version of this number."""


@dataclass(frozen=True)
class Standing:
    """What a public page shows today. :param text_id: of its version, ``None`` for the founding text.
    :param approval: of its plain text: ``(reader's name, agrees to be named, day)``, if there is one."""

    text_id: int | None
    approval: Any | None


def standing(session: Session, page: Page) -> Standing:
    """In one query: which version is published, and whether its plain text is approved."""
    current = (
        select(SiteText.id, SiteText.plain_hash)
        .where(SiteText.page == page.route, SiteText.state == "current")
        .subquery()
    )
    one = select(literal(1).label("one")).subquery()
    read = func.coalesce(current.c.plain_hash, founding_hash(page))
    statement = (
        select(current.c.id, TextApproval.id.label("approved"), TextApproval.reader_name, TextApproval.named,
               TextApproval.approved_on)
        .select_from(one)
        .outerjoin(current, literal(True))
        .outerjoin(TextApproval, and_(
            TextApproval.page == page.route, TextApproval.plain_hash == read, TextApproval.withdrawn_at.is_(None)
        ))
    )  # fmt: skip
    row = session.execute(statement).one()
    return Standing(row.id, row if row.approved else None)


def words_of(session: Session, page: Page, text_id: int | None) -> dict[str, Words]:
    """The words of a version, block by block; those it does not have are the founding ones."""
    written: dict[str, Words] = {}
    if text_id is not None:
        blocks = session.scalars(select(SiteTextBlock).where(SiteTextBlock.text_id == text_id))
        written = {block.name: block.words for block in blocks}
    return completed(page, written)


def completed(page: Page, written: Mapping[str, Words]) -> dict[str, Words]:
    return {name: written.get(name, words) for name, words in founding(page.route).items()}


@cache
def founding_hash(page: Page) -> str:
    return fingerprint(page, founding(page.route))


def current(session: Session, page: Page) -> SiteText | None:
    """The published version with its words; ``None`` while the founding text is online."""
    return _one(session, page, SiteText.state == "current")


def draft(session: Session, page: Page) -> SiteText | None:
    return _one(session, page, SiteText.state == "draft")


def _one(session: Session, page: Page, which: ColumnElement[bool]) -> SiteText | None:
    wanted = select(SiteText).where(SiteText.page == page.route, which).options(selectinload(SiteText.blocks))
    return session.scalars(wanted).one_or_none()


def current_number(session: Session, page: Page) -> int:
    """0 stands for the founding text."""
    wanted = select(SiteText.number).where(SiteText.page == page.route, SiteText.state == "current")
    return session.scalar(wanted) or 0


def next_number(session: Session, page: Page) -> int:
    """What the next version will be called."""
    return (session.scalar(select(func.max(SiteText.number)).where(SiteText.page == page.route)) or 0) + 1


def number_before(session: Session, page: Page, number: int) -> int:
    """Of the version that was online before this one; 0 is the founding text."""
    wanted = select(func.max(SiteText.number)).where(
        SiteText.page == page.route, SiteText.number < number, SiteText.state != "draft"
    )
    return session.scalar(wanted) or 0


def numbered(session: Session, page: Page, number: int) -> SiteText | None:
    """A version that was published, with who wrote it."""
    wanted = select(SiteText).where(SiteText.page == page.route, SiteText.number == number, SiteText.state != "draft")
    return session.scalars(wanted.options(joinedload(SiteText.published_by))).one_or_none()


def words_numbered(session: Session, page: Page, number: int) -> dict[str, Words]:
    """What a version said. :raises NoSuchVersion: there is none of this number."""
    if number == 0:
        return completed(page, {})
    found = numbered(session, page, number)
    if found is None:
        raise NoSuchVersion(number)
    return words_of(session, page, found.id)


def to_revisit(session: Session, page: Page) -> set[str]:
    """The blocks of the published version whose plain twin waits to be looked at."""
    wanted = (
        select(SiteTextBlock.name)
        .join(SiteTextBlock.text)
        .where(SiteText.page == page.route, SiteText.state == "current", SiteTextBlock.to_revisit)
    )
    return set(session.scalars(wanted))


def history(session: Session, page: Page) -> Sequence[SiteText]:
    """Every published version, the newest first."""
    wanted = select(SiteText).where(SiteText.page == page.route, SiteText.state != "draft")
    return session.scalars(wanted.options(joinedload(SiteText.published_by)).order_by(SiteText.number.desc())).all()


def published_hash(session: Session, page: Page, *, locked: bool = False) -> str:
    """The fingerprint of the plain text that is online. ``locked``: until the transaction ends, it stays."""
    wanted = select(SiteText).where(SiteText.page == page.route, SiteText.state == "current")
    found = session.scalars(wanted.with_for_update() if locked else wanted).one_or_none()
    return (found.plain_hash if found else None) or founding_hash(page)


def approval(session: Session, page: Page, plain_hash: str) -> TextApproval | None:
    """The approval of this very text, unless it was withdrawn."""
    wanted = select(TextApproval).where(
        TextApproval.page == page.route, TextApproval.plain_hash == plain_hash, TextApproval.withdrawn_at.is_(None)
    )
    return session.scalars(wanted.options(joinedload(TextApproval.recorded_by))).one_or_none()


def approval_of_id(session: Session, page: Page, public_id: str) -> TextApproval | None:
    wanted = select(TextApproval).where(TextApproval.page == page.route, TextApproval.public_id == public_id)
    return session.scalars(wanted).one_or_none()


def approvals(session: Session, page: Page) -> Sequence[TextApproval]:
    """Every approval this page ever had, the newest first."""
    wanted = select(TextApproval).where(TextApproval.page == page.route)
    return session.scalars(wanted.order_by(TextApproval.recorded_at.desc(), TextApproval.id.desc())).all()


@dataclass(frozen=True)
class Overview:
    """Where the texts of a page stand. :param since: since when its oldest plain twin waits, or its draft."""

    page: Page
    current: SiteText | None
    draft: SiteText | None
    to_revisit: int
    approved: bool


def overviews(session: Session) -> list[Overview]:
    """Every page, in the order of the site: three questions, whatever the number of pages."""
    wanted = select(SiteText).where(SiteText.state != "superseded")
    texts = session.scalars(wanted.options(joinedload(SiteText.published_by), joinedload(SiteText.created_by))).all()
    found = {(text.page, text.state): text for text in texts}
    waiting = _waiting_blocks(session)
    approved = _approved(session)
    return [_overview(page, found, waiting, approved) for page in PAGES]


def _approved(session: Session) -> set[tuple[str, str]]:
    """The texts that a concerned reader approved: page and fingerprint."""
    wanted = select(TextApproval.page, TextApproval.plain_hash).where(TextApproval.withdrawn_at.is_(None))
    return {(row.page, row.plain_hash) for row in session.execute(wanted)}


def _overview(page: Page, found: Mapping[tuple[str, str], SiteText], waiting: Mapping[str, int],
              approved: set[tuple[str, str]]) -> Overview:  # fmt: skip
    online = found.get((page.route, "current"))
    plain_hash = (online.plain_hash if online else None) or founding_hash(page)
    return Overview(
        page, online, found.get((page.route, "draft")), waiting.get(page.route, 0),
        (page.route, plain_hash) in approved,
    )  # fmt: skip


def _waiting_blocks(session: Session) -> dict[str, int]:
    wanted = (
        select(SiteText.page, func.count())
        .join(SiteText.blocks)
        .where(SiteText.state == "current", SiteTextBlock.to_revisit)
        .group_by(SiteText.page)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


@dataclass(frozen=True)
class Waiting:
    """What waits on whoever writes the texts: its kind, the page's title and route, since when."""

    kind: str
    page: Page
    draft: bool
    since: datetime


def waiting_on(session: Session, identity: Identity) -> Iterator[Waiting]:
    """Own drafts, and the plain texts to look at again, for whoever may write them; no question for the others."""
    if identity.organisations_for(Permission.EDIT_SITE_TEXTS) is not None:
        return
    late = SiteText.blocks.any(SiteTextBlock.to_revisit)
    wanted = select(SiteText.page, SiteText.state, SiteText.created_at, SiteText.published_at).where(or_(
        and_(SiteText.state == "draft", SiteText.created_by_id == identity.account_id),
        and_(SiteText.state == "current", late),
    ))  # fmt: skip
    for row in session.execute(wanted.order_by(SiteText.id)):
        page, is_draft = BY_ROUTE[row.page], row.state == "draft"
        kind = "Votre brouillon d'un texte du site" if is_draft else "Langage simple à revoir"
        yield Waiting(kind, page, is_draft, row.created_at if is_draft else row.published_at)


def reviewed(session: Session) -> tuple[int, int]:
    """How many pages a concerned reader approved as they are today, out of how many that can be."""
    online = select(SiteText.page, SiteText.plain_hash).where(SiteText.state == "current")
    hashes = {row.page: row.plain_hash for row in session.execute(online)}
    pages, approved = [page for page in PAGES if page.reviewed], _approved(session)
    return sum((page.route, hashes.get(page.route, founding_hash(page))) in approved for page in pages), len(pages)


def unread_since(moment: datetime) -> ColumnElement[bool]:
    """Condition on :class:`TextApproval`: its text was withdrawn or replaced by then, and is not online again."""
    online = exists().where(
        SiteText.page == TextApproval.page, SiteText.plain_hash == TextApproval.plain_hash, SiteText.state == "current"
    )
    later = exists().where(SiteText.page == TextApproval.page, SiteText.published_at > moment)
    stored = exists().where(SiteText.page == TextApproval.page, SiteText.state == "current")
    founding_online = and_(TextApproval.plain_hash.in_([founding_hash(page) for page in PAGES]), ~stored)
    replaced = and_(~online, ~later, ~founding_online)
    old = or_(TextApproval.withdrawn_at <= moment, and_(TextApproval.withdrawn_at.is_(None), replaced))
    return and_(TextApproval.recorded_at <= moment, old)
