"""What the collective decided, and what is to be done about it: actions validated, tasks with a person and a date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..actions.decisions import CollectiveDecisions
from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from ..text import long_date, short_date, today
from .models import AgendaItem, Meeting
from .notices import SPEAKING, Notices
from .vote_models import Decision, DecisionTask, Vote
from .workflow import HELD

NOT_HELD = "On décide pendant la séance, ou jusqu'à l'approbation du compte rendu."
BY_VOTE = "Ce point porte une action à valider : elle se valide par un vote, pas par une décision sans vote."
PAST_DUE = "Cette date est passée. Donnez une date à venir."
UNKNOWN_PERSON = "Cette personne n'a plus de mandat au collectif. Choisissez-en une autre."
ENDED = "Cette suite est déjà terminée."
CHANGED = (
    "L'action a changé depuis l'ouverture du vote, ou n'est plus à valider : votez de nouveau sur son texte actuel."
)
ALONE = "Seule l'organisation qui propose l'action s'est prononcée pour : elle ne valide pas seule."


class Decisions:
    """Keeps decisions and follows their tasks. Never commits."""

    def __init__(self, session: Session, journal: Recorder, actions: CollectiveDecisions, notices: Notices):
        self._session = session
        self._journal = journal
        self._actions = actions
        self._notices = notices

    def decide(self, item: AgendaItem, text: str) -> Decision:
        """Write a decision that needed no vote. :raises DomainError: not now, or an action waits for a vote."""
        meeting = item.meeting
        if meeting is None or meeting.state not in HELD:
            raise DomainError(NOT_HELD)
        if item.action is not None and item.action.state == "examined":
            raise DomainError(BY_VOTE)
        return self._keep(text, today(), meeting, item=item, action_id=item.action_id)

    def after_vote(self, vote: Vote, *, validates: bool) -> Decision:
        """The decision that an adopted vote is, and the action it validates unless something stands in the way."""
        meeting = vote.item.meeting if vote.item else None
        decision = self._keep(vote.question, today(), meeting, item=vote.item, vote=vote, action_id=vote.action_id)
        if vote.action is not None and validates:
            self._actions.validate(vote.action, decision.taken_on, self.reference(decision))
        return decision

    def obstacle(self, vote: Vote) -> str:
        """Why an adopted vote does not validate its action all the same; empty when it does."""
        action = vote.action
        if action is None:
            return ""
        hold(self._session, action, "state")
        if action.state != "examined" or action.version != vote.action_version:
            return CHANGED
        proposer_voted = any(
            one.voted for one in vote.electors if one.organisation_id == action.proposing_organisation_id
        )
        return ALONE if vote.in_favour <= int(proposer_voted) else ""

    def reference(self, decision: Decision) -> str:
        """``Décision 2027-03, Réunion plénière du 14 janvier 2027``; fits where actions keep it."""
        where = f"réunion du {short_date(decision.meeting.starts_at)}" if decision.meeting else "vote en ligne"
        return f"Décision {number(decision)}, {where}"

    def add_task(self, decision: Decision, data: Mapping[str, Any], page: str) -> DecisionTask:
        """Someone will do something before a day; they are told by mail.

        :raises DomainError: the day is past, or the person has no mandate any more.
        """
        if data["due_on"] < today():
            raise DomainError(PAST_DUE, "due_on")
        mandate = self._mandate(data["account"])
        task = DecisionTask(
            decision=decision, title=data["title"], account=mandate.account,
            organisation_id=mandate.organisation_id or 0, due_on=data["due_on"],
        )  # fmt: skip
        self._session.add(task)
        self._session.flush()
        self._journal.record("meetings.add_task", task)
        self._notices.task(mandate.account, task.title, task.due_on, page)
        return task

    def end_task(self, task: DecisionTask, state: str, words: str) -> None:
        """Say that it is done, or given up. :raises DomainError: it has ended already."""
        hold(self._session, task, "state")
        if task.state != "open":
            raise DomainError(ENDED)
        task.state, task.words, task.ended_at = state, words, now()
        self._session.flush()
        self._journal.record("meetings.end_task", task)

    def _keep(self, text: str, day: date, meeting: Meeting | None, **values: Any) -> Decision:
        """The next number of the year: the last one is read behind the journal, where acts wait for one another."""
        thing = values.get("vote") or values.get("item")
        self._journal.record("meetings.decide", thing)
        last = select(func.max(Decision.number)).where(Decision.year == day.year)
        rank = (self._session.scalar(last) or 0) + 1
        decision = Decision(year=day.year, number=rank, text=text, taken_on=day, meeting=meeting, **values)
        self._session.add(decision)
        self._session.flush()
        return decision

    def _mandate(self, public_id: str) -> Mandate:
        held = select(Mandate).join(Account).where(
            Account.public_id == public_id, Account.closed_at.is_(None), Mandate.organisation_id.is_not(None),
            Mandate.role.in_(SPEAKING), in_force(today()),
        )  # fmt: skip
        found = self._session.scalars(held.order_by(Mandate.id).limit(1)).first()
        if found is None:
            raise DomainError(UNKNOWN_PERSON, "account")
        return found


def number(decision: Decision) -> str:
    """``2027-03``."""
    return f"{decision.year}-{decision.number:02d}"


def taken(decision: Decision) -> str:
    """``jeudi 14 janvier 2027``."""
    return long_date(decision.taken_on)
