"""What changes once a meeting is announced: another day, another place, no meeting at all. Everyone invited is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..text import plural
from .models import Meeting, MeetingPostponement, MeetingRelocation
from .notices import Notices
from .reminders import start_again
from .services import LATE, PAST, is_late
from .workflow import WORKFLOW

MOVED = ("starts_at", "minutes", "place", "joining")
WHERE = ("place", "joining")
SAME_PLACE = "C'est le lieu et le lien déjà annoncés. Changez l'un des deux."
SAME = "C'est le jour et l'heure déjà prévus. Choisissez une autre date."
# Points that nothing else would bring back: an earlier meeting left the others open.
RETURNED = ("added", "proposed")


class Changes:
    """Postpones, moves and cancels meetings. Never commits."""

    def __init__(self, session: Session, journal: Recorder, notices: Notices):
        self._session = session
        self._journal = journal
        self._notices = notices

    def postpone(self, meeting: Meeting, data: Mapping[str, Any]) -> None:
        """Another day for a convened meeting: a new notice leaves, whose period is checked and kept like the first's,
        and organisations answer again. The rules stay those of the first notice.

        :param data: the new facts, ``reason``, and ``late_reason`` when the period is no longer held.
        :raises DomainError: not convened any more, a date that is past or the same, or late without a reason.
        """
        self._hold(meeting)
        WORKFLOW.move(meeting, "postpone")
        planned_at = meeting.starts_at
        if data["starts_at"] <= now():
            raise DomainError(PAST, "starts_at")
        if data["starts_at"] == planned_at:
            raise DomainError(SAME, "starts_at")
        for name in MOVED:
            setattr(meeting, name, data[name])
        self._check_notice(meeting, data["late_reason"])
        self._ask_again(meeting)
        meeting.postponements.append(MeetingPostponement(planned_at=planned_at, reason=data["reason"], at=now()))
        self._session.flush()
        self._journal.record("meetings.postpone", meeting)
        self._notices.postpone(meeting, planned_at, data["reason"])

    def relocate(self, meeting: Meeting, data: Mapping[str, Any]) -> None:
        """Another place, or another way to join a convened meeting, on the same day and at the same hour: its notice
        stands with its period, and so do the answers.

        :param data: ``place`` and ``joining``, ``reason`` (may be empty).
        :raises DomainError: not convened any more, or nothing changes.
        """
        self._hold(meeting)
        WORKFLOW.move(meeting, "relocate")
        planned = meeting.place
        if all(getattr(meeting, name) == data[name] for name in WHERE):
            raise DomainError(SAME_PLACE, "place")
        meeting.place, meeting.joining, meeting.relocated_at = data["place"], data["joining"], now()
        meeting.relocations.append(MeetingRelocation(
            planned_place=planned if planned != meeting.place else None, reason=data["reason"], at=meeting.relocated_at
        ))  # fmt: skip
        self._session.flush()
        self._journal.record("meetings.relocate", meeting)
        self._notices.relocate(meeting, data["reason"])

    def cancel(self, meeting: Meeting, reason: str) -> None:
        """Hold no meeting: its points wait again for another agenda, and a meeting that was announced is called off.

        :raises DomainError: it has begun, or is cancelled already.
        """
        self._hold(meeting)
        announced = meeting.state == "convened"
        WORKFLOW.move(meeting, "cancel")
        meeting.cancelled_at, meeting.cancellation_reason = now(), reason
        self._return_points(meeting)
        self._session.flush()
        self._journal.record("meetings.cancel", meeting)
        if announced:
            self._notices.cancel(meeting)

    def _check_notice(self, meeting: Meeting, late_reason: str) -> None:
        late = is_late(meeting)
        if late and not late_reason:
            raise DomainError(LATE.format(days=plural(meeting.notice_days, "jour")), "late_reason")
        meeting.convened_at, meeting.late_reason = now(), late_reason if late else ""

    def _ask_again(self, meeting: Meeting) -> None:
        for one in meeting.participants:
            one.answer, one.answered_at, one.proxy_holder = "", None, None
        start_again(meeting)

    def _return_points(self, meeting: Meeting) -> None:
        for item in [one for one in meeting.items if one.origin in RETURNED]:
            item.origin, item.position, item.meeting = "proposed", 0, None

    def _hold(self, meeting: Meeting) -> None:
        hold(self._session, meeting, "state", "starts_at", *WHERE)
