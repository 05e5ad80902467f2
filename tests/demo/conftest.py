"""A database with the demonstration year in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import webtest
from sqlalchemy import select
from sqlalchemy.orm import Session

from collectif.accounts.models import Account
from collectif.db import Database, make_engine
from collectif.demo.accounts import DEMO_ACCOUNTS
from collectif.demo.load import load_demo
from collectif.settings import Settings
from tests.support.apps import People, test_settings
from tests.support.databases import Templates
from tests.support.plugins import BUNDLED


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings.load(test_settings(database_url, tmp_path, plugins=" ".join(BUNDLED)), environ={})


@pytest.fixture(scope="session")
def loaded() -> dict[str, str]:
    """Addresses of the databases where the year is loaded, by engine: it is loaded once and only read."""
    return {}


@pytest.fixture
def year(engine_name: str, templates: Templates, loaded: dict[str, str], tmp_path: Path) -> Iterator[Session]:
    """A session on the loaded year; nothing of what a test writes stays."""
    url = loaded.get(engine_name) or loaded.setdefault(engine_name, templates.copy("founded"))
    database = Database(make_engine(url))
    load_demo(database, Settings.load(test_settings(url, tmp_path, plugins=" ".join(BUNDLED)), environ={}))
    with database.transaction() as session:
        yield session
        session.rollback()
    database.engine.dispose()


@pytest.fixture
def known(database: Database, settings: Settings, app: Any, people: People) -> Callable[[str], webtest.TestApp]:
    """``known("referent")``: a browser signed in as one of the accounts printed at the start."""
    load_demo(database, settings)
    emails = {demo.local: demo.email for demo in DEMO_ACCOUNTS}

    def browser(local: str) -> webtest.TestApp:
        with database.transaction() as session:
            public_id = session.scalars(select(Account.public_id).where(Account.email == emails[local])).one()
        return people.sign_in(public_id)

    return browser
