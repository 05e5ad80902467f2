"""Writing the next version of the charter and publishing it. There is one draft at most; a published version stays."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from ..db import now
from ..errors import DomainError
from ..journal import Recorder
from ..peers.models import Peer
from ..text import short_date, today
from . import queries
from .canonical import fingerprint, normal, text_of
from .differences import differences
from .models import CharterVersion, Item
from .workflow import VERSION_LIFE

NOTHING_CHANGES = "Ce brouillon dit la même chose que la charte en vigueur. Modifiez-le, ou supprimez-le."
NO_ITEM = "Gardez au moins un engagement."
TOO_SOON = "Laissez au moins une semaine : choisissez le {day} ou un jour d'après."
LEAST_DAYS = 7
NAME_LENGTH = 8
# After every place that a form takes.
LAST_PLACE = 1000


def values_of(version: CharterVersion) -> dict[str, Any]:
    """A draft as its form shows it."""
    return {
        "title": version.title, "preamble": version.preamble, "plain_preamble": version.plain_preamble,
        "items": [{**item, "place": place} for place, item in enumerate(version.items, start=1)],
        "change_note": version.change_note,
    }  # fmt: skip


class Drafting:
    """Writes drafts and publishes them. :param tell: sends a mail of this name to a peer who has an account."""

    def __init__(self, session: Session, journal: Recorder, tell: Callable[[Peer, str], None]):
        self._session = session
        self._journal = journal
        self._tell = tell

    def start(self) -> CharterVersion:
        """A draft that says what the version in force says; the one that is there when there is one."""
        current = self._locked_current()
        found = queries.draft(self._session)
        if found is not None:
            return found
        number = (self._session.scalar(select(func.max(CharterVersion.number))) or 0) + 1
        made = CharterVersion(
            number=number, title=current.title, preamble=current.preamble, plain_preamble=current.plain_preamble,
            items=[dict(item) for item in current.items],
        )  # fmt: skip
        self._session.add(made)
        self._session.flush()
        self._record("charter.drafted", made)
        return made

    def save(self, version: CharterVersion, data: Mapping[str, Any]) -> None:
        """Write what was typed. Items are put in the order of their places.

        :raises DomainError: no item is left.
        """
        if not data["items"]:
            raise DomainError(NO_ITEM, "items")
        for name in ("title", "preamble", "plain_preamble", "change_note"):
            setattr(version, name, normal(data[name]))
        version.items = _ordered(data["items"], version.items)
        self._session.flush()
        self._record("charter.edited", version)

    def drop(self, version: CharterVersion) -> None:
        """Forget a draft."""
        self._record("charter.draft_dropped", version)
        self._session.delete(version)
        self._session.flush()

    def publish(self, version: CharterVersion, sign_before: date) -> int:
        """Put the draft in force and ask everyone who signs to sign it.

        :param sign_before: the last day; until then, signatures of the earlier versions still count.
        :returns: how many mails leave. :raises DomainError: nothing changes, or the day is too soon.
        """
        current = self._locked_current()
        self._check(current, version, sign_before)
        superseded = VERSION_LIFE.move(current, "supersede")
        self._session.flush()
        published = VERSION_LIFE.move(version, "publish")
        version.accepted, version.sign_before, version.published_at = True, sign_before, now()
        version.text_hash = fingerprint(text_of(version))
        self._session.flush()
        self._record(superseded.journal_tag, current)
        self._record(published.journal_tag, version)
        asked = to_ask(self._session)
        for peer in asked:
            self._tell(peer, "charter_new_version")
        return len(asked)

    def _locked_current(self) -> CharterVersion:
        """The version in force; whoever drafts or publishes waits for whoever does."""
        current = select(CharterVersion).where(CharterVersion.state == "current").with_for_update()
        return self._session.scalars(current).one()

    def _check(self, current: CharterVersion, version: CharterVersion, sign_before: date) -> None:
        if not differences(current, version).any:
            raise DomainError(NOTHING_CHANGES)
        if (sign_before - today()).days < LEAST_DAYS:
            raise DomainError(TOO_SOON.format(day=short_date(today() + timedelta(days=LEAST_DAYS))), "sign_before")

    def _record(self, act: str, version: CharterVersion) -> None:
        self._journal.record(act, ("charter_versions", str(version.number)))


def to_ask(session: Session) -> list[Peer]:
    """Those who are expected to sign the version in force, have not, and can do it by themselves."""
    wanted = select(Peer).where(
        Peer.state.in_(queries.SIGNING_STATES), Peer.account_id.is_not(None), ~queries.signs_current()
    )
    return list(session.scalars(wanted.options(joinedload(Peer.account)).order_by(Peer.id)))


def _ordered(typed: list[dict[str, Any]], before: list[Item]) -> list[Item]:
    """Items in the order of their places, those without one last; what is new receives a name of its own.

    Of two items at the same place, the one that was moved up goes before, the one that was moved down after.
    """
    known = {item["name"]: place for place, item in enumerate(before, start=1)}

    def order(pair: tuple[int, dict[str, Any]]) -> tuple[int, int, int]:
        index, item = pair
        place = item["place"] or LAST_PLACE
        was = known.get(item["name"], place)
        return place, (place > was) - (place < was), index

    items: list[Item] = []
    for _, item in sorted(enumerate(typed), key=order):
        named = item["name"] in known and all(item["name"] != other["name"] for other in items)
        name = item["name"] if named else secrets.token_hex(NAME_LENGTH // 2)
        items.append({"name": name, "plain": normal(item["plain"]), "standard": normal(item["standard"])})
    return items
