"""The whole thread of a decision at one address: agenda, vote, decision, action, results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pyramid.request import Request
from sqlalchemy.orm import Session

from ..actions import follow_queries
from ..actions.closing import ReportView
from ..actions.follow_page import IndicatorView
from ..actions.models import Action
from ..actions.workflow import PUBLIC_STATES
from ..actions.workflow import WORKFLOW as ACTION_LIFE
from ..text import long_date, short_date
from . import queries
from .decisions import number
from .minutes import vote_words
from .models import AgendaItem
from .vote_models import Decision, Vote


@dataclass(frozen=True)
class Pieces:
    """What a thread is made of, each in order."""

    items: Sequence[AgendaItem] = ()
    votes: Sequence[Vote] = ()
    decisions: Sequence[Decision] = ()
    action: Action | None = None


@dataclass(frozen=True)
class Step:
    """One step as people read it; ``link`` is ``None`` when there is no page of its own."""

    title: str
    words: list[str] = field(default_factory=list)
    link: tuple[str, str] | None = None


def of_decision(session: Session, decision: Decision) -> Pieces:
    """The thread of a decision; of its whole action when it is about one."""
    if decision.action is not None:
        return of_action(session, decision.action)
    items = [decision.item] if decision.item else []
    return Pieces(items, [decision.vote] if decision.vote else [], [decision])


def of_action(session: Session, action: Action) -> Pieces:
    """Everything the collective said of an action."""
    return Pieces(
        queries.items_about(session, action.id), queries.votes_about(session, action.id),
        queries.decisions_about(session, action.id), action,
    )  # fmt: skip


class Thread:
    """The steps of a thread, in the order things happen."""

    def __init__(self, request: Request, pieces: Pieces):
        self._request = request
        self._pieces = pieces

    @property
    def steps(self) -> list[Step]:
        return [*self._agenda(), *self._votes(), *self._decisions(), *self._action()]

    def _agenda(self) -> list[Step]:
        return [
            Step("À l'ordre du jour", [item.title, f"{item.meeting.title}, {short_date(item.meeting.starts_at)}"],
                 ("Voir la réunion", self._request.route_path("meeting", meeting=item.meeting.public_id,
                                                              _anchor=item.public_id)))
            for item in self._pieces.items if item.meeting
        ]  # fmt: skip

    def _votes(self) -> list[Step]:
        return [
            Step("Vote", [vote_words(vote)], ("Voir le vote", self._request.route_path("vote", vote=vote.public_id)))
            for vote in self._pieces.votes
        ]

    def _decisions(self) -> list[Step]:
        return [
            Step(f"Décision {number(one)}", [one.text, f"Prise le {long_date(one.taken_on)}"],
                 ("Voir la décision", self._request.route_path("decision", decision=one.public_id)))
            for one in self._pieces.decisions
        ]  # fmt: skip

    def _action(self) -> list[Step]:
        action = self._pieces.action
        if action is None:
            return []
        state = ACTION_LIFE.status(action.state).label
        file = self._request.route_path("intranet_action", public_id=action.public_id)
        found = [Step("Action", [action.title, f"État : {state}"], ("Voir l'action", file))]
        if action.state in PUBLIC_STATES and action.slug:
            public = self._request.route_path("action", slug=action.slug)
            found.append(Step("Publication", ["Tout le monde peut la lire."], ("Voir la page publique", public)))
        return [*found, *self._follow_up(action)]

    def _follow_up(self, action: Action) -> list[Step]:
        """Milestones, measures and report, once the action is decided."""
        session = self._request.db
        follow = ("Voir le suivi", self._request.route_path("action_follow", public_id=action.public_id))
        done = follow_queries.milestones_done(session, action)
        views = [IndicatorView(one) for one in follow_queries.indicators(session, action.id)]
        measured = [f"{one.indicator.name} : {one.latest_words}. {one.progress}" for one in views]
        told = ReportView(action, public=False)
        facts = [f"{term} : {value}" for term, value in told.facts]
        found = [
            Step("Étapes", [done.words] if done.total else [], follow),
            Step("Mesures", measured, follow),
            Step("Bilan" if action.state == "reviewed" else "Bilan en préparation", [*facts, *told.results], follow),
        ]
        return [step for step in found if step.words]
