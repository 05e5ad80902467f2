"""What the pages of the agenda show: events by month, in words, and the filters above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from urllib.parse import urlencode

from ..calendars import Event, Source
from ..listing_state import FilterView
from ..text import capitalised, hour, long_date, plural, slugify
from ..workflow import Status
from .window import PARAMETER, Month, Window, de

CANCELLED = Status("cancelled", "Annulé", "error", "stop")
TENTATIVE = Status("tentative", "À confirmer", "warning", "clock")
OWN = Status("own", "Vous concerne", "info", "check")
MINE = "moi"
BEGUN = "Déjà commencé"
Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Question:
    """One filter: its name in the address, its words, its answers. Answers that it does not know are ignored."""

    name: str
    label: str
    choices: Choices

    def asked(self, params: Mapping[str, str]) -> str:
        value = params.get(self.name, "")
        return value if value in dict(self.choices) else ""


@dataclass(frozen=True)
class Shown:
    """One event as it reads."""

    event: Event
    when: str
    href: str
    statuses: list[Status]


@dataclass(frozen=True)
class MonthOfEvents:
    name: str
    anchor: str
    events: list[Shown]


@dataclass
class AgendaPage:
    """One page of an agenda; the filters' template and its tags are those of every list.

    :param questions: the filters; :param params: what the address asks.
    :param here: address of this page; :param base: prefix of the others'.
    """

    window: Window
    events: list[Event]
    questions: Sequence[Question]
    params: Mapping[str, str]
    here: str
    base: str = ""
    caption: str = "Agenda"
    pieces: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._values = {one.name: value for one in self.questions if (value := one.asked(self.params))}
        self._kept = [event for event in self.events if self._keeps(event)]

    @property
    def months(self) -> list[MonthOfEvents]:
        """By the month in which they begin; what began earlier comes last: no date of it is still to come."""
        begun = [one for one in self._kept if one.first_day < self.window.first]
        grouped = groupby(self._kept[len(begun) :], key=lambda event: Month.of(event.first_day))
        found = [self._month(capitalised(month.name), f"mois-{month.address}", events) for month, events in grouped]
        return [*found, self._month(BEGUN, "deja-commence", begun)] if begun else found

    def _month(self, name: str, anchor: str, events: Iterable[Event]) -> MonthOfEvents:
        return MonthOfEvents(name, anchor, [self._shown(one) for one in events])

    @property
    def is_empty(self) -> bool:
        return not self._kept

    @property
    def summary(self) -> str:
        return f"{plural(len(self._kept), 'date') if self._kept else 'Aucune date'} {self.window.words}"

    @property
    def filters(self) -> list[FilterView]:
        return [self._filter(one) for one in self.questions]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        return [(PARAMETER, self.window.asked.address)] if self.window.asked else []

    @property
    def active_filters(self) -> list[tuple[str, str, str]]:
        return [
            (one.label, dict(one.choices)[self._values[one.name]], self._href(self.window.asked, one.name))
            for one in self.questions if one.name in self._values
        ]  # fmt: skip

    @property
    def reset_href(self) -> str | None:
        return self._href(self.window.asked, *self._values) if self._values else None

    @property
    def pages(self) -> list[tuple[str, str]]:
        """Words and address of the months before, of today, of the months after."""
        before, after = self.window.before, self.window.after
        found = [(f"Plus tôt, à partir {de(before)}", self._href(before))] if before else []
        if self.window.asked:
            found.append(("À partir d'aujourd'hui", self._href(None)))
        return [*found, (f"Plus tard, à partir {de(after)}", self._href(after))] if after else found

    def _href(self, month: Month | None, *without: str) -> str:
        state = {name: value for name, value in self._values.items() if name not in without}
        query = urlencode({**state, **({PARAMETER: month.address} if month else {})})
        return f"{self.here}?{query}" if query else self.here

    def _filter(self, one: Question) -> FilterView:
        value = self._values.get(one.name, "")
        options = [("", "Tous", not value), *((name, label, name == value) for name, label in one.choices)]
        return FilterView(f"filtre-{one.name}", one.name, one.label, "select", value, options)

    def _keeps(self, event: Event) -> bool:
        kinds = {slugify(event.kind), event.source}
        return (
            self._values.get("nature", "") in ("", *kinds)
            and self._values.get("secteur", "") in ("", event.sector)
            and (event.own or MINE not in self._values)
        )

    def _shown(self, event: Event) -> Shown:
        marks = ((CANCELLED, event.cancelled), (TENTATIVE, event.tentative), (OWN, event.own))
        return Shown(event, when(event), self.base + event.path, [status for status, there in marks if there])


def kinds(sources: Iterable[Source]) -> Choices:
    """The answers to « what »: the kinds that a room lists, or the room itself."""
    return [
        answer for source in sources
        for answer in ([(slugify(label), label) for label in source.kinds] or [(source.name, source.label)])
    ]  # fmt: skip


def rooms(sources: Iterable[Source]) -> Choices:
    return [(source.name, source.label) for source in sources]


def when(event: Event) -> str:
    """``Jeudi 14 janvier 2027, de 14 h à 16 h``; ``Du jeudi 14 … au samedi 16 janvier 2027``."""
    first, last = event.first_day, event.last_day
    if isinstance(event.starts, datetime) and isinstance(event.ends, datetime):
        if first == last:
            return f"{capitalised(long_date(first))}, de {hour(event.starts)} à {hour(event.ends)}"
        return f"Du {long_date(first)} à {hour(event.starts)} au {long_date(last)} à {hour(event.ends)}"
    return capitalised(long_date(first)) if first == last else f"Du {long_date(first)} au {long_date(last)}"


def next_after(events: Iterable[Event], day: date) -> Event | None:
    """The first event that begins after ``day``."""
    return next((event for event in events if event.first_day > day), None)
