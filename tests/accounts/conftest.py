"""What the tests of the accounts room share."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import webtest
from sqlalchemy import select

from collectif.accounts.passwords import hash_password
from collectif.journal.models import JournalEntry
from collectif.mail.reading import sent_mails

PASSWORD = "une phrase assez longue"
OTHER = "quatre lampes bleues dansent"
LINK = re.compile(r"https?://localhost(/(?:invitation|mot-de-passe)/\S+)")


class Entrance:
    """The doors of the site, as a visitor uses them."""

    def __init__(self, app: Any, people: Any, database: Any, mails: Any):
        self.app, self.people, self.database, self.folder = app, people, database, mails
        self.environ: dict[str, str] = {}

    def account(self, role: str = "structure_referent", email: str = "r@test.example", **values: Any) -> str:
        values.setdefault("password_hash", hash_password(PASSWORD))
        return self.people.account(role, values.pop("organisation", "apf77"), email=email, **values)

    def visitor(self) -> webtest.TestApp:
        return webtest.TestApp(self.app, extra_environ=self.environ)

    def send(self, path: str, browser: Any = None, **fields: str) -> Any:
        """Open the page, fill its form, send it, and give the answer as it is."""
        browser = browser or self.visitor()
        form = browser.get(path).forms["deform"]
        for name, value in fields.items():
            form[name.replace("_confirm", "-confirm")] = value
        return form.submit(status="*")

    def sign_in(self, email: str = "r@test.example", password: str = PASSWORD, browser: Any = None) -> Any:
        return self.send("/connexion", browser, email=email, password=password)

    def choose(self, link: str, password: str = OTHER, browser: Any = None) -> Any:
        return self.send(link, browser, password=password, password_confirm=password)

    def mails(self) -> list[str]:
        """Subject and words of each mail that left, the first first."""
        return [f"{mail.subject}\n{mail.body}" for mail in reversed(sent_mails(self.folder))]

    def last_link(self) -> str:
        return LINK.search(self.mails()[-1]).group(1)

    def acts(self) -> list[str]:
        with self.database.transaction() as session:
            return list(session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq)))


@pytest.fixture
def entrance(app, people, database, tmp_path):
    return Entrance(app, people, database, tmp_path / "mail")


@pytest.fixture
def together():
    """Runs these at the same time, each in its own thread; gives what they return or raise."""

    def run(*acts: Any) -> list[Any]:
        def one(act: Any) -> Any:
            try:
                return act()
            except Exception as error:
                return error

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(one, acts))

    return run


@pytest.fixture
def overtake(database):
    """Does ``first`` in a transaction left open, starts ``second`` in another, then commits the first.

    The overlap is certain, where two threads started together may well follow each other. Gives what ``second``
    returns or raises.
    """

    def run(first: Any, second: Any) -> Any:
        def late() -> Any:
            with database.transaction() as session:
                return second(session)

        with database.engine.connect(), database.engine.connect():
            pass  # both connections are ready: opening one takes longer than the overlap
        with ThreadPoolExecutor(1) as pool:
            with database.transaction() as session:
                first(session)
                session.flush()
                started = pool.submit(late)
                time.sleep(0.5)
            return started.exception() or started.result()

    return run
