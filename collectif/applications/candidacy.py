"""What the candidate does, by link and without an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError
from . import answers
from .acts import CANDIDATE, Acts, touch
from .links import ApplicationLinks, is_forgotten
from .models import Application
from .vocabulary import INFORMATION_VERSION
from .workflow import EDITABLE_STATES, ENDED_STATES, OPEN_STATES

MOST_LINKS_SENT = 3
MESSAGES_A_DAY = 20
ALREADY_SENT = (
    "Votre candidature est déjà envoyée : elle ne se modifie plus. Écrivez un message si quelque chose change."
)
CLOSED = "Cette candidature est close : elle ne reçoit plus de message. Vous pouvez en faire une autre."
TOO_MANY = "Vous avez beaucoup écrit aujourd'hui. Attendez une réponse, ou revenez demain."
NOT_ENDED = "Cette candidature suit son cours : inutile d'en faire une autre."


class Candidacy:
    """Starts, saves, sends, follows and withdraws an application in the name of its candidate. Never commits.

    :param acts: their journal is written in the name of the candidate.
    """

    def __init__(self, session: Session, acts: Acts, links: ApplicationLinks):
        self._session = session
        self._acts = acts
        self._links = links

    def start(self, previous: Application | None = None) -> str:
        """A draft; what ``previous`` declared is in it already. :returns: the token of its link."""
        draft = Application(previous_id=previous.id if previous else None)
        if previous is not None:
            answers.copy(previous, draft)
        self._session.add(draft)
        self._session.flush()
        return self._links.issue(draft)

    def save(self, application: Application, token: str, given: Mapping[str, Any], *, leaving: bool = False) -> bool:
        """Keep the answers of a step.

        :param leaving: the person goes back: what is missing does not matter yet.
        :returns: whether the link was sent to a new e-mail address.
        :raises DomainError: the application was sent, or nothing says how to reach the person.
        """
        if application.state not in EDITABLE_STATES:
            raise DomainError(ALREADY_SENT)
        if "email" in given and not leaving:
            answers.check_address(given)
        known = application.email
        answers.write(self._session, application, given)
        touch(application)
        mailed = bool(application.email) and application.email != known
        if mailed:
            self._acts.tell_candidate(application, "application_link", token)
        return mailed

    def send(self, application: Application, token: str) -> None:
        """Send the application, or send it again once completed.

        :raises DomainError: an answer is missing, or it was sent already.
        """
        if application.state not in EDITABLE_STATES:
            raise DomainError(ALREADY_SENT)
        if answers.missing(application):
            raise DomainError("Il manque des réponses. Complétez-les, puis envoyez.")
        name = "submit" if application.state == "draft" else "complete"
        inform(application)
        application.submitted_at = application.submitted_at or now()
        self._acts.move(application, name, CANDIDATE)
        self._acts.tell_candidate(application, "application_received", token)
        self._acts.tell_handlers(application, "Une candidature vous attend.")

    def withdraw(self, application: Application) -> None:
        """Give up: a draft is erased at once, a sent application is closed.

        :raises DomainError: it is closed already.
        """
        if application.state == "draft":
            self._session.delete(application)
            return
        self._acts.move(application, "withdraw", CANDIDATE)
        self._acts.tell_handlers(application, "Une candidature vient d'être retirée.")

    def write(self, application: Application, words: str) -> None:
        """A message to those who answer the application.

        :raises DomainError: not sent yet, closed, or twenty messages in a day.
        """
        if application.state not in (*OPEN_STATES, "sponsored"):
            raise DomainError(CLOSED)
        since = now() - timedelta(days=1)
        if sum(one.author == CANDIDATE and one.at > since for one in application.messages) >= MESSAGES_A_DAY:
            raise DomainError(TOO_MANY)
        self._acts.write(application, CANDIDATE, words)
        self._acts.tell_handlers(application, "Un message vous attend dans une candidature.")

    def again(self, application: Application) -> str:
        """Ask again after a refusal, a withdrawal or an expiry. :returns: the token of the new draft, or of the one
        already begun.

        :raises DomainError: the application has not ended.
        """
        if application.state not in ENDED_STATES:
            raise DomainError(NOT_ENDED)
        begun = self._session.scalar(
            select(Application).where(
                Application.previous_id == application.id, Application.state.not_in(ENDED_STATES)
            ).limit(1)
        )  # fmt: skip
        if begun is None or is_forgotten(begun, now()):
            return self.start(application)
        return self._links.issue(begun)

    def send_links(self, email: str) -> None:
        """Send new links to this address, for its three latest applications; nothing when it has none."""
        for application in self._of(email):
            if not is_forgotten(application, now()):
                self._acts.tell_candidate(application, "application_link")

    def _of(self, email: str) -> Sequence[Application]:
        latest = select(Application).where(Application.email == email).order_by(Application.last_action_at.desc())
        return self._session.scalars(latest.limit(MOST_LINKS_SENT)).all() if email else []


def inform(application: Application) -> None:
    """The person has read what becomes of their data."""
    application.informed_at = now()
    application.information_version = INFORMATION_VERSION
