"""What leaves by mail about meetings and votes: to everyone who may act for an organisation concerned, once each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..accounts.models import Account, Mandate
from ..accounts.queries import in_force
from ..mail.services import Mailer
from ..security.grants import ROLE_GRANTS
from ..security.permissions import Permission
from ..text import date_and_time, long_date, today
from .calendar import calendar_attachment
from .models import Meeting
from .vote_models import Vote

SPEAKING = [role for role, grants in ROLE_GRANTS.items() if Permission.ANSWER_MEETING in grants.own_organisation]
# What a reminder says to those who answered this.
ANSWERED = {
    "": "Votre organisation n'a pas encore répondu. Dites si elle vient, si une autre la représente, ou si elle ne "
    "vient pas :",
    "present": "Votre organisation a répondu qu'elle vient. Si cela change, dites-le ici :",
    "represented": "Votre organisation se fait représenter par {holder}. Si cela change, dites-le ici :",
}


class Notices:
    """Writes to the people of organisations. No mail names anyone, nor says how anyone voted."""

    def __init__(self, session: Session, mailer: Mailer, base_url: str, sender: str):
        self._session = session
        self._mailer = mailer
        self._base_url = base_url.rstrip("/")
        self._sender = sender

    def convene(self, meeting: Meeting) -> None:
        """The notice, with the agenda and a calendar file."""
        agenda = [f"{rank}. {item.title} ({item.minutes} min)" for rank, item in enumerate(meeting.items, start=1)]
        self._tell(meeting, "meeting_notice", agenda="\n".join(agenda))

    def postpone(self, meeting: Meeting, planned_at: datetime, reason: str) -> None:
        """Another day, why, and the file that changes it in diaries."""
        self._tell(meeting, "meeting_postponed", planned=date_and_time(planned_at), reason=reason)

    def relocate(self, meeting: Meeting, reason: str) -> None:
        """Another place or another link on the same day, and the file that changes it in diaries."""
        self._tell(meeting, "meeting_relocated", why=f"Pourquoi : {reason}" if reason else "")

    def cancel(self, meeting: Meeting) -> None:
        """No meeting, why, and the file that takes it out of diaries."""
        self._tell(meeting, "meeting_cancelled", reason=meeting.cancellation_reason)

    def remind(self, meeting: Meeting, answer: str, holder: str, organisation_ids: Iterable[int]) -> None:
        """A meeting comes: to organisations that answered the same, or not yet."""
        words = ANSWERED[answer].format(holder=holder)
        for address in self._addresses(organisation_ids):
            self._mailer.send(address, "meeting_reminder", answer=words, **self._facts(meeting))

    def _tell(self, meeting: Meeting, template: str, **values: object) -> None:
        """To everyone invited, with the calendar file."""
        file = calendar_attachment(meeting, self._base_url, self._sender)
        for address in self._addresses([one.organisation_id for one in meeting.participants]):
            self._mailer.send_with(file, address, template, **self._facts(meeting), **values)

    def _facts(self, meeting: Meeting) -> dict[str, object]:
        return {
            "title": meeting.title, "when": date_and_time(meeting.starts_at), "place": meeting.place or "à distance",
            "joining": meeting.joining, "page": f"{self._base_url}/intranet/reunions/{meeting.public_id}",
        }  # fmt: skip

    def vote(self, vote: Vote) -> None:
        """An online vote has opened."""
        assert vote.deadline is not None
        values = {"question": vote.question, "deadline": date_and_time(vote.deadline), "page": self._page(vote)}
        for address in self._addresses([one.organisation_id for one in vote.electors]):
            self._mailer.send(address, "meeting_vote", **values)

    def task(self, account: Account, title: str, due_on: date, page: str) -> None:
        """Something is to be done after a decision."""
        values = {"title": title, "due": long_date(due_on), "page": f"{self._base_url}{page}"}
        self._mailer.send(account.email, "meeting_task", **values)

    def _page(self, vote: Vote) -> str:
        return f"{self._base_url}/intranet/reunions/votes/{vote.public_id}"

    def _addresses(self, organisation_ids: Iterable[int]) -> Sequence[str]:
        held = select(Mandate.account_id).where(
            Mandate.organisation_id.in_(list(organisation_ids)), Mandate.role.in_(SPEAKING), in_force(today())
        )
        people = select(Account.email).where(Account.id.in_(held), Account.closed_at.is_(None))
        return self._session.scalars(people.order_by(Account.id)).all()
