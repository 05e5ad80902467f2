"""The world, and every persona's browser in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import webtest

from collectif import main
from tests.support.apps import KeptApp, test_settings
from tests.support.databases import Templates
from tests.support.world import CSRF, World, write_document, write_mail
from tests.support.worlds import TEMPLATE

from .routes import Row
from .surface import Surface


class Visits:
    """One application on one copy of the world, asked by each persona in turn."""

    def __init__(self, world: World, app: Any, folder: Path):
        write_mail(folder / "mail")
        self.app = app
        self.world = world
        self.surface = Surface(self.app.registry)
        self._browsers: dict[str, webtest.TestApp] = {}

    def path(self, row: Row) -> str:
        path = self.world.path(row.route, self.surface.pattern(row.route))
        return f"{path}?{row.query}" if row.query else path

    def ask(self, persona: str, method: str, path: str, form: Any = None, *, token: bool = True) -> Any:
        """The answer, whatever it is."""
        headers = {"X-CSRF-Token": CSRF} if token else {}
        body = {"POST": form or {}} if method == "POST" else {}
        return self._browser(persona).request(path, method=method, headers=headers, expect_errors=True, **body)

    def _browser(self, persona: str) -> webtest.TestApp:
        if persona not in self._browsers:
            browser = webtest.TestApp(self.app, lint=False)
            browser.set_cookie("collectif", self.world.cookies[persona])
            self._browsers[persona] = browser
        return self._browsers[persona]


@pytest.fixture(scope="session")
def visited_app(tmp_path_factory: pytest.TempPathFactory) -> KeptApp:
    folder = tmp_path_factory.mktemp("visited")
    write_document(folder / "documents")
    return KeptApp(folder)


@pytest.fixture
def visits(world: World, visited_app: KeptApp, templates: Templates, tmp_path: Path) -> Iterator[Visits]:
    """A fresh copy of the world."""
    url = templates.lend(TEMPLATE)
    with visited_app.on(url, tmp_path) as app:
        yield Visits(world, app, tmp_path)
    templates.drop(url)


@pytest.fixture(scope="session")
def standing_visits() -> Iterator[dict[str, Visits]]:
    kept: dict[str, Visits] = {}
    yield kept
    for visits in kept.values():
        visits.app.registry["database"].engine.dispose()


@pytest.fixture
def standing(
    standing_visits: dict[str, Visits], engine_name: str, world: World, templates: Templates,
    tmp_path_factory: pytest.TempPathFactory,
) -> Visits:  # fmt: skip
    """One copy of the world an engine, for requests that change nothing."""
    if engine_name not in standing_visits:
        folder = tmp_path_factory.mktemp("standing")
        write_document(folder / "documents")
        app = main({}, **test_settings(templates.copy(TEMPLATE), folder))
        standing_visits[engine_name] = Visits(world, app, folder)
    return standing_visits[engine_name]
