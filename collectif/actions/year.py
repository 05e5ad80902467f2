"""The actions of one year, month by month: when they take place, and what is to be done for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyramid.request import Request
from sqlalchemy import select

from ..calendars import Event
from ..security.permissions import Permission
from ..text import MONTHS, capitalised, long_date, today
from . import calendar
from .follow_models import ActionMilestone
from .follow_queries import LIVE_STATES
from .models import Action
from .words import period

FIRST_YEAR, LAST_YEAR = 2000, 2199
MOST = 500


@dataclass(frozen=True)
class Entry:
    """One line of a month: words first, then where they lead. ``detail`` is a kind or a place."""

    day: date
    when: str
    title: str
    href: str
    detail: str


@dataclass(frozen=True)
class Month:
    """One month: what begins or is to be done in it, then what goes on."""

    name: str
    entries: list[Entry]
    going_on: list[Entry]
    current: bool


class Year:
    """One year of the actions that this person may see."""

    def __init__(self, request: Request, year: int):
        self._request = request
        self.year = year
        self.first, self.last = date(year, 1, 1), date(year, 12, 31)

    @classmethod
    def asked(cls, request: Request) -> Year:
        """The year of the address (``?annee=2027``); this one when it asks for none that people mean."""
        written = request.GET.get("annee", "")
        number = int(written) if written.isascii() and written.isdigit() and len(written) == 4 else 0
        return cls(request, number if FIRST_YEAR <= number <= LAST_YEAR else today().year)

    @property
    def neighbours(self) -> list[tuple[str, str]]:
        """The years before and after: words and address."""
        around = (("Année précédente", self.year - 1), ("Année suivante", self.year + 1))
        return [
            (f"{words} : {year}", self._request.route_path("actions_calendar", _query={"annee": str(year)}))
            for words, year in around if FIRST_YEAR <= year <= LAST_YEAR
        ]  # fmt: skip

    def months(self) -> list[Month]:
        """The months in which something happens, and the present one."""
        found: dict[int, list[tuple[Entry, bool]]] = defaultdict(list)
        for event in calendar.seen(self._request.db, self._request.identity, self.first, self.last):
            for month in self._touched(event):
                begins = (event.first_day.year, event.first_day.month) == (self.year, month)
                found[month].append((self._entry(event), begins))
        for milestone in self._milestones():
            found[milestone.day.month].append((milestone, True))
        now = today()
        kept = [number for number in range(1, 13) if found[number] or (number, self.year) == (now.month, now.year)]
        return [self._month(number, found, (number, self.year) == (now.month, now.year)) for number in kept]

    def _month(self, number: int, found: Mapping[int, list[tuple[Entry, bool]]], current: bool) -> Month:
        rows = sorted(found[number], key=lambda row: (row[0].day, row[0].title))
        begun, going_on = ([entry for entry, begins in rows if begins is wanted] for wanted in (True, False))
        return Month(f"{capitalised(MONTHS[number - 1])} {self.year}", begun, going_on, current)

    def _touched(self, event: Event) -> range:
        start, end = max(event.first_day, self.first), min(event.last_day, self.last)
        return range(start.month, end.month + 1)

    def _entry(self, event: Event) -> Entry:
        when = capitalised(period(event.first_day, event.last_day))
        detail = " · ".join(filter(None, [event.kind, event.place]))
        return Entry(event.first_day, when, event.title, self._request.script_name + event.path, detail)

    def _milestones(self) -> Iterator[Entry]:
        if self._request.identity.organisations_for(Permission.VIEW_ACTION_FILES) is not None:
            return
        due = select(ActionMilestone.title, ActionMilestone.due_on, Action.title.label("action"), Action.public_id)
        due = due.join(Action, Action.id == ActionMilestone.action_id).where(
            ActionMilestone.done_on.is_(None), ActionMilestone.due_on.between(self.first, self.last),
            Action.state.in_(LIVE_STATES),
        )  # fmt: skip
        for row in self._request.db.execute(due.order_by(ActionMilestone.due_on).limit(MOST)):
            href = self._request.route_path("action_follow", public_id=row.public_id)
            words = f"Étape à faire avant la fin du {long_date(row.due_on)}"
            yield Entry(row.due_on, words, row.title, href, row.action)
