"""People and browsers for meetings: one in each of three organisations, and the coordination."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from webtest.forms import Checkbox

from collectif.db import Database, now
from collectif.meetings.models import Meeting
from collectif.meetings.vote_models import Vote
from collectif.text import local

PLACES = ("apf77", "unafam77", "aede", "caf77", "apajh")


@dataclass
class Room:
    """Browsers signed in, and the few gestures every test makes."""

    database: Database
    coordinator: Any
    members: dict[str, Any] = field(default_factory=dict)

    def prepare(self, days: int = 30, kind: str = "steering", places: tuple[str, ...] = PLACES) -> str:
        """A meeting being prepared, with one point. :returns: its address."""
        page = self.coordinator.get("/intranet/reunions/nouvelle")
        form = page.forms[form_of(page)]
        start = local(now() + timedelta(days=days))
        form["kind"] = kind
        form["title"] = "Comité de janvier"
        form["date"], form["time"] = start.strftime("%Y-%m-%d"), "14:00"
        form["minutes"], form["place"] = "90", "Salle des fêtes"
        for box in [one for group in form.fields.values() for one in group if isinstance(one, Checkbox)]:
            box.checked = box._value in places
        address = form.submit("submit", status=303).location
        self.add_item(address, "Le café des pairs")
        return address

    def add_item(self, meeting: str, title: str, action: str = "") -> None:
        values = {"title": title, "minutes": "20", **({"action": action} if action else {})}
        self.send(self.coordinator, f"{meeting}/points", values)

    def send(self, browser: Any, address: str, values: dict[str, str] | None = None, status: int = 303) -> Any:
        """Open a page, fill its form, send it. Without values: a button that asks nothing."""
        if values is None:
            return browser.post(address, {"csrf_token": browser.csrf}, status=status)
        page = browser.get(address)
        form = page.forms[form_of(page)]
        for name, value in values.items():
            form[name] = value
        return form.submit("submit", status=status)

    def start(self, days: int = 30, present: tuple[str, ...] = ("apf77", "unafam77", "caf77"), **values: Any) -> str:
        """A meeting whose session is open, with these organisations present."""
        address = self.prepare(days, **values)
        self.send(self.coordinator, f"{address}/convoquer", {})
        self.send(self.coordinator, f"{address}/ouvrir")
        for slug in present:
            self.note(address, slug, "present")
        return address

    def note(self, meeting: str, slug: str, attendance: str, holder: str = "") -> Any:
        values = {"csrf_token": self.coordinator.csrf, "attendance": attendance, "holder": holder}
        return self.coordinator.post(f"{meeting}/presences/{slug}", values, status=303)

    def points(self, meeting: str) -> dict[str, str]:
        """The address of each point, by its title."""
        with self.database.transaction() as session:
            found = session.scalars(select(Meeting).filter_by(public_id=meeting.rpartition("/")[2])).one()
            return {item.title: f"{meeting}/points/{item.public_id}" for item in found.items}

    def vote_on(self, point: str, method: str = "hands", majority: str = "simple", status: int = 303) -> Any:
        answer = self.send(self.coordinator, f"{point}/vote", {"method": method, "majority": majority}, status)
        return answer.location if status == 303 else answer

    def hands(self, vote: str, **choices: str) -> Any:
        values = {f"voix-{slug}": choice for slug, choice in choices.items()}
        return self.coordinator.post(f"{vote}/mains-levees", {"csrf_token": self.coordinator.csrf, **values})

    def vote(self, address: str) -> Vote:
        with self.database.transaction() as session:
            vote = session.scalars(select(Vote).filter_by(public_id=address.rpartition("/")[2])).one()
            assert vote.electors is not None
            assert vote.tallies is not None
            session.expunge_all()
            return vote


def form_of(page: Any) -> int:
    """The page's own form, not the header's."""
    return next(rank for rank, form in page.forms.items() if isinstance(rank, int) and "submit" in form.fields)


@pytest.fixture
def room(people: Any, database: Database) -> Room:
    coordinator = people.browser("coordinator", "mdph77")
    room = Room(database, coordinator)
    for slug in PLACES:
        room.members[slug] = people.browser("collective_member", slug)
    return room
