"""Votes of the collective: one voice per organisation, a quorum to begin, the rule chosen for that decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from sqlalchemy import CursorResult, case, select, update
from sqlalchemy.orm import Session

from ..actions.models import Action
from ..db import hold, now
from ..errors import DomainError
from ..journal import Recorder
from . import quorum as quorums
from .attendance import quorum_of, rule_of, voices_of
from .decisions import Decisions
from .holding import hold_room
from .majority import Count, Outcome, outcome
from .models import AgendaItem, MeetingKind
from .notices import Notices
from .services import copy_rules, members
from .vocabulary import CHOICES
from .vote_models import Vote, VoteElector, VoteTally

NOT_OPEN = "La séance n'est pas ouverte : on ne vote pas encore, ou on ne vote plus."
ALREADY_OPEN = "Un vote est déjà ouvert sur ce point. Terminez-le d'abord."
NO_LONGER = "Ce vote est terminé."
ONCE = "La voix de votre organisation est déjà comptée : elle ne compte qu'une fois."
CHANGED = "Qui vote pour {name} vient de changer : elle est arrivée, ou se fait représenter. Rouvrez la page du vote."
BY_HANDS = "Ce vote se fait à main levée : la ou le secrétaire de séance note les voix."
SOON = "Donnez une date à venir : les organisations doivent avoir le temps de voter."
NOT_EXAMINED = "Cette action n'est pas instruite : le collectif ne peut pas encore la valider."
NO_QUORUM = "Rejeté faute de quorum. {words}"
UNKNOWN_VOICE = "Choisissez une réponse dans la liste."
ENDS_OTHERWISE = "Ce vote se termine autrement : à sa date, ou quand les voix sont notées."


class Votes:
    """Opens, receives and closes votes. The vote is held while a voice is used or counted. Never commits."""

    def __init__(self, session: Session, journal: Recorder, decisions: Decisions, notices: Notices):
        self._session = session
        self._journal = journal
        self._decisions = decisions
        self._notices = notices

    def open_in_meeting(self, item: AgendaItem, data: Mapping[str, Any]) -> Vote:
        """Put a question to those who have a voice now.

        :raises DomainError: the session is not open, the quorum is not reached, or a vote is already open here.
        """
        meeting = item.meeting
        if meeting is not None:
            hold_room(self._session, meeting)
        if meeting is None or meeting.state != "open":
            raise DomainError(NOT_OPEN)
        present = quorum_of(meeting)
        if not present.reached or not present.here:
            raise DomainError(f"On ne peut pas voter maintenant. {present.sentence}")
        self._check_alone(item)
        vote = self._new(data, data["method"], meeting.kind, item.action)
        copy_rules(meeting, vote)
        vote.item, vote.quorum_words = item, present.sentence
        for one in voices_of(meeting):
            holder = one.proxy_holder.organisation_id if one.attendance == "represented" and one.proxy_holder else None
            vote.electors.append(self._elector(vote, one.organisation_id, holder))
        return self._opened(vote)

    def open_online(self, data: Mapping[str, Any]) -> Vote:
        """Ask every organisation of the pôle, until a deadline; whoever votes counts for the quorum.

        :raises DomainError: the deadline is past, or the action cannot be validated.
        """
        if data["deadline"] <= now():
            raise DomainError(SOON, "deadline")
        kind = self._session.scalars(select(MeetingKind).where(MeetingKind.name == data["kind"])).one()
        action = self._examined(data["action"]) if data.get("action") else None
        vote = self._new(data, data["method"], kind, action)
        copy_rules(kind, vote)
        vote.deadline = data["deadline"]
        for organisation_id in members(self._session):
            vote.electors.append(self._elector(vote, organisation_id, None))
        self._opened(vote)
        self._notices.vote(vote)
        return vote

    def cast(self, vote: Vote, elector: VoteElector, choice: str) -> None:
        """Use one voice, once. Of a secret vote nothing kept ties the choice to the organisation.

        :param elector: as it was read when the person was found to speak for it.
        :raises DomainError: the vote is over, is by show of hands in a room, this voice has been used, or somebody else
            speaks for this organisation since then.
        """
        self._hold_open(vote)
        if vote.method == "hands" and vote.item_id is not None:
            raise DomainError(BY_HANDS)
        if choice not in CHOICES:
            raise DomainError(UNKNOWN_VOICE)
        self._use(vote, elector, choice)
        if vote.secret:
            self._drop_ballot(vote, choice)
        self._journal.record("meetings.vote", vote, organisation=elector.organisation.slug)

    def show_of_hands(self, vote: Vote, choices: Mapping[str, str]) -> Vote:
        """What the secretary saw: ``choices`` by organisation's slug; those who are not in it did not vote. Closes.

        :raises DomainError: the vote is over, or is not by show of hands.
        """
        self._hold_place(vote)
        self._hold_open(vote)
        if vote.method != "hands" or vote.item_id is None:
            raise DomainError(NO_LONGER)
        for elector in vote.electors:
            choice = choices.get(elector.organisation.slug)
            if choice in CHOICES:
                elector.voted, elector.choice = True, choice
        self._session.flush()
        return self.close(vote)

    def end_secret(self, vote: Vote) -> Vote:
        """End a secret vote held in a room; online the date ends it, and hands are counted when they are noted.

        :raises DomainError: it is another vote, or over already.
        """
        if vote.deadline is not None or vote.method != "secret":
            raise DomainError(ENDS_OTHERWISE)
        return self.close(vote)

    def close(self, vote: Vote) -> Vote:
        """Count, say the result, and draw what follows: a decision, an action validated.

        :raises DomainError: the vote is over already.
        """
        self._hold_place(vote)
        self._hold(vote)
        self._session.refresh(vote, ["electors", "tallies"])
        count = counted(vote)
        result = self._result(vote, count)
        vote.in_favour, vote.against, vote.abstentions = count.in_favour, count.against, count.abstentions
        obstacle = self._decisions.obstacle(vote) if result.adopted else ""
        vote.adopted, vote.result_words = result.adopted, " ".join(filter(None, [result.words, obstacle]))
        vote.state, vote.closed_at = "closed", now()
        self._session.flush()
        self._journal.record("meetings.close_vote", vote)
        if vote.adopted:
            self._decisions.after_vote(vote, validates=not obstacle)
        return vote

    def abandon(self, vote: Vote) -> None:
        """Give up a vote opened by mistake: no result, no voice shown. :raises DomainError: it is over."""
        self._hold(vote)
        vote.state, vote.closed_at = "void", now()
        vote.result_words = "Vote abandonné avant tout résultat."
        self._session.flush()
        self._journal.record("meetings.abandon_vote", vote)

    def close_due(self) -> int:
        """Close the online votes whose deadline has passed. :returns: how many."""
        due = select(Vote).where(Vote.state == "open", Vote.deadline <= now()).order_by(Vote.id)
        return len([self.close(vote) for vote in self._session.scalars(due).all()])

    def _use(self, vote: Vote, elector: VoteElector, choice: str) -> None:
        """One statement that changes one row, or none: the voice is used by whoever speaks for it, and once."""
        used = update(VoteElector).where(
            VoteElector.id == elector.id, VoteElector.voted.is_(False),
            VoteElector.holder_id.is_not_distinct_from(elector.holder_id),
        )  # fmt: skip
        values = {"voted": True, "choice": None if vote.secret else choice}
        done = cast(CursorResult[Any], self._session.execute(used.values(values)))
        if done.rowcount != 1:
            voted = self._session.scalar(select(VoteElector.voted).where(VoteElector.id == elector.id))
            raise DomainError(ONCE if voted else CHANGED.format(name=elector.organisation.short_name))

    def _new(self, data: Mapping[str, Any], method: str, kind: MeetingKind, action: Action | None) -> Vote:
        vote = Vote(
            kind=kind, question=data["question"], method=method, secret=method == "secret", majority=data["majority"]
        )
        if action is not None and action.state == "examined":
            vote.action, vote.action_version = action, action.version
        return vote

    def _elector(self, vote: Vote, organisation_id: int, holder_id: int | None) -> VoteElector:
        return VoteElector(secret=vote.secret, organisation_id=organisation_id, holder_id=holder_id)

    def _opened(self, vote: Vote) -> Vote:
        if vote.secret:
            vote.tallies = [VoteTally(choice=choice) for choice in CHOICES]
        self._session.add(vote)
        self._session.flush()
        self._journal.record("meetings.open_vote", vote)
        return vote

    def _examined(self, public_id: str) -> Action:
        found = select(Action).where(Action.public_id == public_id, Action.state == "examined")
        action = self._session.scalars(found).one_or_none()
        if action is None:
            raise DomainError(NOT_EXAMINED, "action")
        return action

    def _check_alone(self, item: AgendaItem) -> None:
        if self._session.scalar(select(Vote.id).where(Vote.item_id == item.id, Vote.state == "open")) is not None:
            raise DomainError(ALREADY_OPEN)

    def _drop_ballot(self, vote: Vote, choice: str) -> None:
        """The three counters are rewritten together: nothing the database keeps tells which one grew."""
        grown = case((VoteTally.choice == choice, VoteTally.ballots + 1), else_=VoteTally.ballots)
        self._session.execute(update(VoteTally).where(VoteTally.vote_id == vote.id).values(ballots=grown))

    def _hold_place(self, vote: Vote) -> None:
        """The meeting before the vote, as when a presence is noted: an adopted vote writes a decision of it."""
        if vote.item is not None and vote.item.meeting is not None:
            hold(self._session, vote.item.meeting, "state")

    def _hold(self, vote: Vote) -> None:
        hold(self._session, vote, "state")
        if vote.state != "open":
            raise DomainError(NO_LONGER)

    def _hold_open(self, vote: Vote) -> None:
        """As :meth:`_hold`, and a voice may still be used: past the deadline only counting is left."""
        self._hold(vote)
        if vote.deadline is not None and vote.deadline <= now():
            raise DomainError(NO_LONGER)

    def _result(self, vote: Vote, count: Count) -> Outcome:
        if vote.deadline is None:
            return outcome(vote.majority, count)
        turnout = quorums.quorum(rule_of(vote), ballot_seats(vote.electors))
        vote.quorum_words = turnout.sentence
        if not turnout.reached:
            return Outcome(False, NO_QUORUM.format(words=turnout.sentence))
        return outcome(vote.majority, count)


def counted(vote: Vote) -> Count:
    """What was voted. In a room ``voices`` are those present or represented when it opened; online, those who voted."""
    if vote.secret:
        boxes = {one.choice: one.ballots for one in vote.tallies}
    else:
        boxes = {name: sum(one.choice == name for one in vote.electors) for name in CHOICES}
    used = sum(one.voted for one in vote.electors)
    voices = used if vote.deadline is not None else len(vote.electors)
    return Count(boxes.get("for", 0), boxes.get("against", 0), boxes.get("abstain", 0), voices)


def ballot_seats(electors: Iterable[VoteElector]) -> list[quorums.Seat]:
    """Online, an organisation is there when it has voted."""
    return [
        quorums.Seat(one.organisation_id, one.organisation.kind, "present" if one.voted else "expected")
        for one in electors
    ]
