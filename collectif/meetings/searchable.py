"""What people find of meetings: agendas, minutes and decisions, for those who follow the collective's meetings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Executable, Select, select
from sqlalchemy.orm import Session

from ..search.entries import Entry, Part, joined, searchable
from ..security.permissions import Permission
from ..text import PARIS
from .decisions import number
from .models import AgendaItem, Meeting, MinutesErratum, MinutesNote
from .vote_models import Decision
from .workflow import HELD

COLUMNS = (Meeting.id, Meeting.public_id, Meeting.title, Meeting.place, Meeting.starts_at)
OF_MEETING = AgendaItem.meeting_id == Meeting.id


@searchable("meetings", Meeting, labels=("Réunion", "Réunions"), parts=(Part(AgendaItem, "meeting_id"),))
def meetings(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    points = select(Meeting.id, AgendaItem.title, AgendaItem.description).join(AgendaItem, OF_MEETING).where(wanted)
    agendas = _texts(session, points.order_by(AgendaItem.position, AgendaItem.id))
    for row in session.execute(select(*COLUMNS).where(wanted)):
        yield _entry(row, row.title, agendas[row.id], "meeting", row.place)


def meetings_of_points(ids: Sequence[int]) -> Select[Any]:
    return select(AgendaItem.meeting_id).where(AgendaItem.id.in_(ids), AgendaItem.meeting_id.is_not(None))


@searchable("minutes", Meeting, labels=("Compte rendu", "Comptes rendus"), parts=(
    Part(AgendaItem, "meeting_id"), Part(MinutesErratum, "meeting_id"),
    Part(MinutesNote, "item_id", meetings_of_points),
))  # fmt: skip
def minutes(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    """What is written, from the session on; their page shows it to the same people."""
    notes = select(Meeting.id, AgendaItem.title, MinutesNote.text).join(AgendaItem, OF_MEETING)
    notes = notes.join(MinutesNote, MinutesNote.item_id == AgendaItem.id).where(wanted, MinutesNote.text != "")
    errata = select(Meeting.id, MinutesErratum.text).join(MinutesErratum, MinutesErratum.meeting_id == Meeting.id)
    written = _texts(session, notes.order_by(AgendaItem.position, AgendaItem.id))
    corrected = _texts(session, errata.where(wanted).order_by(MinutesErratum.id))
    for row in session.execute(select(*COLUMNS).where(wanted, Meeting.state.in_((*HELD, "approved")))):
        if written[row.id]:
            texts = [*written[row.id], *corrected[row.id]]
            yield _entry(row, f"Compte rendu : {row.title}", texts, "meeting_minutes")


@searchable("decisions", Decision, labels=("Décision", "Décisions"))
def decisions(session: Session, wanted: ColumnElement[bool]) -> Iterator[Entry]:
    columns = (Decision.id, Decision.public_id, Decision.year, Decision.number, Decision.text, Decision.taken_on)
    for row in session.execute(select(*columns).where(wanted)):
        at = datetime.combine(row.taken_on, time(12), PARIS)
        title = f"Décision {number(row)}"  # type: ignore[arg-type]
        place = {"decision": row.public_id}
        yield Entry(row.id, Permission.VIEW_MEETINGS, title, row.text, "decision", place, at)


def _entry(row: Any, title: str, texts: Sequence[str], route: str, words: str = "") -> Entry:
    place = {"meeting": row.public_id}
    return Entry(row.id, Permission.VIEW_MEETINGS, title, joined(*texts), route, place, row.starts_at, words=words)


def _texts(session: Session, statement: Executable) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, *texts in session.execute(statement):
        found[key] += texts
    return found
