"""What the page of one session shows to whoever asks: a peer, a referent, a trainer, the coordination."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyramid.request import Request

from ..db import now
from ..peers.models import Peer
from ..security.identity import Identity
from ..security.permissions import Permission, Role
from ..text import capitalised, date_and_time, plural, short_date, today
from ..workflow import Status
from . import queries, words
from .enrolments import has_begun
from .models import TrainingEnrolment, TrainingSession
from .rules import shown_state
from .vocabulary import half_day_words
from .workflow import ENROLMENT_LIFE, HELD, OPEN, PLANNED

ENDED_OFFER = Status("ended_offer", "Proposition terminée", "neutral", "cross")


def full_name(peer: Peer) -> str:
    return f"{peer.given_name} {peer.family_name}"


def enrolment_status(enrolment: TrainingEnrolment) -> Status:
    """As people read it; an offer whose time is over says so before the site has taken it back."""
    late = enrolment.offered_until is not None and enrolment.offered_until <= now()
    return ENDED_OFFER if late else ENROLMENT_LIFE.status(enrolment.state)


@dataclass(frozen=True)
class OwnSeat:
    """A peer's own place in the session."""

    status: Status | None
    words: str
    may_join: bool
    may_accept: bool
    may_leave: bool
    attendance: list[tuple[str, str]]


@dataclass(frozen=True)
class Row:
    """Someone enrolled, as those who may read names see them."""

    name: str
    enrolment: TrainingEnrolment
    status: Status
    words: str
    may_leave: bool
    may_accept: bool


