"""The minutes: one text a point, written by several people at once, every version kept; a document once read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from ..db import hold, now
from ..documents import Table, TableColumn
from ..documents.export import Document
from ..documents.paper import Block, Facts, Heading, Items, Paragraph, paper_pdf
from ..errors import DomainError
from ..journal import Recorder
from ..text import date_and_time, local, plural, short_date, sort_key
from .attendance import attendance_label
from .decisions import number
from .models import AgendaItem, Meeting, MeetingParticipant, MeetingRelocation, MinutesNote, MinutesRevision
from .vocabulary import MAJORITIES, METHODS
from .vote_models import Decision, Vote
from .workflow import HELD, WORKFLOW

LOCKED = "Ce compte rendu est approuvé : il ne change plus. Ajoutez une correction (erratum)."
NOT_HELD = "Le compte rendu s'écrit pendant la séance, et jusqu'à son approbation."
OWNER = "Collectif pair-aidance 77"


class Minutes:
    """Writes the notes of points. Never commits.

    :param account_id: who writes.
    """

    def __init__(self, session: Session, journal: Recorder, account_id: int | None):
        self._session = session
        self._journal = journal
        self._account_id = account_id

    def note_of(self, item: AgendaItem) -> MinutesNote:
        """The note of a point. :raises DomainError: the meeting is not held yet, or its minutes are locked."""
        meeting = item.meeting
        if meeting is None or item.note is None or meeting.state not in HELD:
            raise DomainError(LOCKED if meeting is not None and meeting.state == "approved" else NOT_HELD)
        return item.note

    def write(self, note: MinutesNote, text: str) -> None:
        """A new version of the note; the earlier ones stay.

        :raises DomainError: the minutes were approved while this was written.
        """
        self._hold(note)
        if text == note.text:
            return
        note.text = text
        rank = len(note.revisions) + 1
        note.revisions.append(MinutesRevision(number=rank, text=text, at=now(), account_id=self._account_id))
        self._session.flush()
        self._journal.record("meetings.write_minutes", note.item)

    def _hold(self, note: MinutesNote) -> None:
        """Whoever approves the minutes meanwhile is waited for."""
        if note.item.meeting is not None:
            hold(self._session, note.item.meeting, "state")
        self.note_of(note.item)


def minutes_pdf(session: Session, meeting: Meeting) -> Document:
    """The minutes as a tagged PDF; they say whether they are approved, and carry their corrections."""
    blocks = [*_facts(meeting), *_attendance(meeting), *_points(session, meeting), *_errata(meeting)]
    title = f"Compte rendu : {meeting.title}"
    return paper_pdf(title, OWNER, blocks, local(meeting.starts_at).date(), f"compte-rendu-{meeting.public_id}")


def _facts(meeting: Meeting) -> Iterator[Block]:
    facts = [
        ("Date", date_and_time(meeting.starts_at)),
        ("Nature", meeting.kind.label),
        ("Lieu", meeting.place or "À distance"),
        ("Lieu ou lien changé", relocation_words(meeting)),
        ("État", state_words(meeting)),
        ("Séance", session_words(meeting)),
        ("Reportée", postponement_words(meeting)),
        ("Convocation", notice_words(meeting)),
        ("Pairs présents", str(meeting.peers_present)),
    ]
    yield Facts([(term, value) for term, value in facts if value])


def state_words(meeting: Meeting) -> str:
    """``Compte rendu approuvé le 4 mars 2027`` or that it is a draft."""
    if meeting.approved_at:
        return f"Compte rendu approuvé le {short_date(meeting.approved_at)}"
    return "Projet, pas encore approuvé" if meeting.state in HELD else WORKFLOW.status(meeting.state).label


def session_words(meeting: Meeting) -> str:
    if meeting.opened_at is None:
        return ""
    end = f", close à {clock(meeting.closed_at)}" if meeting.closed_at else ""
    return f"Ouverte à {clock(meeting.opened_at)}{end}"


def notice_words(meeting: Meeting) -> str:
    """When the notice left, the rule, and why it was late when it was."""
    if meeting.convened_at is None:
        return ""
    rule = f"Envoyée le {short_date(meeting.convened_at)} ; délai demandé : {plural(meeting.notice_days, 'jour')}"
    return f"{rule}. Convocation tardive : {meeting.late_reason}" if meeting.late_reason else rule


def postponement_words(meeting: Meeting) -> str:
    """Each day the meeting was to be held before this one, and why it was not."""
    return " ".join(
        f"D'abord prévue {date_and_time(one.planned_at)}, reportée le {short_date(one.at)} : {one.reason}"
        for one in meeting.postponements
    )


def relocation_words(meeting: Meeting) -> str:
    """Each time that the place or the link changed after the notice, and why when it was said."""
    return " ".join(map(_relocation, meeting.relocations))


def _relocation(one: MeetingRelocation) -> str:
    place = f"à « {one.planned_place} »" if one.planned_place else "à distance"
    what = "Lien ou accès changé" if one.planned_place is None else f"Prévue d'abord {place}, changé"
    return f"{what} le {short_date(one.at)}{f' : {one.reason}' if one.reason else '.'}"


def cancellation_words(meeting: Meeting) -> str:
    if meeting.cancelled_at is None:
        return ""
    return f"Le {short_date(meeting.cancelled_at)} : {meeting.cancellation_reason}"


def clock(moment: datetime) -> str:
    """``14 h 05``, in the time of Seine-et-Marne."""
    return date_and_time(moment).rpartition(" à ")[2]


def _attendance(meeting: Meeting) -> Iterator[Block]:
    rows = [
        (one.organisation.name, attendance_words(one), movements_words(one))
        for one in sorted(meeting.participants, key=lambda one: sort_key(one.organisation.name))
    ]
    columns = (TableColumn("Organisation"), TableColumn("Présence"), TableColumn("Heures notées"))
    yield Heading("Présences")
    yield Table("Présences", columns, rows)


def attendance_words(participant: MeetingParticipant) -> str:
    """``Représentée par APF77``."""
    label, holder = attendance_label(participant.attendance), participant.proxy_holder
    return f"{label} par {holder.organisation.short_name}" if holder else label


def movements_words(participant: MeetingParticipant) -> str:
    moves = participant.movements
    return ", ".join(f"{attendance_label(move.attendance).lower()} à {clock(move.at)}" for move in moves)


def _points(session: Session, meeting: Meeting) -> Iterator[Block]:
    votes, decisions = votes_of(session, meeting), decisions_of(session, meeting)
    yield Heading("Points de l'ordre du jour")
    for rank, item in enumerate(meeting.items, start=1):
        yield Heading(f"{rank}. {item.title}", 2)
        text = item.note.text if item.note else ""
        yield from (Paragraph(part) for part in text.splitlines() if part.strip())
        for vote in votes.get(item.id, []):
            yield Paragraph(vote_words(vote))
        decided = [f"Décision {number(one)} : {one.text}" for one in decisions.get(item.id, [])]
        if decided:
            yield Items(decided)


def vote_words(vote: Vote) -> str:
    """The whole of a vote in one paragraph."""
    rule = f"{METHODS[vote.method].lower()}, {MAJORITIES[vote.majority].partition(' :')[0].lower()}"
    return f"Vote ({rule}) : « {vote.question} ». {vote.quorum_words} {vote.result_words}".strip()


def votes_of(session: Session, meeting: Meeting) -> dict[int, list[Vote]]:
    """The votes of each point, by the point's id, in order."""
    rows = select(Vote).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(Vote.id)
    rows = rows.options(selectinload(Vote.electors))
    found: dict[int, list[Vote]] = {}
    for vote in session.scalars(rows):
        found.setdefault(vote.item_id or 0, []).append(vote)
    return found


def decisions_of(session: Session, meeting: Meeting) -> dict[int, list[Decision]]:
    """The decisions of each point, by the point's id, in order."""
    rows = select(Decision).where(Decision.meeting_id == meeting.id).order_by(Decision.id)
    found: dict[int, list[Decision]] = {}
    for decision in session.scalars(rows):
        found.setdefault(decision.item_id or 0, []).append(decision)
    return found


def _errata(meeting: Meeting) -> Iterator[Block]:
    if meeting.errata:
        yield Heading("Corrections (errata)")
        yield Items([f"Le {short_date(one.at)} : {one.text}" for one in meeting.errata])
