"""What the page of one session shows to whoever asks: a peer, a referent, who facilitates, who organises."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pyramid.request import Request

from ..enrolling.page import SeatPage
from ..enrolling.workflow import HELD, OPEN, PLANNED
from ..library.queries import Shown, documents_of
from ..security.permissions import Permission
from ..text import capitalised, long_date
from ..workflow import Status
from . import queries, words
from .feedback import Feedback, feedback_of
from .linked import KIND, may_tie
from .models import ExchangeSeat, ExchangeSession
from .outcomes import awaits_feedback
from .recurrence import rhythm_words
from .room import ROOM
from .vocabulary import THEMES

WHOLE = "serie=oui"
WHO_KNOWS = (
    "Sauront que vous venez : la personne qui anime, {}la coordination et votre association. Les autres personnes "
    "inscrites ne le sauront pas, sauf si vous choisissez d'afficher votre prénom."
)


class ExchangePage(SeatPage):
    """A fixed number of questions, whatever the number of people."""

    room = ROOM
    plan = Permission.PLAN_EXCHANGE
    lead = Permission.KEEP_EXCHANGE

    def __init__(self, request: Request, event: ExchangeSession):
        super().__init__(request, event)
        self.facts = words.facts(event)

    def own_attendance(self, own: ExchangeSeat) -> list[tuple[str, str]]:
        return []

    @property
    def when(self) -> str:
        return words.when(self.event)

    @property
    def comes(self) -> bool:
        """Whether the peer who asks has a place, or came."""
        return self.own is not None and self.own.state in ("held", "present")

    @property
    def may_show_first_name(self) -> bool:
        return self.comes and self.own.state == "held" and self.event.state == OPEN

    @cached_property
    def first_names(self) -> Sequence[str]:
        """Of those who chose to show it, for those who come only."""
        return queries.first_names(self._request.db, self.event) if self.comes else []

    @property
    def who_knows(self) -> str:
        """Who will know that one comes: said before joining."""
        organiser = f"{self.event.organisation.name}, " if self.event.organisation else ""
        return WHO_KNOWS.format(organiser)

    @property
    def awaits_feedback(self) -> bool:
        return awaits_feedback(self.own)

    @property
    def themes(self) -> list[str]:
        names = {one.name for one in self.event.themes}
        return [label for name, label in THEMES.items() if name in names]

    @property
    def summary(self) -> str:
        """What was spoken of, for those who were there and those who run it."""
        return self.event.summary if self.plans or self.may_lead or self.comes else ""

    @cached_property
    def feedback(self) -> Feedback | None:
        """For those who run it, once it took place."""
        runs = self.plans or self.may_lead
        return feedback_of(self._request.db, self.event) if runs and self.event.state == HELD else None

    @property
    def rhythm(self) -> str:
        series = self.event.series
        return rhythm_words(self.event.starts_on, series.rhythm) if series else ""

    @cached_property
    def series(self) -> list[tuple[str, str, Status]]:
        """The other sessions of the series: public id, day, state; nobody plans on those to come but who organises."""
        rows = queries.series_of(self._request.db, self.event, self._identity)
        states = self.room.event_life
        return [
            (row.public_id, capitalised(long_date(row.starts_on)), states.status(row.state))
            for row in rows if row.public_id != self.event.public_id
        ]  # fmt: skip

    @property
    def documents(self) -> list[Shown]:
        return documents_of(self._request.db, KIND, self.event.public_id, self._request.identity)

    @property
    def thing(self) -> str:
        """What an added document will be tied to."""
        return f"{KIND}:{self.event.public_id}"

    @property
    def may_tie(self) -> bool:
        return may_tie(self._request.identity, self.event)

    @property
    def next_words(self) -> str:
        """What whoever runs it does next."""
        state = self.event.state
        if self.plans and state == PLANNED:
            return "Personne ne peut encore s'inscrire. Relisez la rencontre, puis ouvrez les inscriptions."
        if self.leads and state == OPEN and self.event.has_begun:
            return "Notez qui est là : la rencontre sera déclarée tenue. Vous pourrez ensuite dire de quoi on a parlé."
        return ""

    @property
    def next_steps(self) -> list[tuple[str, str, str]]:
        """What this person may do with the session: words, address, method."""
        found = [(label, self.address(route), method) for label, route, method, may in self._steps() if may]
        if self.plans and self.event.state == PLANNED and self.series:
            whole = f"{self.address('exchange_open')}?{WHOLE}"
            found.insert(1, ("Ouvrir les inscriptions de toute la série, à partir d'ici", whole, "post"))
        return found

    def _steps(self) -> list[tuple[str, str, str, bool]]:
        state, begun = self.event.state, self.event.has_begun
        editable = self.plans and state in (PLANNED, OPEN) and not begun
        return [
            ("Ouvrir les inscriptions", "exchange_open", "post", self.plans and state == PLANNED),
            ("Noter les présences", "exchange_attendance", "get", self.leads and begun),
            ("Dire de quoi on a parlé", "exchange_account", "get", self.leads and state == HELD),
            ("Modifier", "exchange_edit", "get", editable),
            ("Annuler la rencontre", "exchange_cancel", "get", self.plans and (editable or state == PLANNED)),
        ]
