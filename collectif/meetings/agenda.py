"""The agenda of a meeting: what is proposed, what is added, what comes back by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..db import hold
from ..errors import DomainError
from ..journal import Recorder
from .models import AgendaItem, Meeting, MinutesNote
from .vote_models import Decision, DecisionTask, ReturnedDecision, Vote
from .workflow import BEFORE

FIXED = "L'ordre du jour ne change plus : la séance est close."
TREATED = "Ce point a déjà été traité : il reste à l'ordre du jour."
PLACED = "Cette proposition a déjà reçu une réponse. Rechargez la page."
FOLLOW_UP = "Suites à donner : {text}"
APPROVAL = "Approuver le compte rendu : {title}"


class Agenda:
    """Points of agendas and proposals. Never commits."""

    def __init__(self, session: Session, journal: Recorder):
        self._session = session
        self._journal = journal

    def propose(self, data: Mapping[str, Any], organisation_id: int) -> AgendaItem:
        """Keep a proposal until the coordination places it on an agenda, or declines it."""
        item = AgendaItem(origin="proposed", organisation_id=organisation_id, note=MinutesNote())
        self._write(item, data)
        self._session.add(item)
        self._session.flush()
        self._journal.record("meetings.propose_item", item)
        return item

    def place(self, item: AgendaItem, meeting: Meeting, minutes: int) -> Meeting:
        """Put a waiting proposal at the end of an agenda. :returns: the meeting.

        :raises DomainError: it has had its answer, or the agenda no longer changes.
        """
        self._check_waiting(item)
        self._check_open(meeting)
        item.meeting, item.position, item.minutes = meeting, self._next_position(meeting), minutes
        self._session.flush()
        self._journal.record("meetings.place_item", item)
        return meeting

    def decline(self, item: AgendaItem, reason: str) -> None:
        """Answer that a proposal will not be discussed, and why. :raises DomainError: it has had its answer."""
        self._check_waiting(item)
        item.declined_reason = reason
        self._session.flush()
        self._journal.record("meetings.decline_item", item)

    def add(self, meeting: Meeting, data: Mapping[str, Any]) -> AgendaItem:
        """Add a point at the end. :raises DomainError: the agenda no longer changes."""
        self._check_open(meeting)
        item = AgendaItem(meeting=meeting, position=self._next_position(meeting), note=MinutesNote())
        self._write(item, data)
        self._session.add(item)
        self._session.flush()
        self._journal.record("meetings.add_item", item)
        return item

    def edit(self, item: AgendaItem, data: Mapping[str, Any]) -> None:
        """:raises DomainError: the agenda no longer changes."""
        self._check_open(item.meeting)
        self._write(item, data)
        self._session.flush()
        self._journal.record("meetings.edit_item", item)

    def move(self, item: AgendaItem, step: int) -> None:
        """One place up (``-1``) or down (``1``); at the end of the list it stays where it is."""
        meeting = item.meeting
        self._check_open(meeting)
        items = list(meeting.items) if meeting else []
        place = items.index(item)
        if 0 <= place + step < len(items):
            items[place], items[place + step] = items[place + step], items[place]
        for rank, one in enumerate(items):
            one.position = rank
        self._session.flush()
        self._journal.record("meetings.move_item", item)

    def remove(self, item: AgendaItem) -> None:
        """Take a point off; a proposal waits again for another meeting. :raises DomainError: it has been treated."""
        self._check_open(item.meeting)
        if treated(self._session, item):
            raise DomainError(TREATED)
        self._journal.record("meetings.remove_item", item)
        if item.origin == "proposed":
            item.meeting = None
        else:
            self._session.delete(item)
        self._session.flush()

    def bring_back(self, meeting: Meeting) -> None:
        """Add what earlier meetings of this kind left open, once each: minutes to approve, decisions with something
        still to do, points of the last meeting that were not treated."""
        for one in self._to_approve(meeting):
            title = APPROVAL.format(title=one.title)[:200]
            self._return(meeting, title, 5, origin="approval", approves=one, position=self._first_position(meeting) - 1)
        for decision in self._unfinished(meeting):
            item = self._return(meeting, FOLLOW_UP.format(text=decision.text)[:200], 10)
            self._session.add(ReturnedDecision(item_id=item.id, meeting_id=meeting.id, decision_id=decision.id))
        for old in self._untreated(meeting):
            self._return(meeting, old.title, old.minutes, from_item=old, description=old.description,
                         action_id=old.action_id, organisation_id=old.organisation_id)  # fmt: skip
        self._session.flush()
        self._session.expire(meeting, ["items"])

    def _return(self, meeting: Meeting, title: str, minutes: int, **values: Any) -> AgendaItem:
        position = values.pop("position", None)
        item = AgendaItem(
            meeting_id=meeting.id, title=title, minutes=minutes, note=MinutesNote(),
            origin=values.pop("origin", "left_open"),
            position=self._next_position(meeting) if position is None else position, **values,
        )  # fmt: skip
        self._session.add(item)
        self._session.flush()
        return item

    def _to_approve(self, meeting: Meeting) -> Sequence[Meeting]:
        known = select(AgendaItem.approves_id).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.approves_id.is_not(None)
        )
        waiting = select(Meeting).where(
            Meeting.kind_id == meeting.kind_id, Meeting.state == "closed", Meeting.id.not_in(known),
            Meeting.id != meeting.id,
        )  # fmt: skip
        return self._session.scalars(waiting.order_by(Meeting.starts_at.desc())).all()

    def _unfinished(self, meeting: Meeting) -> Sequence[Decision]:
        known = select(ReturnedDecision.decision_id).where(ReturnedDecision.meeting_id == meeting.id)
        taken = select(Meeting.id).where(Meeting.kind_id == meeting.kind_id, Meeting.id != meeting.id)
        online = select(Vote.id).where(Vote.kind_id == meeting.kind_id, Vote.item_id.is_(None))
        waiting = select(Decision).where(
            Decision.meeting_id.in_(taken) | Decision.vote_id.in_(online), Decision.id.not_in(known),
            exists().where(DecisionTask.decision_id == Decision.id, DecisionTask.state == "open"),
        )  # fmt: skip
        return self._session.scalars(waiting.order_by(Decision.id)).all()

    def _untreated(self, meeting: Meeting) -> list[AgendaItem]:
        last = self._session.scalars(
            select(Meeting).where(
                Meeting.kind_id == meeting.kind_id, Meeting.closed_at.is_not(None), Meeting.id != meeting.id
            ).order_by(Meeting.closed_at.desc()).limit(1)
        ).first()  # fmt: skip
        if last is None:
            return []
        known = select(AgendaItem.from_item_id).where(
            AgendaItem.meeting_id == meeting.id, AgendaItem.from_item_id.is_not(None)
        )
        returned = select(ReturnedDecision.item_id)
        left = select(AgendaItem).where(
            AgendaItem.meeting_id == last.id, AgendaItem.origin != "approval", AgendaItem.id.not_in(known),
            AgendaItem.id.not_in(returned),
        )  # fmt: skip
        items = self._session.scalars(left.order_by(AgendaItem.position, AgendaItem.id)).all()
        return [item for item in items if not treated(self._session, item)]

    def _write(self, item: AgendaItem, data: Mapping[str, Any]) -> None:
        item.title, item.description = data["title"], data["description"]
        item.minutes = data.get("minutes") or item.minutes or 15
        if "action" in data and data["action"] != (item.action.public_id if item.action else ""):
            item.action = self._examined(data["action"])

    def _examined(self, public_id: str) -> Action | None:
        """The action that waits for the collective, read without writing a point that is not complete yet."""
        found = select(Action).where(Action.public_id == public_id, Action.state == "examined")
        with self._session.no_autoflush:
            return self._session.scalars(found).one_or_none()

    def _check_open(self, meeting: Meeting | None) -> None:
        """Hold the meeting: two people who add or move points wait for each other."""
        if meeting is not None:
            hold(self._session, meeting, "state")
        if meeting is None or meeting.state not in (*BEFORE, "open"):
            raise DomainError(FIXED)

    def _check_waiting(self, item: AgendaItem) -> None:
        hold(self._session, item, "meeting_id", "declined_reason")
        if item.meeting_id is not None or item.declined_reason:
            raise DomainError(PLACED)

    def _next_position(self, meeting: Meeting) -> int:
        last = select(func.max(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
        return (self._session.scalar(last) or 0) + 1

    def _first_position(self, meeting: Meeting) -> int:
        first = select(func.min(AgendaItem.position)).where(AgendaItem.meeting_id == meeting.id)
        return self._session.scalar(first) or 0


def treated(session: Session, item: AgendaItem) -> bool:
    """Whether a meeting did something with this point: words in the minutes, a vote, a decision."""
    written = exists().where(MinutesNote.item_id == item.id, MinutesNote.text != "")
    voted = exists().where(Vote.item_id == item.id, Vote.state != "void")
    decided = exists().where(Decision.item_id == item.id)
    return bool(session.scalar(select(written | voted | decided)))
