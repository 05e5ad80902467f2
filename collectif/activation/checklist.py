"""What a peer's file says of their path: each gate, what is missing, who acts next, and the link to act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyramid.interfaces import IRoutesMapper
from pyramid.request import Request
from sqlalchemy import select

from ..organisations.models import Organisation
from ..peers.gates import Gate
from ..peers.life import PAUSE_REASONS, STEP_LABELS, reason_words
from ..peers.models import Sponsorship
from ..peers.path_models import PeerPause, PeerStep, SponsorSearch, SponsorshipTerms
from ..peers.resources import PeerContext
from ..security.permissions import Permission as P
from ..text import date_and_time, short_date, today
from .services import Activation

Link = tuple[str, str]


@dataclass(frozen=True)
class Line:
    """One gate as the page shows it."""

    gate: Gate
    link: Link | None


class Checklist:
    """The path of one peer, as whoever asks may see it.

    :param own: it is their own file.
    """

    def __init__(self, context: PeerContext, request: Request, *, own: bool):
        self._context = context
        self._request = request
        self._own = own
        self.peer = context.peer

    @cached_property
    def lines(self) -> list[Line]:
        return [Line(gate, self._link(gate)) for gate in self._request.service(Activation).gates(self.peer)]

    @property
    def is_open(self) -> bool:
        """Whether every gate holds."""
        return all(line.gate.holds for line in self.lines)

    @cached_property
    def pause(self) -> str:
        """Why they rest, when there is something to say."""
        found = self._request.db.get(PeerPause, self.peer.id) if self.peer.state == "paused" else None
        return PAUSE_REASONS[found.reason] if found else ""

    @cached_property
    def search(self) -> SponsorSearch | None:
        return self._request.db.get(SponsorSearch, self.peer.id)

    @property
    def search_words(self) -> str:
        """Until when another sponsor may be found, and who follows meanwhile."""
        if self.search is None:
            return ""
        day, late = short_date(self.search.deadline), self.search.deadline < today()
        words = f"Le délai pour en trouver un autre est passé depuis le {day}." if late else (
            f"Un autre parrain est à trouver avant le {day}.")  # fmt: skip
        interim = self.search.interim_referent
        return (
            f"{words} En attendant, {interim.display_name}, de la coordination, prend le relais." if interim else words
        )

    @cached_property
    def requests(self) -> list[tuple[str, str, str]]:
        """Requests to associations that nobody has answered: association, day, public id."""
        waiting = (
            select(Organisation.short_name, Sponsorship.started_on, Sponsorship.public_id)
            .join(Organisation, Organisation.id == Sponsorship.organisation_id)
            .where(Sponsorship.peer_id == self.peer.id, Sponsorship.state == "proposed")
            .order_by(Sponsorship.id)
        )
        return [(name, short_date(day), key) for name, day, key in self._request.db.execute(waiting)]

    @cached_property
    def events(self) -> list[tuple[str, str, str]]:
        """The steps of their path, the newest first; the words of the coordination for them and for the person."""
        steps = (
            select(PeerStep).where(PeerStep.peer_id == self.peer.id).order_by(PeerStep.at.desc(), PeerStep.id.desc())
        )
        return [
            (date_and_time(step.at), STEP_LABELS[step.name], self._step_words(step))
            for step in self._request.db.scalars(steps)
        ]

    def _step_words(self, step: PeerStep) -> str:
        told = [reason_words(step.name, step.reason)]
        if step.words and (self._own or self.may(P.SUSPEND_PEER)):
            told.append(step.words)
        return " – ".join(filter(None, told))

    def may(self, permission: P) -> bool:
        return bool(self._request.has_permission(permission, self._context))

    def _link(self, gate: Gate) -> Link | None:
        if gate.holds:
            return None
        return {"sponsorship": self._to_sponsor, "training": self._to_train, "charter": self._to_sign}[gate.name]()

    def _to_sponsor(self) -> Link | None:
        own = self._context.own_sponsorship(self._request)
        if own is not None and self._request.db.get(SponsorshipTerms, own.id) is None:
            return self._to("Attester le parrainage", "sponsorship_attest")
        if self.may(P.ASK_SPONSOR) and not self._context.current and self.peer.state != "ended":
            return self._to("Demander un parrainage", "sponsorship_ask")
        return None

    def _to_train(self) -> Link | None:
        if self._own or self.may(P.ENROL_PEER):
            return self._known("Voir les formations", "trainings")
        return None

    def _to_sign(self) -> Link | None:
        if self._own:
            return self._known("Lire et signer la charte", "charter_sign")
        if self.may(P.COUNTERSIGN_CHARTER):
            return self._known("Voir les signatures", "charter_waiting")
        return None

    def _to(self, label: str, route: str) -> Link:
        return label, self._request.route_path(route, public_id=self.peer.public_id)

    def _known(self, label: str, route: str) -> Link | None:
        """A page of another room, when it is there."""
        mapper = self._request.registry.getUtility(IRoutesMapper)
        return (label, self._request.route_path(route)) if mapper.get_route(route) else None
