"""Questions asked about meetings, votes and decisions, from other rooms too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Session, joinedload, selectinload

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..actions.models import Action
from ..db import now, together
from ..organisations.models import Organisation
from ..security.identity import Identity
from ..security.permissions import Permission
from ..text import today
from .models import AgendaItem, Meeting, MeetingKind, MeetingParticipant
from .notices import SPEAKING
from .vote_models import Decision, DecisionTask, Vote, VoteElector

LIMIT = 50


def meeting(session: Session, public_id: str) -> Meeting | None:
    """One meeting with who is invited and its agenda."""
    people = selectinload(Meeting.participants)
    items = selectinload(Meeting.items)
    statement = (
        select(Meeting)
        .where(Meeting.public_id == public_id)
        .options(
            joinedload(Meeting.kind, innerjoin=True),
            selectinload(Meeting.postponements),
            selectinload(Meeting.relocations),
            people.joinedload(MeetingParticipant.organisation, innerjoin=True),
            people.selectinload(MeetingParticipant.movements),
            items.joinedload(AgendaItem.organisation),
            items.joinedload(AgendaItem.action),
            items.joinedload(AgendaItem.approves),
            items.joinedload(AgendaItem.note),
        )
    )
    return session.scalars(statement).one_or_none()


def vote(session: Session, public_id: str) -> Vote | None:
    """One vote with its roll."""
    roll = selectinload(Vote.electors)
    statement = (
        select(Vote)
        .where(Vote.public_id == public_id)
        .options(
            joinedload(Vote.kind, innerjoin=True),
            joinedload(Vote.action),
            joinedload(Vote.item).joinedload(AgendaItem.meeting),
            roll.joinedload(VoteElector.organisation, innerjoin=True),
            roll.joinedload(VoteElector.holder),
        )
    )
    return session.scalars(statement).one_or_none()


def proposal(session: Session, public_id: str) -> AgendaItem | None:
    return session.scalars(
        select(AgendaItem).where(AgendaItem.public_id == public_id, AgendaItem.origin == "proposed")
    ).one_or_none()


def decision(session: Session, public_id: str) -> Decision | None:
    statement = select(Decision).where(Decision.public_id == public_id)
    return session.scalars(statement.options(selectinload(Decision.tasks))).one_or_none()


def task(session: Session, public_id: str) -> DecisionTask | None:
    return session.scalars(select(DecisionTask).where(DecisionTask.public_id == public_id)).one_or_none()


def kind(session: Session, public_id: str) -> MeetingKind | None:
    return session.scalars(select(MeetingKind).where(MeetingKind.public_id == public_id)).one_or_none()


def action(session: Session, public_id: str) -> Action | None:
    return session.scalars(select(Action).where(Action.public_id == public_id)).one_or_none()


def kinds(session: Session) -> Sequence[MeetingKind]:
    return session.scalars(select(MeetingKind).order_by(MeetingKind.id)).all()


def waiting_proposals(session: Session) -> Sequence[AgendaItem]:
    """Proposals that wait for an agenda, the oldest first."""
    waiting = select(AgendaItem).where(
        AgendaItem.origin == "proposed", AgendaItem.meeting_id.is_(None), AgendaItem.declined_reason == ""
    )
    return session.scalars(
        waiting.options(joinedload(AgendaItem.organisation), joinedload(AgendaItem.action)).order_by(AgendaItem.id)
    ).all()


def meetings_before(session: Session) -> Sequence[Meeting]:
    """Meetings whose agenda still changes, the first to come first."""
    statement = select(Meeting).where(Meeting.state.in_(("prepared", "convened")))
    return session.scalars(statement.order_by(Meeting.starts_at)).all()


def online_votes(session: Session, limit: int = LIMIT) -> Sequence[Vote]:
    """Votes between meetings, those still open first, then the latest."""
    statement = select(Vote).where(Vote.item_id.is_(None)).options(selectinload(Vote.electors))
    return session.scalars(statement.order_by(Vote.state.desc(), Vote.opened_at.desc()).limit(limit)).all()


def examined_actions(session: Session) -> Sequence[Any]:
    """``(public_id, title)`` of the actions that wait for the collective."""
    statement = select(Action.public_id, Action.title).where(Action.state == "examined")
    return session.execute(statement.order_by(Action.sort_title)).all()


def people(session: Session) -> list[tuple[str, str]]:
    """``(public_id, « name, organisation »)`` of everyone who acts for an organisation today."""
    rows = session.execute(
        select(Account.public_id, Account.display_name, Organisation.short_name)
        .join(Mandate, Mandate.account_id == Account.id)
        .join(Organisation, Organisation.id == Mandate.organisation_id)
        .where(Mandate.role.in_(SPEAKING), in_force(today()), Account.closed_at.is_(None))
        .order_by(Account.sort_name, Account.id)
    )
    found: dict[str, str] = {}
    for public_id, name, place in rows:
        found.setdefault(public_id, f"{name}, {place}")
    return list(found.items())


def decisions_about(session: Session, action_id: int) -> Sequence[Decision]:
    """What the collective decided about an action, in order."""
    return session.scalars(select(Decision).where(Decision.action_id == action_id).order_by(Decision.id)).all()


def items_about(session: Session, action_id: int) -> Sequence[AgendaItem]:
    """The points of agendas that carried an action, in order."""
    statement = select(AgendaItem).where(AgendaItem.action_id == action_id, AgendaItem.meeting_id.is_not(None))
    return session.scalars(statement.options(joinedload(AgendaItem.meeting)).order_by(AgendaItem.id)).all()


def votes_about(session: Session, action_id: int) -> Sequence[Vote]:
    """The votes about an action, in order."""
    return session.scalars(select(Vote).where(Vote.action_id == action_id).order_by(Vote.id)).all()


@dataclass(frozen=True)
class Waiting:
    """One thing that waits on someone: its kind, its words, the route and values of its page, since when."""

    kind: str
    title: str
    link: str
    route: str
    values: dict[str, str] = field(default_factory=dict)
    since: datetime = field(default_factory=now)


# What each kind of thing that waits says, the words of its link, the route and the value of its page.
WAITS = {
    "notice": ("Convocation à une réunion", "Répondre", "meeting_answer", "meeting"),
    "vote": ("Vote ouvert", "Voter", "vote_cast", "vote"),
    "task": ("Suite d'une décision", "Dire où j'en suis", "task_end", "task"),
}


def waiting_on(session: Session, identity: Identity) -> list[Waiting]:
    """What waits on this person: notices to answer, votes to take part in, tasks of theirs. One question, or none."""
    parts = [*_notices(identity), *_votes(identity), *_tasks(identity)]
    return [_waiting(row) for row in session.execute(together(*parts))] if parts else []


def _waiting(row: Any) -> Waiting:
    kind, link, route, value = WAITS[row.what]
    return Waiting(kind, row.title, link, route, {value: row.public_id}, row.since)


def _notices(identity: Identity) -> Iterator[Select[Any]]:
    if own := identity.organisations_for(Permission.ANSWER_MEETING):
        yield (
            _that_wait("notice", Meeting.title, Meeting.public_id, Meeting.convened_at).distinct()
            .join(MeetingParticipant, MeetingParticipant.meeting_id == Meeting.id)
            .where(Meeting.state == "convened", MeetingParticipant.answer == "", Meeting.starts_at > now(),
                   MeetingParticipant.organisation_id.in_(own))
        )  # fmt: skip


def _votes(identity: Identity) -> Iterator[Select[Any]]:
    if own := identity.organisations_for(Permission.VOTE):
        alone = VoteElector.holder_id.is_(None) & VoteElector.organisation_id.in_(own)
        yield (
            _that_wait("vote", Vote.question, Vote.public_id, Vote.opened_at).distinct()
            .join(VoteElector, VoteElector.vote_id == Vote.id)
            .where(Vote.state == "open", VoteElector.voted.is_(False), VoteElector.holder_id.in_(own) | alone,
                   (Vote.method == "secret") | Vote.item_id.is_(None))
        )  # fmt: skip


def _tasks(identity: Identity) -> Iterator[Select[Any]]:
    places = identity.organisations_for(Permission.FOLLOW_UP)
    if places is None or places:
        yield _that_wait("task", DecisionTask.title, DecisionTask.public_id, DecisionTask.created_at).where(
            DecisionTask.state == "open", DecisionTask.account_id == identity.account_id
        )


def _that_wait(what: str, title: Any, public_id: Any, since: Any) -> Select[Any]:
    columns = (literal(what).label("what"), title.label("title"), public_id.label("public_id"), since.label("since"))
    return select(*columns).limit(LIMIT)


def organisations(session: Session, ids: Sequence[int]) -> Sequence[Organisation]:
    return session.scalars(select(Organisation).where(Organisation.id.in_(ids))).all()


def organisation(session: Session, slug: str) -> Organisation | None:
    return session.scalars(select(Organisation).where(Organisation.slug == slug)).one_or_none()


def latest_decisions(session: Session, limit: int = LIMIT) -> Sequence[Decision]:
    """The decisions of the collective, the latest first."""
    statement = select(Decision).options(selectinload(Decision.tasks), joinedload(Decision.action))
    return session.scalars(statement.order_by(Decision.id.desc()).limit(limit)).all()