class SessionPage:
    """A fixed number of questions, whatever the number of people."""

    def __init__(self, request: Request, training: TrainingSession):
        self._request = request
        self._identity: Identity = request.identity
        self.training = training
        self.facts = words.facts(training)
        self.modules = words.modules(training.half_days)
        self._counts = queries.counts(request.db, training)
        self.free = training.capacity - self._counts.taken
        self.status = shown_state(training.state, self.free, training.enrol_until)
        self.enrolments_open = training.state == OPEN and training.enrol_until >= today()

    @property
    def places(self) -> str:
        """How many places are left, while it matters."""
        if self.training.state != OPEN:
            return ""
        total = plural(self.training.capacity, "place", "places")
        return f"{total} en tout, {words.places_left(self.free, self._counts.waiting)}."

    @cached_property
    def plans(self) -> bool:
        return self._identity.organisations_for(Permission.PLAN_TRAINING) is None

    @cached_property
    def leads(self) -> bool:
        """Whether this person notes who is there: the session's trainers, the coordination."""
        return bool(self._request.has_permission(Permission.KEEP_ATTENDANCE)) and self.training.state in (OPEN, HELD)

    @cached_property
    def enrols(self) -> frozenset[int] | None:
        """The associations whose peers this person enrols; ``None`` means all of them."""
        return self._identity.organisations_for(Permission.ENROL_PEER)

    @property
    def may_enrol(self) -> bool:
        return self.enrolments_open and (self.enrols is None or bool(self.enrols))

    @cached_property
    def peer(self) -> Peer | None:
        """The file of the peer who asks."""
        if not self._identity.has_role(Role.PEER):
            return None
        return queries.peer_of_account(self._request.db, self._identity.account_id)

    @cached_property
    def _own(self) -> TrainingEnrolment | None:
        return queries.current_enrolment(self._request.db, self.training, self.peer.id) if self.peer else None

    @cached_property
    def own_seat(self) -> OwnSeat | None:
        if self.peer is None:
            return None
        state = self._own.state if self._own else None
        status = enrolment_status(self._own) if self._own else None
        begun = has_begun(self.training)
        offered = state == "offered" and status is not ENDED_OFFER
        return OwnSeat(
            status, self._own_words(), self.enrolments_open and state in (None, "left", "lapsed"),
            offered, offered or (state in ("waiting", "held") and not begun), self._own_attendance(),
        )  # fmt: skip

    def _own_words(self) -> str:
        one = self._own
        if one is None or one.state in ("left", "cancelled"):
            return ""
        return enrolment_words(one, queries.rank(self._request.db, one) if one.state == "waiting" else 0)

    def _own_attendance(self) -> list[tuple[str, str]]:
        """What is noted of the peer who asks, half-day by half-day."""
        noted = {one.half_day_id: one.present for one in self._own.attendances} if self._own else {}
        return [
            (capitalised(half_day_words(one.day, one.part)), "Présence" if noted[one.id] else "Absence")
            for one in self.training.half_days if one.id in noted
        ]  # fmt: skip

    @property
    def joining(self) -> str:
        """How to follow from afar, for those who come, lead or organise."""
        has_place = self._own is not None and self._own.state == "held"
        return self.training.joining if self.plans or self.leads or has_place else ""

    @cached_property
    def people(self) -> list[Row]:
        """Those this person may name: all of them for the coordination; those with a place for the session's trainers;
        the own associations' for a referent."""
        leads = bool(self._request.has_permission(Permission.KEEP_ATTENDANCE))
        if not (leads or self.enrols is None or self.enrols):
            return []
        found = queries.enrolled(self._request.db, self.training, self.enrols, with_place=leads)
        waiting = [one.id for one, _ in found if one.state == "waiting"] if self.enrols is None else []
        ranks = {key: rank for rank, key in enumerate(waiting, start=1)}
        return [self._row(one, own, ranks.get(one.id, 0)) for one, own in found]

    def _row(self, one: TrainingEnrolment, own: bool, rank: int) -> Row:
        """:param own: whether this person enrols that peer."""
        status = enrolment_status(one)
        offered = one.state == "offered" and status is not ENDED_OFFER
        leaves = one.state in ("waiting", "held", "offered") and not has_begun(self.training)
        told = enrolment_words(one, rank) or self._attended(one)
        return Row(full_name(one.peer), one, status, told, own and leaves, own and offered)

    def _attended(self, one: TrainingEnrolment) -> str:
        """How many half-days someone followed, once something is noted."""
        if not one.attendances:
            return ""
        followed = sum(noted.present for noted in one.attendances)
        return f"{plural(followed, 'demi-journée suivie', 'demi-journées suivies')} sur {len(self.training.half_days)}."

    @property
    def sees_people(self) -> bool:
        """Whether this person may read any name here."""
        return self.enrols is None or bool(self.enrols) or self.leads

    @property
    def manages(self) -> bool:
        return any(row.may_leave or row.may_accept for row in self.people)

    @property
    def people_title(self) -> str:
        if self.enrols is None or self.leads:
            return "Personnes inscrites"
        return "Pairs de votre association"

    @property
    def next_words(self) -> str:
        """What the coordination does next."""
        if not self.plans:
            return ""
        if self.training.state == PLANNED:
            return "Personne ne peut encore s'inscrire. Relisez la session, puis ouvrez les inscriptions."
        if self.training.state == OPEN and self.training.ends_on <= today():
            return "La session est finie. Déclarez-la tenue : vous pourrez ensuite enregistrer les résultats."
        return ""

    @property
    def next_steps(self) -> list[tuple[str, str, str]]:
        """What this person may do with the session: words, address, method."""
        return [(label, self._address(route), method) for label, route, method, may in self._steps() if may]

    def _steps(self) -> list[tuple[str, str, str, bool]]:
        state, ended = self.training.state, self.training.ends_on <= today()
        begun = has_begun(self.training)
        return [
            ("Ouvrir les inscriptions", "training_open", "post", self.plans and state == PLANNED),
            ("Déclarer la session tenue", "training_hold", "post", self.plans and state == OPEN and ended),
            ("Noter les présences", "training_attendance", "get", self.leads and begun),
            ("Voir les résultats", "training_results", "get", self.plans and state == HELD),
            ("Modifier", "training_edit", "get", self.plans and state in (PLANNED, OPEN)),
            ("Annuler la session", "training_cancel", "get",
             self.plans and (state == PLANNED or (state == OPEN and not begun))),
        ]  # fmt: skip

    def _address(self, route: str) -> str:
        return self._request.route_path(route, public_id=self.training.public_id)


def enrolment_words(one: TrainingEnrolment, rank: int = 0) -> str:
    """What the state means for the person, in a sentence."""
    if one.state == "waiting" and rank:
        return f"Place {rank} sur la liste d'attente, depuis le {short_date(one.asked_at)}."
    if one.state == "waiting":
        return f"Sur la liste d'attente depuis le {short_date(one.asked_at)}."
    if one.offered_until is not None:
        over = one.offered_until <= now()
        return "Le délai de réponse est passé." if over else f"À accepter avant le {date_and_time(one.offered_until)}."
    return ""
