"""What people find of actions: everyone once they are public, those who follow actions from the first idea on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..search.entries import PUBLIC, Entry, joined, searchable
from ..security.permissions import Permission
from ..territory.models import Commune
from .models import Action
from .vocabulary import axis_label, kind_label
from .workflow import PUBLIC_STATES

COLUMNS = (
    Action.id, Action.public_id, Action.slug, Action.state, Action.title, Action.summary, Action.plain_summary,
    Action.description, Action.results, Action.audience, Action.kind, Action.axis, Action.published_at,
    Action.updated_at, Commune.name.label("commune"),
)  # fmt: skip


@searchable("actions", Action, labels=("Action", "Actions"))
def actions(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    rows = select(*COLUMNS).outerjoin(Commune, Commune.code == Action.commune_code).where(wanted)
    for row in session.execute(rows):
        yield _file(row)
        if row.state in PUBLIC_STATES:
            yield _page(row)


def _file(row: Any) -> Entry:
    return Entry(
        row.id, Permission.VIEW_ACTION_FILES, row.title, _text(row), "intranet_action", {"public_id": row.public_id},
        row.updated_at, words=_words(row), plain=row.plain_summary,
    )  # fmt: skip


def _page(row: Any) -> Entry:
    return Entry(
        row.id, PUBLIC, row.title, _text(row), "action", {"slug": row.slug}, row.published_at,
        hidden_from=Permission.VIEW_ACTION_FILES, words=_words(row), plain=row.plain_summary or row.summary,
    )  # fmt: skip


def _text(row: Any) -> str:
    return joined(row.summary, row.description, row.results)


def _words(row: Any) -> str:
    return joined(row.audience, row.commune or "", kind_label(row.kind), axis_label(row.axis))
