"""What every act on an application leaves: a step of its history, whose turn it is, who is told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError
from ..journal import Recorder
from ..mail.services import Mailer
from . import queries
from .links import ApplicationLinks
from .models import Application, ApplicationMessage, ApplicationStep
from .workflow import WORKFLOW, turn_of

CANDIDATE = "candidate"
SITE = "site"
MOST_MESSAGES = 300
FULL_THREAD = "Cette page a déjà beaucoup de messages : téléphonez, ou écrivez au collectif."


class Acts:
    """Writes what happens to applications, in a session that others commit.

    :param journal: in the name of whoever acts.
    """

    def __init__(self, session: Session, journal: Recorder, mailer: Mailer, links: ApplicationLinks):
        self.session = session
        self.journal = journal
        self.links = links
        self._mailer = mailer

    def move(self, application: Application, name: str, actor: str, by_id: int | None = None, words: str = "") -> None:
        """Make one move of the workflow and keep it.

        :raises DomainError: it is not possible from the present state.
        """
        WORKFLOW.move(application, name)
        self.keep(application, name, actor, by_id, words)
        self.record(WORKFLOW.transitions[name].journal_tag, application)

    def keep(self, application: Application, name: str, actor: str, by_id: int | None = None, words: str = "") -> None:
        """One step of the history."""
        application.steps.append(ApplicationStep(name=name, at=now(), actor=actor, by_id=by_id, words=words))
        if actor != SITE:
            touch(application)
        application.turn = turn_of(application.state, application.organisation_id)
        self.session.flush()

    def write(self, application: Application, author: str, words: str, by_id: int | None = None) -> None:
        """One message of the thread. A silent file that someone writes in is silent no more.

        :raises DomainError: the thread is full.
        """
        if len(application.messages) >= MOST_MESSAGES:
            raise DomainError(FULL_THREAD)
        message = ApplicationMessage(author=author, author_id=by_id, at=now(), words=words)
        application.messages.append(message)
        application.unanswered = author == CANDIDATE
        touch(application)
        self.record("applications.message", application)

    def record(self, act: str, application: Application) -> None:
        place = application.organisation.slug if application.organisation else ""
        self.journal.record(act, application, organisation=place)

    def tell_candidate(self, application: Application, template: str, token: str = "", **values: object) -> None:
        """A mail with a link to the follow-up page, when there is an address.

        :param token: the link in use; a new one is made when it is not known.
        """
        if application.email:
            token = token or self.links.issue(application)
            self._mailer.send(application.email, template, token=token, **values)

    def tell_handlers(self, application: Application, what: str, but: int | None = None) -> None:
        """A mail to each of those who answer this application. :param but: the account that acts."""
        for email in queries.handlers(self.session, application.organisation_id, but):
            self._mailer.send(email, "application_handler", what=what, public_id=application.public_id)


def touch(application: Application) -> None:
    """Someone has acted: silence starts again from now."""
    application.last_action_at = now()
    application.reminded_at = None
