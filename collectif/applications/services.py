"""What associations and the coordination do with applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..db import now
from ..errors import DomainError, NotAllowed
from ..organisations.models import Organisation
from ..security.identity import Identity
from ..security.permissions import Permission
from . import answers, queries
from .acts import Acts
from .candidacy import inform
from .models import Application
from .schemas import CONCERNED, flatten
from .workflow import OPEN_STATES, WORKFLOW

RELATIVE = "Seule une personne concernée candidate. Indiquez à ce proche l'aide aux aidants : rien n'est gardé."
MINOR = "Il faut avoir 18 ans pour devenir pair-aidant. Rien n'est gardé."
NOT_YOURS = "Cette candidature est adressée à une autre association."
COORDINATION_ONLY = "La coordination MDPH 77 confie les candidatures aux associations."
OWN_WORDS = "Cette candidature a été écrite par la personne elle-même : demandez-lui un complément."
NO_LONGER = "Cette candidature ne se modifie plus."
FIRST_ROUTE = "Confiez d'abord cette candidature à une association : c'est elle qui dit si elle est recevable."
SAME = "Cette candidature est déjà adressée à cette association."
TO_ROUTE_AGAIN = "Une candidature attend une autre association."
CLOSED = "Cette candidature est close : elle ne reçoit plus de message."
EDITED_MEANWHILE = (
    "Cette candidature a changé pendant que vous l'aviez sous les yeux : un message, une réponse, une décision. Ce que "
    "vous avez écrit est toujours là. Relisez la candidature, puis envoyez à nouveau pour confirmer."
)


class EditedMeanwhile(DomainError):
    """The application is no longer the one that was read."""

    def __init__(self) -> None:
        super().__init__(EDITED_MEANWHILE)


class Applications:
    """Enters, examines and answers applications in the name of ``identity``. Never commits.

    :param identity: ``None`` for what follows from elsewhere: only :meth:`accept_activated`.
    """

    def __init__(self, session: Session, acts: Acts, identity: Identity | None):
        self._session = session
        self._acts = acts
        self._identity = identity
        self._effects: dict[str, Callable[[Application, Mapping[str, Any]], None]] = {
            "admit": self._check_placed,
            "route": self._place,
            "refuse": self._say_why,
        }

    def enter(self, data: Mapping[str, Any]) -> Application:
        """Type in what someone wrote on paper: it is sent at once.

        :param data: what :func:`.schemas.paper_schema` gives.
        :raises DomainError: a relative, someone under 18, or nothing says how to reach the person.
        :raises NotAllowed: addressed to an association that is not theirs.
        """
        if data["start"]["who"] != CONCERNED:
            raise DomainError(RELATIVE)
        if data["start"]["adult"] != "yes":
            raise DomainError(MINOR)
        given = flatten(data)
        answers.check_address(given)
        application = Application(typed_in=True, typed_in_by_id=self._account_id, submitted_at=now())
        answers.write(self._session, application, given)
        self._check(application, Permission.ENTER_APPLICATION)
        inform(application)
        self._session.add(application)
        self._session.flush()
        self._acts.move(application, "submit", self._side, self._account_id)
        self._acts.tell_candidate(application, "application_received")
        self._acts.tell_handlers(application, "Une candidature vous attend.", self._account_id)
        return application

    def check_editable(self, application: Application) -> None:
        """:raises NotAllowed: the person wrote it themself, or it has ended, or it is another association's."""
        self._check(application, Permission.ENTER_APPLICATION)
        if not application.typed_in:
            raise NotAllowed(OWN_WORDS)
        if application.state not in OPEN_STATES:
            raise NotAllowed(NO_LONGER)

    def edit(self, application: Application, data: Mapping[str, Any]) -> None:
        """Correct or complete what was typed in; a complement that was asked for is then given.

        :raises NotAllowed: see :meth:`check_editable`.
        """
        self.check_editable(application)
        given = flatten(data)
        answers.check_address(given)
        answers.write(self._session, application, given)
        if application.state == "incomplete":
            self._acts.move(application, "complete", self._side, self._account_id)
        else:
            self._acts.keep(application, "edit", self._side, self._account_id)
            self._acts.record("applications.edit", application)

    def check(self, application: Application, name: str) -> None:
        """Whether this person may make this move now.

        :raises NotAllowed: they may not; :raises DomainError: nobody may, from the present state.
        """
        move = WORKFLOW.transitions[name]
        self._check(application, move.permission)
        if name == "route" and not self._coordinates:
            raise NotAllowed(COORDINATION_ONLY)
        if application.state not in move.sources:
            raise DomainError("Ce n'est plus possible : la candidature a changé d'état. Rouvrez sa page.")

    def act(self, application: Application, name: str, data: Mapping[str, Any]) -> None:
        """Make one move (all but sponsoring, see :mod:`.sponsoring`).

        :param data: what the move's form gives (see :mod:`.moves`).
        :raises NotAllowed: not this person's move; :raises DomainError: not possible now.
        """
        self.check(application, name)
        check_version(application, data)
        if name in self._effects:
            self._effects[name](application, data)
        self.move(application, name, data.get("words", ""))
        if name == "route":
            self._acts.tell_handlers(application, "Une candidature vous attend.", self._account_id)

    def move(self, application: Application, name: str, words: str = "") -> None:
        """The move itself, what it leaves, and the mail to the candidate."""
        application.unanswered = False
        self._acts.move(application, name, self._side, self._account_id, words)
        self._acts.tell_candidate(application, "application_news")

    def reply(self, application: Application, words: str) -> None:
        """Write to the candidate.

        :raises NotAllowed: another association's; :raises DomainError: it has ended.
        """
        self._check(application, Permission.HANDLE_APPLICATION)
        if application.state not in (*OPEN_STATES, "sponsored"):
            raise DomainError(CLOSED)
        self._acts.write(application, self._side, words, self._account_id)
        self._acts.tell_candidate(application, "application_message")

    def accept_activated(self, peer_id: int) -> Application | None:
        """The peer has become active: the application that led there is accepted.

        :returns: it, or ``None`` when the peer did not come by an application that still waits.
        """
        waiting = select(Application).where(Application.peer_id == peer_id, Application.state == "sponsored")
        application = self._session.scalar(waiting.order_by(Application.id.desc()).limit(1))
        if application is not None:
            self._acts.move(application, "accept", self._side, self._account_id)
            self._acts.tell_candidate(application, "application_news")
        return application

    def organisation_left(self, organisation: Organisation) -> None:
        """An association leaves the collective: the coordination finds another one for those who had asked it."""
        waiting = select(Application).where(
            Application.organisation_id == organisation.id, Application.state.in_(OPEN_STATES)
        )  # fmt: skip
        for application in self._session.scalars(waiting.with_for_update()).all():
            application.organisation = None
            self._session.flush()
            self.move(application, "route")
            self._acts.tell_handlers(application, TO_ROUTE_AGAIN, self._account_id)

    @property
    def _account_id(self) -> int | None:
        return self._identity.account_id if self._identity else None

    @property
    def _coordinates(self) -> bool:
        places = self._identity.organisations_for(Permission.HANDLE_APPLICATION) if self._identity else frozenset()
        return places is None

    @property
    def _side(self) -> str:
        """In whose name this person acts."""
        if self._identity is None:
            return "site"
        return "coordination" if self._coordinates else "association"

    def _check(self, application: Application, permission: Permission) -> None:
        places = self._identity.organisations_for(permission) if self._identity else frozenset()
        place = application.organisation.id if application.organisation else None
        if places is not None and place not in places:
            raise NotAllowed(NOT_YOURS)

    def _check_placed(self, application: Application, data: Mapping[str, Any]) -> None:
        if application.organisation_id is None:
            raise DomainError(FIRST_ROUTE)

    def _place(self, application: Application, data: Mapping[str, Any]) -> None:
        organisation = queries.association(self._session, data["organisation"])
        assert organisation
        if organisation.id == application.organisation_id:
            raise DomainError(SAME, "organisation")
        application.organisation = organisation
        application.placed = True
        self._session.flush()

    def _say_why(self, application: Application, data: Mapping[str, Any]) -> None:
        application.refusal_code = data["code"]
        application.refusal_words = data["words"]


def check_version(application: Application, data: Mapping[str, Any]) -> None:
    """:raises EditedMeanwhile: it is no longer the version that the form was opened on."""
    if data["version"] != str(application.version):
        raise EditedMeanwhile()
