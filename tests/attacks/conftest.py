"""The application under attack: the small world of the conventions, and a browser for each persona."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webtest
from sqlalchemy import make_url

from tests.support.apps import KeptApp
from tests.support.databases import Templates
from tests.support.world import CSRF, World, write_mail
from tests.support.worlds import TEMPLATE


class Target:
    """One application on one copy of the world."""

    def __init__(self, world: World, app: Any, url: str, folder: Path):
        write_mail(folder / "mail")
        self.url = url
        self.folder = folder
        self.app = app
        self.world = world
        self.patterns = {
            item["introspectable"]["name"]: "/" + item["introspectable"]["pattern"].lstrip("/")
            for item in self.app.registry.introspector.get_category("routes")
        }

    @property
    def database(self) -> Any:
        return self.app.registry["database"]

    @property
    def is_sqlite(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    def path(self, route: str) -> str:
        return self.world.path(route, self.patterns[route])

    def browser(self, persona: str) -> webtest.TestApp:
        browser = webtest.TestApp(self.app)
        browser.set_cookie("collectif", self.world.cookies[persona])
        return browser

    def post(self, persona: str, path: str, body: Any, content_type: str = "", **headers: str) -> Any:
        """Send a body as it is, with a token, in a browser of its own."""
        kind = content_type or "application/x-www-form-urlencoded"
        return self.browser(persona).post(
            path, body, content_type=kind, headers={"X-CSRF-Token": CSRF, **headers}, expect_errors=True
        )


@pytest.fixture(scope="session")
def attacked_app(tmp_path_factory: pytest.TempPathFactory) -> KeptApp:
    return KeptApp(tmp_path_factory.mktemp("attacked"), plugin_budget="20")


@pytest.fixture
def target(world: World, attacked_app: KeptApp, templates: Templates, tmp_path: Path) -> Iterator[Target]:
    """A fresh copy of the world, and an application on it."""
    url = templates.lend(TEMPLATE)
    with attacked_app.on(url, tmp_path) as app:
        yield Target(world, app, url, tmp_path)
    templates.drop(url)
