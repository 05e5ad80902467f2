"""Candidates, their links, and what they receive."""

from __future__ import annotations

import re
from typing import Any

import pytest
import webtest
from sqlalchemy import select

from collectif.applications.models import Application
from collectif.journal.models import JournalEntry
from collectif.mail.reading import sent_mails
from collectif.organisations.models import Organisation
from tests.support import candidates

LINK = re.compile(r"http://localhost(/candidature/\S+)")
STEPS: dict[str, dict[str, Any]] = {
    "vous": {"given_name": "Lou", "family_name": "Candidat", "commune_code": "Melun"},
    "joindre": {"email": "lou@test.example", "phone": "06 39 98 11 22"},
    "vecu": {"lived_experience": "Je vis avec une canne blanche.", "own_path": "J'ai appris le braille à 30 ans."},
    "accompagner": {"peer_experience": "J'anime un groupe.", "motivation": "", "engagement": "volunteer"},
    "disponibilites": {"availability": "Le mardi"},
    "besoins": {"mobility": "En train", "adjustments": "Des textes lus", "organisation": "voirensemble"},
}


class Candidates:
    """Applications straight in the database, and what becomes of them."""

    def __init__(self, database: Any, app: Any, folder: Any):
        self._database, self._app, self._folder = database, app, folder

    def add(self, state: str = "submitted", slug: str | None = "apf77", **values: Any) -> str:
        """One application. :returns: its public id."""
        with self._database.transaction() as session:
            return candidates.application(session, self._place(session, slug), state, **values).public_id

    def linked(self, state: str = "submitted", slug: str | None = "apf77", **values: Any) -> str:
        """One application. :returns: the path of its follow-up page."""
        with self._database.transaction() as session:
            made = candidates.application(session, self._place(session, slug), state, **values)
            return f"/candidature/{candidates.link(session, made)}"

    def link(self, public_id: str) -> str:
        """The path of a follow-up page."""
        with self._database.transaction() as session:
            made = session.scalars(select(Application).where(Application.public_id == public_id)).one()
            return f"/candidature/{candidates.link(session, made)}"

    def get(self, public_id: str, *names: str) -> Any:
        """What the database says now: one value, or several."""
        with self._database.transaction() as session:
            row = session.scalars(select(Application).where(Application.public_id == public_id)).one()
            found = tuple(getattr(row, name) for name in names)
        return found if len(found) > 1 else found[0]

    def all(self) -> list[tuple[str, str]]:
        """State and given name of every application, the oldest first."""
        with self._database.transaction() as session:
            return [tuple(row) for row in session.execute(
                select(Application.state, Application.given_name).order_by(Application.id)
            )]  # fmt: skip

    def only(self) -> str:
        """The public id of the one application there is."""
        with self._database.transaction() as session:
            return session.scalars(select(Application.public_id)).one()

    def acts(self) -> list[str]:
        """The journal's acts about applications, in order."""
        with self._database.transaction() as session:
            acts = select(JournalEntry.act).where(JournalEntry.act.like("applications.%")).order_by(JournalEntry.seq)
            return list(session.scalars(acts))

    def mails(self) -> list[tuple[str, str]]:
        """Address and words of each mail that left, the first first."""
        return [(mail.recipient, f"{mail.subject}\n{mail.body}") for mail in reversed(sent_mails(self._folder))]

    def mailed_link(self, to: str) -> str:
        """The link of the last mail to this address."""
        found = [LINK.search(words) for address, words in self.mails() if address == to]
        return next(link[1] for link in reversed(found) if link)

    def visitor(self) -> webtest.TestApp:
        return webtest.TestApp(self._app)

    def _place(self, session: Any, slug: str | None) -> Organisation | None:
        return session.scalars(select(Organisation).where(Organisation.slug == slug)).one() if slug else None


@pytest.fixture
def candidates_(database, app, tmp_path):
    return Candidates(database, app, tmp_path / "mail")


@pytest.fixture
def referent(people):
    """Of APF77, with an address of their own."""
    return people.browser("structure_referent", email="referent@test.example")


@pytest.fixture
def coordination(people):
    return people.browser("coordinator", "mdph77", email="coordination@test.example")


def main_text(page: Any) -> str:
    return page.html.select_one("main").get_text(" ", strip=True)


def begin(browser: Any, who: str = "concerned", adult: str = "yes") -> Any:
    """Answer the first page."""
    form = browser.get("/candidature").forms["deform"]
    form["who"], form["adult"] = who, adult
    return form.submit(status="*")


def answer(page: Any, button: str = "submit", **values: Any) -> Any:
    """Fill the form of a step and press a button; what the browser lands on."""
    form = page.forms["deform"]
    for name, value in values.items():
        form[name] = value
    sent = form.submit(button, status="*")
    return sent.maybe_follow() if sent.status_int == 303 else sent


def fill_all(browser: Any) -> Any:
    """From the first page to the summary."""
    page = begin(browser).follow()
    for values in STEPS.values():
        page = answer(page, **values)
    return page


def send(page: Any) -> Any:
    """Tick the box of the summary and send."""
    form = page.forms["deform"]
    form["informed"] = True
    return form.submit().follow()
