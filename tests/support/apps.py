"""The application under test, on a fresh database, and ways to be somebody in it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

import pytest
import webtest

from collectif import main
from collectif.crypto import keyring
from collectif.db import Database
from collectif.testing.people import SECRETS, People

from .databases import kept_engine

keyring.configure((SECRETS["collectif.encryption_keys"],))


def test_settings(database_url: str, folder: Path, **more: str) -> dict[str, str]:
    """Settings of an application under test; ``more`` without the prefix ``collectif.``."""
    return {
        **SECRETS,
        "collectif.environment": "test",
        "collectif.database_url": database_url,
        "collectif.base_url": "http://localhost",
        "collectif.mail_folder": str(folder / "mail"),
        "collectif.library_storage": str(folder / "documents"),
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

    def __init__(self, folder: Path, **more: str):
        self.app = main({}, **test_settings("sqlite://", folder, **more))
        self._entries = lend(self.app.registry)
        gc.collect()
        gc.freeze()

    @contextmanager
    def on(self, database_url: str, folder: Path) -> Iterator[Any]:
        registry = self.app.registry
        registry.clear()
        registry.update(lend(self._entries))
        for key in ("roster_readings", "training_readings", "exchange_readings", "application_readings"):
            registry[key] = type(registry[key])()
        registry["kept_pages"].clear()
        registry["mail_transport"].folder = folder / "mail"
        # In place: services of the application hold this very object.
        registry["database"].__init__(kept_engine(database_url, f"app {id(self)}"))
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


@pytest.fixture
def people(database: Database, app: Any) -> People:
    return People(database, app)
