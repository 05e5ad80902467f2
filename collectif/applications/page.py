"""What the pages of one application show: to its candidate, to those who answer it."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from ..errors import DomainError
from ..text import date_and_time
from . import queries
from .acts import CANDIDATE
from .answers import told
from .models import Application, ApplicationMessage, ApplicationStep
from .moves import MOVE_PAGES
from .papers import typed_in_words
from .schemas import Choices
from .services import Applications
from .vocabulary import AUTHORS, REFUSALS, TURNS
from .workflow import ENDED_STATES, OPEN_STATES, STEP_LABELS, WORKFLOW

MAIN_MOVES = ("admit", "sponsor")
YOU = "Vous"
THE_COORDINATION = "la coordination MDPH 77"
# {who}: the association's name, or the coordination.
FOLLOWED = {
    "submitted": "Votre candidature est arrivée. Maintenant, c'est {who} qui la lit et vous répond.",
    "incomplete": "Il manque quelque chose. C'est à vous : complétez votre candidature, puis renvoyez-la.",
    "admissible": "Votre candidature est recevable. Maintenant, c'est {who} qui vous propose une rencontre.",
    "sponsored": "{Who} vous parraine. Il reste deux étapes : la formation et la charte. {Who} vous dit comment faire.",
    "accepted": "Vous êtes pair-aidant. Bienvenue !",
    "refused": "Votre candidature n'est pas retenue. Nous savons que c'est une réponse difficile à lire.",
    "withdrawn": "Votre candidature est retirée. Merci d'y avoir pensé.",
    "expired": "Votre candidature est close : rien ne s'est passé pendant 90 jours. Ce n'est pas un refus.",
}
PLAIN = {
    "submitted": "Vos réponses sont arrivées. Une personne va les lire. Elle vous répondra ici.",
    "incomplete": "Il manque des réponses. Lisez la demande. Complétez. Puis renvoyez.",
    "admissible": "C'est une bonne nouvelle. On va vous proposer une rencontre.",
    "sponsored": "Une association vous soutient. Il reste la formation. Il reste la charte.",
    "accepted": "Vous êtes pair-aidant. Bienvenue !",
    "refused": "La réponse est non. Vous pouvez lire pourquoi. Vous pouvez recommencer.",
    "withdrawn": "Vous avez arrêté. C'est votre droit. Vous pouvez recommencer.",
    "expired": "Rien n'a bougé pendant 90 jours. La demande est fermée. Vous pouvez recommencer.",
}
NEXT = {
    "submitted": "{Who} lit la candidature : la déclarer recevable, demander un complément, ou répondre non.",
    "incomplete": "La personne complète ses réponses, puis renvoie sa candidature.",
    "admissible": "{Who} rencontre la personne, puis dit si elle la parraine.",
    "sponsored": "La personne suit la formation et signe la charte. La coordination l'active ensuite.",
    "accepted": "C'est fini : la personne est pair-aidant.",
    "refused": "C'est fini : la personne est prévenue. Elle peut candidater de nouveau.",
    "withdrawn": "C'est fini : la personne a renoncé. Elle peut candidater de nouveau.",
    "expired": "C'est fini, faute de nouvelles. La personne peut candidater de nouveau.",
}
WITHDRAWN_PEER = (
    "La personne a renoncé après le parrainage. Sa fiche de pair est toujours dans votre liste : ouvrez-la pour mettre "
    "fin au parrainage."
)
TO_ROUTE = "La coordination MDPH 77 confie la candidature à une association."


def who_answers(application: Application) -> str:
    return application.organisation.name if application.organisation else THE_COORDINATION


def sentence(words: str, application: Application) -> str:
    who = who_answers(application)
    return words.format(who=who, Who=who[:1].upper() + who[1:])


class FollowPage:
    """One application, as its candidate follows it."""

    def __init__(self, request: Request, application: Application, token: str):
        self._request = request
        self._token = token
        self.application = application
        self.status = WORKFLOW.status(application.state)
        self.words = sentence(FOLLOWED[application.state], application)
        self.plain_words = PLAIN[application.state]
        self.refusal = REFUSALS[application.refusal_code] if application.state == "refused" else None
        self.may_write = application.state in (*OPEN_STATES, "sponsored")
        self.may_withdraw = self.may_write
        self.may_ask_again = application.state in ENDED_STATES
        self.told = told(application, Choices(request.db))
        self.thread = [said(message, named=False) for message in application.messages]
        self.events = [event(step, named=False) for step in reversed(application.steps)]

    @property
    def asked(self) -> str:
        """What must be completed, while it is waited for."""
        words = [step.words for step in self.application.steps if step.name == "ask_complement"]
        return words[-1] if words and self.application.state == "incomplete" else ""

    def url(self, route: str) -> str:
        return self._request.route_path(f"candidacy_{route}", token=self._token)


class ApplicationPage:
    """One application, as the person who asks may read and answer it."""

    def __init__(self, request: Request, application: Application):
        self._request = request
        self._service = request.service(Applications)
        self.application = application
        self.name = f"{application.given_name} {application.family_name}"
        self.status = WORKFLOW.status(application.state)
        routed = application.organisation_id is not None or application.state not in ("submitted", "admissible")
        self.next = sentence(NEXT[application.state], application) if routed else TO_ROUTE
        if application.state == "withdrawn" and application.peer:
            self.next = WITHDRAWN_PEER
        self.turn = TURNS[application.turn]
        self.typed_in = typed_in_words(application) if application.typed_in else ""
        self.refusal = REFUSALS[application.refusal_code].label if application.state == "refused" else ""
        self.told = told(application, Choices(request.db))
        self.thread = [said(message) for message in application.messages]
        self.events = [event(step) for step in reversed(application.steps)]
        self.may_write = application.state in (*OPEN_STATES, "sponsored")

    @property
    def facts(self) -> list[tuple[str, str]]:
        found = [
            ("Association", self.application.organisation.name if self.application.organisation else "À choisir"),
            ("Qui agit maintenant", self.turn),
            ("Reçue", date_and_time(self.application.submitted_at) if self.application.submitted_at else ""),
            ("Origine", self.typed_in),
            ("Raison du refus", self.refusal),
            ("Vos mots pour la personne", self.application.refusal_words if self.refusal else ""),
        ]
        return [(term, value) for term, value in found if value]

    @property
    def may_edit(self) -> bool:
        return self._refusal(self._service.check_editable, self.application) is None

    @property
    def moves(self) -> list[tuple[str, str, bool]]:
        """The moves this person may make now: words, address, whether it leads forward."""
        possible = [name for name in (*MOVE_PAGES, "sponsor") if self._possible(name)]
        possible.sort(key=lambda name: name not in MAIN_MOVES)
        return [(WORKFLOW.transitions[name].label, self._address(name), name in MAIN_MOVES) for name in possible]

    @property
    def known_peers(self) -> list[str]:
        """Peers who may be the same person, in words that name no other association."""
        if self.application.state not in OPEN_STATES:
            return []
        return [likeness(self.application, one) for one in queries.alike_peers(self._request.db, self.application)]

    def url(self, route: str) -> str:
        return self._request.route_path(f"application_{route}", public_id=self.application.public_id)

    def _address(self, name: str) -> str:
        return self.url(name)

    def _possible(self, name: str) -> bool:
        if self._refusal(self._service.check, self.application, name) is not None:
            return False
        return name != "admit" or self.application.organisation_id is not None

    def _refusal(self, check: Any, *arguments: Any) -> str | None:
        try:
            check(*arguments)
        except DomainError as error:
            return error.message
        return None


def likeness(application: Application, peer: Any) -> str:
    """Why this peer may be the candidate."""
    name = f"{peer.given_name} {peer.family_name}"
    if application.email and peer.email == application.email:
        return f"{name} : même adresse e-mail"
    return f"{name} : même nom, même commune"


def author(name: str, account: Any, *, named: bool) -> str:
    """Who acted. ``named``: people of the collective are named to one another; the candidate reads « Vous »."""
    who = AUTHORS[name]
    if not named:
        return YOU if name == CANDIDATE else who
    return f"{account.display_name} ({who[:1].lower()}{who[1:]})" if account else who


def said(message: ApplicationMessage, *, named: bool = True) -> tuple[str, str, str]:
    """When, what, who."""
    return date_and_time(message.at), message.words, author(message.author, message.account, named=named)


def event(step: ApplicationStep, *, named: bool = True) -> tuple[str, str, str]:
    """When, what, who; words meant for colleagues are not shown to the candidate."""
    shown = step.words if named or step.name == "ask_complement" else ""
    what = STEP_LABELS[step.name]
    return (
        date_and_time(step.at), f"{what} : {shown}" if shown else what, author(step.actor, step.account, named=named)
    )  # fmt: skip
