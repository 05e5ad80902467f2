"""The application under attack: the small world of the conventions, and a browser for each persona."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webtest
from sqlalchemy import make_url

from collectif import main
from tests.support.apps import test_settings
from tests.support.databases import Templates
from tests.support.world import CSRF, World, build_world, write_mail

TEMPLATE = "attacked"


class Target:
    """One application on one copy of the world."""

    def __init__(self, world: World, url: str, folder: Path):
        write_mail(folder / "mail")
        self.url = url
        self.folder = folder
        self.app = main({}, **test_settings(url, folder, plugin_budget="20"))
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

    def close(self) -> None:
        self.database.engine.dispose()


@pytest.fixture(scope="session")
def attacked_worlds() -> dict[str, World]:
    return {}


@pytest.fixture
def target(
    attacked_worlds: dict[str, World], engine_name: str, templates: Templates, tmp_path: Path
) -> Iterator[Target]:
    """A fresh copy of the world, and an application on it."""
    if engine_name not in attacked_worlds:
        attacked_worlds[engine_name] = build_world(templates, TEMPLATE)
    url = templates.copy(TEMPLATE)
    target = Target(attacked_worlds[engine_name], url, tmp_path)
    yield target
    target.close()
    templates.drop(url)
