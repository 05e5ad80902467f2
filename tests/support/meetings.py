"""Meetings of the small world: one in each state, votes, a decision, a task. The other association is not invited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.actions.models import Action
from collectif.db import now
from collectif.meetings.models import AgendaItem, Meeting, MeetingKind, MeetingParticipant, MinutesNote
from collectif.meetings.vote_models import Decision, DecisionTask, Vote, VoteElector, VoteTally
from collectif.organisations.models import Organisation
from collectif.text import today

INVITED = ("apf77", "mdph77", "aede")
Values = dict[str, dict[str, str]]
STARTED = datetime(2026, 1, 12, 13, tzinfo=UTC)


class Meetings:
    """Writes them straight into the database."""

    def __init__(self, session: Session):
        self._session = session
        self.kind = session.scalars(select(MeetingKind).filter_by(name="plenary")).one()
        found = session.scalars(select(Organisation).where(Organisation.slug.in_(INVITED)))
        self.places = {one.slug: one for one in found}

    def meeting(self, state: str, **values: object) -> Meeting:
        """A meeting whose dates suit its state; everyone is present once it is open."""
        held = state not in ("prepared", "convened")
        meeting = Meeting(
            kind=self.kind, state=state, title=f"Plénière {state}", notice_days=15, quorum="half", proxy_limit=1,
            starts_at=STARTED if held else now() + timedelta(days=20), place="Salle des fêtes",
            convened_at=None if state == "prepared" else STARTED - timedelta(days=20),
            opened_at=STARTED if held else None,
            closed_at=STARTED + timedelta(hours=2) if state in ("closed", "approved") else None,
            approved_at=STARTED + timedelta(days=30) if state == "approved" else None, **values,
        )  # fmt: skip
        attendance = "present" if held else "expected"
        meeting.participants = [
            MeetingParticipant(organisation=self.places[slug], attendance=attendance) for slug in INVITED
        ]
        self._session.add(meeting)
        self._session.flush()
        return meeting

    def item(self, meeting: Meeting | None, title: str, **values: object) -> AgendaItem:
        item = AgendaItem(
            meeting_id=meeting.id if meeting else None, title=title, note=MinutesNote(text=""), **values
        )  # fmt: skip
        self._session.add(item)
        self._session.flush()
        return item

    def vote(self, item: AgendaItem, method: str) -> Vote:
        secret = method == "secret"
        vote = Vote(kind=self.kind, item=item, question=item.title, method=method, secret=secret, majority="simple",
                    quorum_words="Le quorum est atteint.")  # fmt: skip
        vote.electors = [VoteElector(organisation=place, secret=secret) for place in self.places.values()]
        if secret:
            vote.tallies = [VoteTally(choice=choice) for choice in ("for", "against", "abstain")]
        self._session.add(vote)
        self._session.flush()
        return vote


def meetings_of(session: Session, accounts: Mapping[str, Account], values: Values) -> Values:
    """What the addresses of the room need. :returns: ``values`` with them."""
    made = Meetings(session)
    before = {state: made.meeting(state) for state in ("prepared", "convened", "open", "closed", "approved")}
    opened = before["open"]
    item, by_hand, secretly = (made.item(opened, f"Point {rank}", position=rank) for rank in (1, 2, 3))
    approval = made.item(opened, "Approuver", origin="approval", approves_id=before["closed"].id, position=4)
    made.item(before["prepared"], "Bilan", position=1)
    hands, secret = made.vote(by_hand, "hands"), made.vote(secretly, "secret")
    proposal = made.item(None, "Un café de plus", origin="proposed", organisation_id=made.places["apf77"].id)
    task = task_of(session, made, item, accounts["referent"])
    action = session.scalars(select(Action).filter_by(state="published").limit(1)).one()
    shared = {
        "meeting": opened.public_id, "item": item.public_id, "vote": secret.public_id, "task": task.public_id,
        "decision": task.decision.public_id, "proposal": proposal.public_id, "kind": made.kind.public_id,
    }  # fmt: skip
    own = {
        "meeting_edit": {"meeting": before["prepared"].public_id},
        "meeting_convene": {"meeting": before["prepared"].public_id},
        "meeting_answer": {"meeting": before["convened"].public_id},
        "meeting_open": {"meeting": before["convened"].public_id},
        "meeting_postpone": {"meeting": before["convened"].public_id},
        "meeting_relocate": {"meeting": before["convened"].public_id},
        "meeting_cancel": {"meeting": before["convened"].public_id},
        "meeting_calendar": {"meeting": before["convened"].public_id},
        "meeting_erratum": {"meeting": before["approved"].public_id},
        "vote_hands": {"vote": hands.public_id},
        "vote_abandon": {"vote": hands.public_id},
        "item_approve": {"item": approval.public_id},
        "action_thread": {"public_id": action.public_id},
    }
    return {**values, **own, "": {**values.get("", {}), **shared}}


def task_of(session: Session, made: Meetings, item: AgendaItem, account: Account) -> DecisionTask:
    """A decision of an open meeting, and something to do about it."""
    decision = Decision(year=2026, number=1, text="On continue.", taken_on=today(), meeting=item.meeting, item=item)
    task = DecisionTask(
        decision=decision, title="Réserver la salle", account=account, organisation_id=made.places["apf77"].id,
        due_on=today() + timedelta(days=10),
    )  # fmt: skip
    session.add(task)
    session.flush()
    return task
