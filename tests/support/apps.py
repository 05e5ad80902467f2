"""The application under test, on a fresh database, and ways to be somebody in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import pytest
import webtest
from sqlalchemy.orm import Session

from collectif import main
from collectif.accounts.models import Account, Mandate
from collectif.accounts.sessions import SignInSessions
from collectif.crypto import keyring
from collectif.db import Database, make_engine
from collectif.organisations.models import Organisation
from collectif.security.permissions import Role
from collectif.text import sort_key, today

from .cookies import signed_cookie
from .secrets import SECRETS

keyring.configure((SECRETS["collectif.encryption_keys"],))


def test_settings(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    """Settings of an application under test; ``more`` without the prefix ``collectif.``."""
    return {
        **SECRETS,
        "collectif.environment": "test",
        "collectif.database_url": database_url,
        "collectif.base_url": "http://localhost",
        "collectif.mail_folder": str(folder / "mail"),
        "collectif.plugins": "apf77",
        **{f"collectif.{name}": value for name, value in more.items()},
    }


test_settings.__test__ = False  # type: ignore[attr-defined]


@pytest.fixture
def make_app(database_url: str, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Makes an application on the test's database; keywords are settings."""
    made = []

    def make(**more: str) -> Any:
        app = main({}, **test_settings(database_url, tmp_path, **more))
        made.append(app)
        return app

    yield make
    for app in made:
        app.registry["database"].engine.dispose()


class KeptApp:
    """One application a worker, on the database of each test in turn: making it anew costs more than most tests.

    What a test can change in it is put back: the registry's entries and its lists. A test that wears out an object of
    the registry (a plugin's record, the journal's key) overrides ``app`` with ``make_app()``.
    """

    def __init__(self, folder: Path):
        self.app = main({}, **test_settings("sqlite://", folder))
        self._entries = lend(self.app.registry)

    @contextmanager
    def on(self, database_url: str, folder: Path) -> Iterator[Any]:
        registry = self.app.registry
        registry.clear()
        registry.update(lend(self._entries))
        registry["roster_readings"] = type(registry["roster_readings"])()
        registry["mail_transport"].folder = folder / "mail"
        # In place: services of the application hold this very object.
        registry["database"].__init__(make_engine(database_url))
        yield self.app
        registry["database"].engine.dispose()


def lend(entries: Mapping[str, Any]) -> dict[str, Any]:
    """The entries, with copies of what a test may add to."""
    return {key: copy(value) if isinstance(value, list | dict | set) else value for key, value in entries.items()}


@pytest.fixture(scope="session")
def kept_app(tmp_path_factory: pytest.TempPathFactory) -> KeptApp:
    return KeptApp(tmp_path_factory.mktemp("app"))


@pytest.fixture
def app(kept_app: KeptApp, database_url: str, tmp_path: Path) -> Iterator[Any]:
    with kept_app.on(database_url, tmp_path) as app:
        yield app


@pytest.fixture
def testapp(app: Any) -> webtest.TestApp:
    """A browser without a face: nobody is signed in."""
    return webtest.TestApp(app)


class People:
    """Makes accounts with mandates, and browsers signed in as them (through a real session, without the form)."""

    def __init__(self, database: Database, app: Any):
        self._database = database
        self._app = app

    def account(self, role: Role | str, organisation: str | None = "apf77", **values: Any) -> str:
        """A new account holding ``role`` for ``organisation`` (slug). :returns: its public id."""
        with self._database.transaction() as session:
            account = self._make(session, Role(role), organisation, values)
            session.flush()
            return account.public_id

    def _make(self, session: Session, role: Role, organisation: str | None, values: dict[str, Any]) -> Account:
        place = session.query(Organisation).filter_by(slug=organisation).one() if organisation else None
        name = values.pop("display_name", f"Personne {role.value}")
        count = session.query(Account).count()
        account = Account(
            email=values.pop("email", f"{role.value}-{count}@test.example"),
            display_name=name,
            sort_name=sort_key(name),
            **values,
        )
        account.mandates.append(Mandate(role=role, organisation=place, starts_on=today()))
        session.add(account)
        return account

    def sign_in(self, public_id: str) -> webtest.TestApp:
        """A browser signed in as this account."""
        with self._database.transaction() as session:
            account = session.query(Account).filter_by(public_id=public_id).one()
            token = SignInSessions(session).open(account, "Test")
        browser = webtest.TestApp(self._app)
        browser.set_cookie("collectif", signed_cookie(token))
        return browser

    def browser(self, role: Role | str, organisation: str | None = "apf77", **values: Any) -> webtest.TestApp:
        """A browser signed in as a new person holding ``role``."""
        return self.sign_in(self.account(role, organisation, **values))


@pytest.fixture
def people(database: Database, app: Any) -> People:
    return People(database, app)
