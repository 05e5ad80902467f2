"""Who comes to a meeting: answers to the notice, then what the secretary notes in the room; proxies; the quorum."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError
from ..journal import Recorder
from ..text import date_and_time
from . import quorum as quorums
from .holding import hold_room
from .models import AttendanceMovement, Meeting, MeetingParticipant, RuleColumns
from .vocabulary import ATTENDANCES, NOTED
from .voices import follow_room

TOO_LATE = "La séance a commencé : dites à la secrétaire ou au secrétaire de séance ce qui change."
CANCELLED = "Cette réunion est annulée : il n'y a plus rien à répondre."
POSTPONED = "Cette réunion vient d'être reportée : elle aura lieu {when}. Répondez pour cette nouvelle date."
NOT_YET = "La séance n'est pas ouverte."
NO_PROXY = "Cette réunion n'admet pas de procuration."
WHO = "Dites quelle organisation parlera pour la vôtre."
BOTH = "{name} se fait déjà représenter : choisissez une organisation qui vient."
AWAY = "{name} a répondu qu'elle ne vient pas : choisissez une organisation qui vient."
HOLDS = "{name} représente déjà une autre organisation : elle ne peut pas se faire représenter à son tour."
LIMIT = "{name} a déjà le nombre de procurations permis : {limit}."


class Attendance:
    """Answers and presences. The meeting is held while proxies are counted. Never commits."""

    def __init__(self, session: Session, journal: Recorder):
        self._session = session
        self._journal = journal

    def check_day(self, meeting: Meeting, planned_at: str) -> None:
        """:param planned_at: the day that was answered about (ISO 8601), when a page showed it.

        :raises DomainError: the meeting was postponed since.
        """
        meeting = self._hold(meeting)
        if planned_at not in ("", meeting.starts_at.isoformat()):
            raise DomainError(POSTPONED.format(when=date_and_time(meeting.starts_at)))

    def answer(self, participant: MeetingParticipant, answer: str, holder: MeetingParticipant | None = None) -> None:
        """What an organisation answers to the notice, until the meeting opens; the last answer counts.

        :raises DomainError: too late, or the proxy is not possible.
        """
        meeting = self._hold(participant.meeting)
        if meeting.state != "convened":
            raise DomainError(CANCELLED if meeting.state == "cancelled" else TOO_LATE)
        if answer == "represented":
            self._check_proxy(participant, holder)
        elif answer == "absent":
            self._release(participant)
        participant.answer, participant.answered_at = answer, now()
        participant.proxy_holder = holder if answer == "represented" else None
        self._session.flush()
        self._journal.record("meetings.answer", meeting, organisation=participant.organisation.slug)

    def begin(self, meeting: Meeting) -> None:
        """At the opening the answers become the first state of the room: represented, excused, or still expected."""
        starts = {"represented": "represented", "absent": "excused"}
        for one in meeting.participants:
            if one.answer in starts:
                self._write(one, starts[one.answer])

    def note(self, participant: MeetingParticipant, attendance: str, holder: MeetingParticipant | None = None) -> None:
        """What the secretary sees: someone comes, leaves, is excused, is represented. Time is kept, and a voice that is
        not used yet in an open vote goes to whoever speaks for the organisation from now on.

        :raises DomainError: the meeting is not open, or the proxy is not possible.
        """
        meeting = self._hold(participant.meeting)
        if meeting.state != "open":
            raise DomainError(NOT_YET)
        if attendance not in NOTED:
            raise DomainError("Choisissez une présence dans la liste.")
        if attendance == "represented":
            self._check_proxy(participant, holder)
        participant.proxy_holder = holder if attendance == "represented" else None
        self._write(participant, attendance)
        follow_room(self._session, participant)
        self._journal.record("meetings.attendance", meeting, organisation=participant.organisation.slug)

    def count_peers(self, meeting: Meeting, peers: int) -> None:
        """How many peers are in the room: a number, no name. :raises DomainError: the meeting is not open."""
        if self._hold(meeting).state != "open":
            raise DomainError(NOT_YET)
        meeting.peers_present = peers
        self._session.flush()
        self._journal.record("meetings.peers_counted", meeting)

    def _write(self, participant: MeetingParticipant, attendance: str) -> None:
        if participant.attendance == attendance and attendance != "represented":
            return
        participant.attendance = attendance
        participant.movements.append(AttendanceMovement(attendance=attendance, at=now()))
        self._session.flush()

    def _release(self, holder: MeetingParticipant) -> None:
        """Whoever stays away speaks for nobody: those it was to represent are asked again."""
        for one in holder.meeting.participants:
            if one.proxy_holder_id == holder.id:
                one.answer, one.answered_at, one.proxy_holder = "", None, None

    def _check_proxy(self, participant: MeetingParticipant, holder: MeetingParticipant | None) -> None:
        meeting = participant.meeting
        if meeting.proxy_limit == 0:
            raise DomainError(NO_PROXY)
        if holder is None or holder.meeting_id != meeting.id or holder.id == participant.id:
            raise DomainError(WHO, "holder")
        if "represented" in (holder.answer if meeting.state == "convened" else "", holder.attendance):
            raise DomainError(BOTH.format(name=holder.organisation.short_name), "holder")
        if meeting.state == "convened" and holder.answer == "absent":
            raise DomainError(AWAY.format(name=holder.organisation.short_name), "holder")
        if self._held(participant):
            raise DomainError(HOLDS.format(name=participant.organisation.short_name), "holder")
        if self._held(holder, besides=participant) >= meeting.proxy_limit:
            name = holder.organisation.short_name
            raise DomainError(LIMIT.format(name=name, limit=meeting.proxy_limit), "holder")

    def _held(self, holder: MeetingParticipant, besides: MeetingParticipant | None = None) -> int:
        proxies = select(func.count(MeetingParticipant.id)).where(MeetingParticipant.proxy_holder_id == holder.id)
        if besides is not None:
            proxies = proxies.where(MeetingParticipant.id != besides.id)
        return self._session.scalar(proxies) or 0

    def _hold(self, meeting: Meeting) -> Meeting:
        hold_room(self._session, meeting)
        return meeting


def rule_of(rules: RuleColumns) -> quorums.Rule:
    """The quorum that a kind, a meeting or a vote asks for."""
    return quorums.Rule(rules.quorum, rules.associations_minimum, rules.institutions_minimum, rules.peers_minimum)


def seats_of(participants: Iterable[MeetingParticipant]) -> list[quorums.Seat]:
    return [quorums.Seat(one.id, one.organisation.kind, one.attendance, one.proxy_holder_id) for one in participants]


def quorum_of(meeting: Meeting) -> quorums.Quorum:
    """The quorum of the room as it is now."""
    return quorums.quorum(rule_of(meeting), seats_of(meeting.participants), meeting.peers_present)


def voices_of(meeting: Meeting) -> list[MeetingParticipant]:
    """The organisations that have a voice now, each once."""
    keys = {seat.key for seat in quorums.with_a_voice(seats_of(meeting.participants))}
    return [one for one in meeting.participants if one.id in keys]


def attendance_label(name: str) -> str:
    return ATTENDANCES[name]
