"""Sessions of training over three years: those that were held, who has a certificate, those to come and who waits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..peers.models import Peer
from ..seats import OFFER
from ..security.permissions import Role
from ..text import sort_key
from ..training.models import (
    TrainingAccess,
    TrainingAttendance,
    TrainingCertificate,
    TrainingEnrolment,
    TrainingHalfDay,
    TrainingSession,
)
from ..training.rules import valid_until
from .draw import Draw, at
from .peers import Peers
from .people import COORDINATOR, People

# Its own chance: what is drawn here moves nothing that is drawn elsewhere.
SEED = 1177
MONTHS = 36
TRAINED = ("paused", "suspended", "ended")
# (half-days after the first day at 0, module)
Parts = tuple[tuple[int, str, str], ...]
TWO_DAYS: Parts = (
    (0, "morning", "La pair-aidance : place, limites, charte"), (0, "afternoon", "Écouter sans juger"),
    (1, "morning", "Droits et démarches en Seine-et-Marne"), (1, "afternoon", "Prendre soin de soi, passer le relais"),
)  # fmt: skip
HALF_A_DAY: Parts = ((0, "morning", "Ce qui a changé, et vos situations vécues"),)


@dataclass(frozen=True)
class Place:
    name: str
    address: str
    commune: str
    accesses: tuple[str, ...]


MELUN = Place(
    "Maison départementale (fictive)", "1 rue de l'Exemple", "77288",
    ("sign_language", "induction_loop", "step_free", "adapted_toilets", "transport", "easy_texts"),
)  # fmt: skip
MEAUX = Place("Espace associatif (fictif)", "12 place du Modèle", "77284",
              ("step_free", "adapted_toilets", "parking", "easy_texts", "support_person"))  # fmt: skip
PROVINS = Place("Salle municipale (fictive)", "3 avenue du Spécimen", "77379", ("step_free", "guide_dog", "quiet_room"))
TORCY = Place("Centre social (fictif)", "8 allée de l'Essai", "77468",
              ("captions", "induction_loop", "step_free", "large_print", "transport"))  # fmt: skip
AFAR = Place("", "", "", ("captions", "sign_language", "large_print"))
# Days ago and place of the sessions held; the last one is not declared held yet.
HELD = ((1130, MELUN), (1012, MEAUX), (860, TORCY), (700, MELUN), (560, PROVINS), (430, MEAUX), (300, MELUN),
        (190, TORCY), (75, MEAUX))  # fmt: skip
HELD_PLACES = 18


@dataclass
class Coming:
    """A session to come, in ``days`` days. ``taken`` people have a place, ``waiting`` wait."""

    title: str
    days: int
    place: Place
    capacity: int
    taken: int = 0
    waiting: int = 0
    offered: bool = False
    state: str = "open"
    kind: str = "initial"
    reason: str = ""
    parts: Parts = TWO_DAYS


COMING = (
    Coming("Formation à la pair-aidance, Melun", 12, MELUN, 10, taken=9, waiting=4, offered=True),
    Coming("Formation à la pair-aidance, Fontainebleau", 20, PROVINS, 12, state="cancelled",
           reason="La salle n'est plus accessible : l'ascenseur est en travaux. Une autre date sera proposée."),
    Coming("Formation à la pair-aidance, Meaux", 34, MEAUX, 14, taken=5),
    Coming("Renouvellement, à distance", 48, AFAR, 20, taken=7, kind="renewal", parts=HALF_A_DAY),
    Coming("Formation à la pair-aidance, Torcy", 80, TORCY, 12, state="planned"),
)  # fmt: skip


class Trainings:
    """Makes the sessions. Called once the peers are written, before they are activated."""

    def __init__(self, session: Session, draw: Draw, people: People, peers: Peers):
        self._session = session
        self._draw = Draw(draw.today, SEED)
        self._trainers = trainers(people)
        self._coordinator = people.of("mdph77", COORDINATOR)[0].account
        active = {id(peer) for peer in peers.active}
        self._trained = [peer for peer in peers.all if id(peer) in active or peer.state in TRAINED]
        self._preparing = [peer for peer in peers.all if peer.state == "preparing" and id(peer) not in active]
        self._known = peers.all[0]
        self._active = peers.active
        # Places given so far, by session.
        self._numbers: dict[int, int] = {}

    def make(self) -> None:
        """The past, then what is under way, then what comes."""
        for (days, place), there in zip(HELD, self._share(), strict=True):
            self._held(days, place, there)
        newcomers = iter(self._preparing)
        self._under_way([next(newcomers) for _ in range(5)])
        for coming in COMING:
            people: Iterable[Peer] = newcomers if coming.kind == "initial" else self._to_renew()
            self._coming(coming, iter(people))
        self._session.flush()

    def _share(self) -> list[list[Peer]]:
        """Who followed which session: the first one held after their sponsorship began, where there was room."""
        groups: list[list[Peer]] = [[] for _ in HELD]
        days = [self._draw.today - timedelta(days=ago) for ago, _ in HELD]
        groups[1].append(self._known)
        for peer in self._trained:
            if peer is self._known:
                continue
            began = min(one.started_on for one in peer.sponsorships)
            after = [place for place, day in enumerate(days) if day >= began]
            room = [place for place in [*after, *reversed(range(len(HELD)))] if len(groups[place]) < HELD_PLACES]
            groups[room[0]].append(peer)
        return groups

    def _held(self, days: int, place: Place, there: Sequence[Peer]) -> None:
        start = self._draw.today - timedelta(days=days)
        training = self._session_of("Formation à la pair-aidance", start, place, HELD_PLACES + 2, "held", TWO_DAYS)
        for peer in there:
            enrolment = self._enrol(training, peer, "validated", start - timedelta(days=30))
            self._attend(enrolment, len(training.half_days))
            self._certify(peer, enrolment, start + timedelta(days=8))

    def _under_way(self, there: Sequence[Peer]) -> None:
        """It ended yesterday: the last half-day is still to be noted, the session to be declared held."""
        start = self._draw.today - timedelta(days=2)
        training = self._session_of("Formation à la pair-aidance, Provins", start, PROVINS, 8, "open", TWO_DAYS)
        for rank, peer in enumerate(there):
            enrolment = self._enrol(training, peer, "held", start - timedelta(days=25))
            self._attend(enrolment, 3, present=rank != 3)

    def _coming(self, coming: Coming, people: Iterable[Peer]) -> None:
        start = self._draw.today + timedelta(days=coming.days)
        training = self._session_of(coming.title, start, coming.place, coming.capacity, coming.state, coming.parts,
                                    kind=coming.kind, reason=coming.reason)  # fmt: skip
        wanted = ["held"] * coming.taken + ["offered"] * coming.offered + ["waiting"] * coming.waiting
        asked = self._draw.today - timedelta(days=len(wanted) + 2)
        for rank, (state, peer) in enumerate(zip(wanted, people, strict=False)):
            self._enrol(training, peer, state, asked + timedelta(days=rank))

    def _to_renew(self) -> list[Peer]:
        """Those in activity who were trained the longest ago, the known one first."""
        rest = [peer for peer in self._active if peer is not self._known]
        return [self._known, *sorted(rest, key=lambda peer: min(one.started_on for one in peer.sponsorships))]

    def _session_of(
        self, title: str, start: date, place: Place, capacity: int, state: str, parts: Parts, kind: str = "initial",
        reason: str = "",
    ) -> TrainingSession:  # fmt: skip
        training = TrainingSession(
            public_id=self._draw.public_id(), title=title, sort_title=sort_key(title), state=state, kind=kind,
            description="Deux jours pour comprendre la place de pair-aidant, s'exercer à l'écoute et se préparer."
            if len(parts) > 1 else "Une demi-journée pour celles et ceux qui ont déjà été formés.",
            remote=not place.commune, place_name=place.name, place_address=place.address,
            commune_code=place.commune or None, hours="9 h 30 à 12 h 30, et 14 h à 17 h" if len(parts) > 1 else
            "9 h 30 à 12 h 30", joining="" if place.commune else "Le lien vous attend ici la veille (fictif).",
            capacity=capacity, starts_on=start, ends_on=start + timedelta(days=max(part[0] for part in parts)),
            enrol_until=start - timedelta(days=7), cancellation_reason=reason, fictional=True,
            created_at=at(start - timedelta(days=95), 10),
        )  # fmt: skip
        training.half_days = [
            TrainingHalfDay(day=start + timedelta(days=after), part=part, module=module)
            for after, part, module in parts
        ]
        training.accesses = [TrainingAccess(name=name) for name in sorted(place.accesses)]
        training.trainers = [self._trainers[0]] if state != "held" else [self._draw.some(self._trainers)]
        self._session.add(training)
        self._session.flush()
        return training

    def _enrol(self, training: TrainingSession, peer: Peer, state: str, day: date) -> TrainingEnrolment:
        taken = self._numbers.setdefault(training.id, 0)
        has_place = state != "waiting"
        self._numbers[training.id] = taken + has_place
        enrolment = TrainingEnrolment(
            public_id=self._draw.public_id(), session_id=training.id, peer_id=peer.id, state=state,
            seat_number=taken + 1 if has_place else None, seat_count=training.capacity,
            asked_at=self._draw.instant(day), enrolled_by_id=self._coordinator.id,
            offered_until=self._answer_by() if state == "offered" else None,
        )  # fmt: skip
        enrolment.session = training
        self._session.add(enrolment)
        return enrolment

    def _answer_by(self) -> datetime:
        """An offer made yesterday."""
        return at(self._draw.today, 9) - timedelta(days=1) + OFFER

    def _attend(self, enrolment: TrainingEnrolment, half_days: int, *, present: bool = True) -> None:
        self._session.flush()
        for half_day in enrolment.session.half_days[:half_days]:
            self._session.add(TrainingAttendance(
                enrolment_id=enrolment.id, half_day_id=half_day.id, session_id=enrolment.session_id,
                peer_id=enrolment.peer_id, present=present, noted_at=at(half_day.day, 18),
                noted_by_id=enrolment.session.trainers[0].id,
            ))  # fmt: skip

    def _certify(self, peer: Peer, enrolment: TrainingEnrolment, day: date) -> None:
        name = self._draw.public_id().upper()
        self._session.add(TrainingCertificate(
            public_id=self._draw.public_id(), number=f"{name[:4]}-{name[4:8]}", peer_id=peer.id,
            enrolment_id=enrolment.id, validated_on=day, valid_until=valid_until(day, MONTHS),
        ))  # fmt: skip


def trainers(people: People) -> list[Account]:
    """Accounts that hold the role, the one printed at the start first."""
    known = [one for one in people.accounts if any(mandate.role == Role.TRAINER for mandate in one.mandates)]
    return sorted(known, key=lambda account: account.display_name != "Lou Maquette")
