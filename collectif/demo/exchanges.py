"""Exchange sessions: a monthly group and what was spoken of in it, a full one, the département's day, one to note; and
those of the last year whose attendance reports tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ..accounts.models import Account
from ..exchanges.models import (
    LARGEST_KEY,
    ExchangeAccess,
    ExchangeFace,
    ExchangeSeat,
    ExchangeSeries,
    ExchangeSession,
    ExchangeTheme,
    ExchangeWords,
)
from ..exchanges.recurrence import same_weekday
from ..organisations.models import Organisation
from ..peers.models import Peer
from ..reports.exchange_sections import readable_from
from ..seats import OFFER, WITHOUT_PLACE
from ..text import sort_key
from .draw import Draw, at
from .peers import Peers
from .people import COORDINATOR, REFERENT, People
from .training import AFAR, MEAUX, MELUN, TORCY, Place, trainers

# Its own chance: what is drawn here moves nothing that is drawn elsewhere.
SEED = 3177
# Themes, a summary, and how many chose each face, of the sessions held, the oldest first.
TOLD = (
    (("limits", "listening"), "Dire non sans se sentir coupable : chacun a donné sa phrase.", (6, 1, 0)),
    (("self_care",), "Comment on se repose après une rencontre lourde.", (4, 2, 1)),
    (("professionals", "rights"), "Ce que l'on peut dire en réunion, et ce que l'on garde.", (3, 0, 0)),
)  # fmt: skip
WORDS = (
    "Je repars plus léger.",
    "Un peu court : une demi-heure de plus ?",
    "La boucle marchait bien.",
)


class Exchanges:
    """Makes the sessions. Called once the peers are written."""

    def __init__(self, session: Session, draw: Draw, people: People, peers: Peers,
                 organisations: Mapping[str, Organisation]):  # fmt: skip
        self._session = session
        self._draw = Draw(draw.today, SEED)
        self._apf = organisations["apf77"]
        self._referent = people.of("apf77", REFERENT)[0].account
        self._coordinator = people.of("mdph77", COORDINATOR)[0].account
        self._trainer = trainers(people)[0]
        self._known = peers.all[0]
        self._own = [one for one in peers.active if one is not self._known and self._is_own(one)]
        self._others = [one for one in peers.active if one is not self._known and not self._is_own(one)]

    def make(self) -> None:
        """The past, what waits to be noted, what comes."""
        self._monthly_group()
        self._to_note()
        self._full()
        self._from_afar()
        self._the_day()
        self._cancelled()
        self._told_year()
        self._session.flush()

    def _is_own(self, peer: Peer) -> bool:
        return any(one.organisation is self._apf and one.state == "active" for one in peer.sponsorships)

    def _monthly_group(self) -> None:
        """APF 77's own group: three were held, four are to come."""
        series = ExchangeSeries(rhythm="month", created_at=at(self._draw.today - timedelta(days=120), 10))
        first = self._draw.today - timedelta(days=80)
        days = [same_weekday(first, months) for months in range(7)]
        past = [day for day in days if day < self._draw.today]
        for day, (themes, summary, faces) in zip(past, TOLD, strict=False):
            event = self._event("Groupe de pairs de l'antenne nord", day, MELUN, 10, state="held",
                                organisation=self._apf, audience="sponsored", series=series, summary=summary,
                                facilitator=self._referent)  # fmt: skip
            event.themes = [ExchangeTheme(name=name) for name in sorted(themes)]
            there = [self._known, *self._own[: sum(faces)]]
            self._seat(event, there, ["present"] * sum(faces) + ["absent"])
            self._felt(event, faces)
        for day in days[len(past) :]:
            event = self._event("Groupe de pairs de l'antenne nord", day, MELUN, 10, organisation=self._apf,
                                audience="sponsored", series=series, facilitator=self._referent)  # fmt: skip
            self._seat(event, [self._known, *self._own[:3]], ["held"] * 4)

    def _felt(self, event: ExchangeSession, faces: Sequence[int]) -> None:
        """How many chose each face, and words that nothing ties to anyone."""
        self._session.add_all(
            ExchangeFace(session_id=event.id, face=face, count=count)
            for face, count in zip(("good", "mixed", "bad"), faces, strict=True)
        )
        self._session.add_all(
            ExchangeWords(id=self._draw.random.randint(1, LARGEST_KEY), session_id=event.id, text=words)
            for words in WORDS[: faces[1] + 1]
        )

    def _to_note(self) -> None:
        """It was yesterday: who came is still to be noted."""
        day = self._draw.today - timedelta(days=1)
        event = self._event("Analyse de pratique, Meaux", day, MEAUX, 8, kind="practice_analysis",
                            facilitator=self._trainer)  # fmt: skip
        self._seat(event, self._others[:5], ["held"] * 5)

    def _full(self) -> None:
        """Every place is taken, one of them is offered, two people wait."""
        event = self._event("Intervision : une situation, plusieurs regards", self._draw.today + timedelta(days=9),
                            TORCY, 5, kind="intervision", facilitator_words="Deux pair-aidants formés")  # fmt: skip
        seats = [self._own[4], *self._others[5:8], self._known, *self._others[8:10]]
        self._seat(event, seats, ["held"] * 4 + ["offered"] + ["waiting"] * 2)

    def _from_afar(self) -> None:
        event = self._event("Parler de la fatigue, en visioconférence", self._draw.today + timedelta(days=16), AFAR, 12,
                            facilitator=self._trainer, begins=time(18), ends=time(19, 30))  # fmt: skip
        self._seat(event, self._others[10:14], ["held"] * 4, shows_first_name=True)

    def _the_day(self) -> None:
        event = self._event("Journée départementale de la pair-aidance", self._draw.today + timedelta(days=72), MELUN,
                            120, kind="departmental_day", begins=time(9, 30), ends=time(17), is_public=True,
                            enrol_days=10)  # fmt: skip
        self._seat(event, [*self._own[:8], *self._others[:14]], ["held"] * 22)

    def _cancelled(self) -> None:
        reason = "La salle est prise par une vaccination. La prochaine date reste la même."
        event = self._event("Groupe de pairs, Provins", self._draw.today + timedelta(days=5), MEAUX, 8,
                            state="cancelled", cancellation_reason=reason)  # fmt: skip
        self._seat(event, self._others[14:16], ["cancelled"] * 2)

    def _told_year(self) -> None:
        """Groups of APF 77, an intervision and the day, of the last year that is read whole."""
        year = self._draw.today.year - (1 if readable_from(self._draw.today.year - 1) <= self._draw.today else 2)
        for month, most in ((3, 6), (6, 7), (10, 9)):
            self._was_held("Groupe de pairs de l'antenne nord", date(year, month, 12), most, 0, organisation=self._apf,
                           audience="sponsored", facilitator=self._referent)  # fmt: skip
        self._was_held("Intervision : une situation, plusieurs regards", date(year, 5, 20), 5, 6, kind="intervision",
                       facilitator=self._trainer)  # fmt: skip
        self._was_held("Journée départementale de la pair-aidance", date(year, 11, 18), 7, 30, kind="departmental_day",
                       is_public=True)  # fmt: skip

    def _was_held(self, title: str, day: date, own: int, others: int, **values: Any) -> None:
        """:param own: how many of APF 77's peers came, a third of that did not; :param others: the same elsewhere."""
        event = self._event(title, day, MELUN, 60, state="held", **values)
        anyone = self._draw.random.sample(self._others, len(self._others))
        pools = [[one for one in some if _began(one) < day] for some in (self._own, anyone)]
        there = [*pools[0][:own], *pools[1][:others]]
        away = [*pools[0][own : own + own // 3], *pools[1][others : others + others // 3]]
        self._seat(event, [*there, *away], ["present"] * len(there) + ["absent"] * len(away))
        self._felt(event, (len(there) - 1, 1, 0))

    def _event(self, title: str, day: date, place: Place, capacity: int, *, facilitator: Account | None = None,
               enrol_days: int = 1, **values: Any) -> ExchangeSession:  # fmt: skip
        event = ExchangeSession(**{
            "public_id": self._draw.public_id(), "title": title, "sort_title": sort_key(title), "state": "open",
            "kind": "peer_group", "starts_on": day, "begins": time(14), "ends": time(16), "capacity": capacity,
            "description": "On parle de ce qu'on vit comme pair-aidant. Ce qui est dit reste entre nous.",
            "enrol_until": day - timedelta(days=enrol_days), "remote": not place.commune, "place_name": place.name,
            "place_address": place.address, "commune_code": place.commune or None, "facilitator": facilitator,
            "joining": "" if place.commune else "Le lien vous attend ici la veille (fictif).", "fictional": True,
            "created_at": at(min(day, self._draw.today) - timedelta(days=40), 10), **values,
        })  # fmt: skip
        event.accesses = [ExchangeAccess(name=name) for name in sorted(place.accesses)]
        self._session.add(event)
        self._session.flush()
        return event

    def _seat(self, event: ExchangeSession, peers: Iterable[Peer], states: Sequence[str], **values: Any) -> None:
        """One place each, in the order they asked."""
        asked = min(event.starts_on, self._draw.today) - timedelta(days=len(states) + 2)
        numbers = iter(range(1, event.capacity + 1))
        for rank, (peer, state) in enumerate(zip(peers, states, strict=False)):
            self._session.add(ExchangeSeat(
                public_id=self._draw.public_id(), session=event, peer=peer, state=state, seat_count=event.capacity,
                seat_number=None if state in WITHOUT_PLACE else next(numbers),
                asked_at=self._draw.instant(asked + timedelta(days=rank)),
                offered_until=at(self._draw.today, 9) - timedelta(days=1) + OFFER if state == "offered" else None,
                gave_feedback=state == "present", enrolled_by_id=self._coordinator.id, **values,
            ))  # fmt: skip


def _began(peer: Peer) -> date:
    return max(one.started_on for one in peer.sponsorships)
