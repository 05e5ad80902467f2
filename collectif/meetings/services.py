"""The life of a meeting: prepared, convened, open, closed, minutes approved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..organisations.models import Organisation
from ..text import local, plural, today
from .agenda import Agenda
from .attendance import Attendance
from .models import RULES, AgendaItem, Meeting, MeetingKind, MeetingParticipant, MinutesErratum, RuleColumns
from .notices import Notices
from .reminders import start_again
from .vocabulary import COLLEGES
from .vote_models import Vote
from .workflow import WORKFLOW

FACTS = ("title", "starts_at", "minutes", "place", "joining")
PAST = "Cette date est passée. Donnez un jour et une heure à venir."
SENT = "La convocation est partie : ces réponses ne changent plus."
NOBODY = "Choisissez au moins deux organisations à inviter."
EMPTY = "L'ordre du jour est vide : ajoutez au moins un point avant de convoquer."
LATE = "Le délai de convocation est de {days}. La réunion est plus proche : écrivez pourquoi, le compte rendu le dira."
VOTE_OPEN = "Un vote est encore ouvert. Terminez-le, puis closez la séance."
NEXT_ONE = "Le compte rendu s'approuve pendant la réunion suivante, une fois sa séance ouverte."
NOT_APPROVED = "Ce compte rendu n'est pas encore approuvé : corrigez-le directement."


class Meetings:
    """Prepares, convenes, opens and closes meetings. Never commits."""

    def __init__(self, session: Session, journal: Recorder, notices: Notices):
        self._session = session
        self._journal = journal
        self._notices = notices
        self._agenda = Agenda(session, journal)
        self._attendance = Attendance(session, journal)

    def create(self, data: Mapping[str, Any]) -> Meeting:
        """Prepare a meeting: what earlier ones left open is on its agenda already.

        :raises DomainError: its date is past, or nobody is invited.
        """
        kind = self._session.scalars(select(MeetingKind).where(MeetingKind.name == data["kind"])).one()
        meeting = Meeting(kind=kind)
        self._write(meeting, data)
        self._session.add(meeting)
        self._session.flush()
        self._agenda.bring_back(meeting)
        self._journal.record("meetings.create", meeting)
        return meeting

    def edit(self, meeting: Meeting, data: Mapping[str, Any]) -> None:
        """Change a meeting's facts until its notice leaves. :raises DomainError: it has left."""
        if meeting.state != "prepared":
            raise DomainError(SENT)
        self._write(meeting, data)
        self._session.flush()
        self._journal.record("meetings.edit", meeting)

    def convene(self, meeting: Meeting, late_reason: str) -> None:
        """Send the notice to everyone invited, and keep the rules of the day.

        :param late_reason: why it leaves later than the rule says, when it does.
        :raises DomainError: already sent, nothing on the agenda, or late without a reason.
        """
        self._hold(meeting)
        WORKFLOW.move(meeting, "convene")
        meeting.convened_at = now()
        copy_rules(meeting.kind, meeting)
        if meeting.starts_at <= now():
            raise DomainError(PAST)
        late = is_late(meeting)
        if late and not late_reason:
            raise DomainError(LATE.format(days=plural(meeting.notice_days, "jour")), "late_reason")
        self._agenda.bring_back(meeting)
        if not meeting.items:
            raise DomainError(EMPTY)
        meeting.late_reason = late_reason if late else ""
        start_again(meeting)
        self._session.flush()
        self._journal.record("meetings.convene", meeting)
        self._notices.convene(meeting)

    def open(self, meeting: Meeting) -> None:
        """Open the session: answers become first presences. The quorum is asked of each vote, not of the opening."""
        self._hold(meeting)
        WORKFLOW.move(meeting, "open")
        meeting.opened_at = now()
        self._agenda.bring_back(meeting)
        self._attendance.begin(meeting)
        self._session.flush()
        self._journal.record("meetings.open", meeting)

    def close(self, meeting: Meeting) -> None:
        """Close the session. :raises DomainError: a vote is open."""
        self._hold(meeting)
        voting = select(Vote.id).join(AgendaItem).where(AgendaItem.meeting_id == meeting.id, Vote.state == "open")
        if self._session.scalar(voting.limit(1)) is not None:
            raise DomainError(VOTE_OPEN)
        WORKFLOW.move(meeting, "close")
        meeting.closed_at = now()
        self._session.flush()
        self._journal.record("meetings.close", meeting)

    def approve(self, item: AgendaItem) -> Meeting:
        """Approve the minutes that this point of an open meeting is about; they no longer change, even by hand in the
        database. :raises DomainError: the meeting is not open, or the minutes are approved already."""
        approving, meeting = item.meeting, item.approves
        if approving is None or meeting is None or approving.state != "open":
            raise DomainError(NEXT_ONE)
        self._hold(meeting)
        WORKFLOW.move(meeting, "approve")
        meeting.approved_at, meeting.approved_in_id = now(), approving.id
        self._session.flush()
        self._journal.record("meetings.approve", meeting)
        return meeting

    def correct(self, meeting: Meeting, text: str, account_id: int) -> None:
        """Add an erratum to approved minutes. :raises DomainError: they are not approved yet."""
        if meeting.state != "approved":
            raise DomainError(NOT_APPROVED)
        self._session.add(MinutesErratum(meeting_id=meeting.id, text=text, account_id=account_id))
        self._session.flush()
        self._journal.record("meetings.correct", meeting)

    def set_rules(self, kind: MeetingKind, data: Mapping[str, Any]) -> None:
        """Change the rules of a kind; meetings already convened keep theirs."""
        for name in RULES:
            setattr(kind, name, data[name])
        self._session.flush()
        self._journal.record("meetings.rules", kind)

    def _write(self, meeting: Meeting, data: Mapping[str, Any]) -> None:
        if data["starts_at"] <= now():
            raise DomainError(PAST, "starts_at")
        for name in FACTS:
            setattr(meeting, name, data[name])
        copy_rules(meeting.kind, meeting)
        self._invite(meeting, data["organisations"])

    def _invite(self, meeting: Meeting, slugs: Iterable[str]) -> None:
        """Whom the kind says, or whom the coordination chose."""
        invited = set(members(self._session, None if meeting.kind.whole else slugs))
        if len(invited) < 2:
            raise DomainError(NOBODY, "organisations")
        kept = [one for one in meeting.participants if one.organisation_id in invited]
        known = {one.organisation_id for one in kept}
        new = [MeetingParticipant(organisation_id=each) for each in sorted(invited - known)]
        meeting.participants = [*kept, *new]

    def _hold(self, meeting: Meeting) -> None:
        hold(self._session, meeting, "state")


def members(session: Session, slugs: Iterable[str] | None = None) -> list[int]:
    """Organisations of the pôle that have a voice, or those of ``slugs`` among them."""
    statement = select(Organisation.id).where(Organisation.hub_member, Organisation.kind.in_(COLLEGES))
    if slugs is not None:
        statement = statement.where(Organisation.slug.in_(list(slugs)))
    return list(session.scalars(statement.order_by(Organisation.sort_name)))


def copy_rules(source: RuleColumns, target: RuleColumns) -> None:
    for name in RULES:
        setattr(target, name, getattr(source, name))


def is_late(meeting: Meeting, on: datetime | None = None) -> bool:
    """Whether fewer whole days than the rule says are left before the meeting."""
    day = local(on).date() if on else today()
    return (local(meeting.starts_at).date() - day).days < meeting.notice_days
