"""What the page of one action in the intranet shows: facts, history, what is missing, what comes next."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from ..errors import DomainError
from ..library.queries import Shown, documents_of
from ..text import capitalised, date_and_time, long_date, sort_key
from .follow_queries import milestones_done
from .following import FOLLOWED_STATES
from .linked import KIND, may_tie
from .models import Action, ActionStep
from .services import OWN_ACTION, OWN_WORDS, ActionService, missing
from .vocabulary import axis_label, kind_label
from .words import paragraphs, period
from .workflow import PUBLIC_STATES, STEP_LABELS, WORKFLOW

NEXT = {
    "idea": "L'organisation complète l'idée, puis la propose.",
    "proposed": "La coordination MDPH 77 instruit l'action.",
    "returned": "L'organisation complète l'action, puis la propose à nouveau.",
    "examined": "Le collectif décide par un vote, en réunion ou en ligne.",
    "validated": "La coordination MDPH 77 publie l'action.",
    "published": "L'action est sur le site. La coordination dira quand elle commence.",
    "running": "L'action est en cours. La coordination publiera son bilan.",
    "reviewed": "C'est fini : l'action et son bilan restent sur le site.",
    "withdrawn": "L'action n'est plus sur le site. La coordination peut la publier à nouveau.",
    "set_aside": "C'est fini : l'action est écartée.",
}
MAIN_MOVES = ("propose", "examine", "validate", "publish", "begin", "review", "republish")


class ActionPage:
    """One action, as the person who asks may see and move it."""

    def __init__(self, request: Request, action: Action):
        self._request = request
        self._service = request.service(ActionService)
        self.action = action
        self.status = WORKFLOW.status(action.state)
        self.next = NEXT[action.state]
        self.public = action.state in PUBLIC_STATES
        self.followed = action.state in FOLLOWED_STATES
        self.missing = missing(action) if action.state in ("idea", "returned") else []
        self.paragraphs = paragraphs(action.description)
        self.results = paragraphs(action.results)

    @property
    def progress(self) -> str:
        """How many milestones are done, and late."""
        return milestones_done(self._request.db, self.action).words

    @property
    def documents(self) -> list[Shown]:
        """The documents tied to it that the person may see."""
        return documents_of(self._request.db, KIND, self.action.public_id, self._request.identity)

    @property
    def thing(self) -> str:
        """What an added document will be tied to."""
        return f"{KIND}:{self.action.public_id}"

    @property
    def may_tie(self) -> bool:
        return may_tie(self._request, self.action)

    @property
    def asked(self) -> str:
        """What the coordination asks for, while the action waits for it."""
        comments = [step.comment for step in self.action.steps if step.name == "hand_back"]
        return comments[-1] if comments and self.action.state == "returned" else ""

    @property
    def organisations(self) -> str:
        partners = {row.name for row in self.action.organisations} - {self.action.proposing_organisation.name}
        return ", ".join([self.action.proposing_organisation.name, *sorted(partners, key=sort_key)])

    @property
    def facts(self) -> list[tuple[str, str]]:
        action = self.action
        found = [
            ("Organisations", self.organisations),
            ("Nature", kind_label(action.kind)),
            ("Axe", axis_label(action.axis)),
            ("Public", action.audience),
            ("Commune", action.commune.name if action.commune else "Tout le département"),
            ("Dates", capitalised(period(action.starts_on, action.ends_on))),
            ("Décision du collectif", decision(action)),
            ("Raison du retrait", action.withdrawal_reason if action.state == "withdrawn" else ""),
        ]
        return [(term, value) for term, value in found if value]

    @property
    def events(self) -> list[tuple[str, str, str]]:
        """The history, latest first: when, what, who."""
        return [event(step) for step in reversed(self.action.steps)]

    @property
    def may_edit(self) -> bool:
        return self._refusal(self._service.check_editable, self.action) is None

    @property
    def moves(self) -> list[tuple[str, str, bool]]:
        """The moves this person may make now: words, address, whether it leads forward."""
        names = [move.name for move in WORKFLOW.allowed_from(self.action.state)]
        possible = [name for name in names if self._refusal(self._service.check, self.action, name) is None]
        return [(WORKFLOW.transitions[name].label, self._address(name), name in MAIN_MOVES) for name in possible]

    @property
    def blocked(self) -> list[str]:
        """Why a move that belongs to this person's role is nevertheless not theirs."""
        names = [move.name for move in WORKFLOW.allowed_from(self.action.state)]
        refusals = [self._refusal(self._service.check, self.action, name) for name in names]
        return [words for words in refusals if words in (OWN_WORDS, OWN_ACTION)]

    @property
    def edit_address(self) -> str:
        return self._request.route_path("intranet_action_edit", public_id=self.action.public_id)

    def _address(self, name: str) -> str:
        return self._request.route_path(f"intranet_action_{name}", public_id=self.action.public_id)

    def _refusal(self, check: Any, *arguments: Any) -> str | None:
        try:
            check(*arguments)
        except DomainError as error:
            return error.message
        return None


def decision(action: Action) -> str:
    """``Jeudi 14 janvier 2027 (réunion du collectif, point 3)``."""
    return f"{capitalised(long_date(action.decided_on))} ({action.decision_reference})" if action.decided_on else ""


def event(step: ActionStep) -> tuple[str, str, str]:
    nobody = "Le collectif, par un vote" if step.name == "validate" else "Personne effacée"
    who = step.account.display_name if step.account else nobody
    what = STEP_LABELS[step.name]
    return date_and_time(step.at), f"{what} : {step.comment}" if step.comment else what, who
