"""Each association's roster of the demonstration, looked at on a laptop and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from collectif import main
from collectif.db import Database, make_engine
from collectif.demo.load import load_demo
from collectif.settings import Settings
from tests.support.apps import People, test_settings
from tests.support.browsers import Server
from tests.support.databases import SqliteTemplates
from tests.support.plugins import BUNDLED

SIZES = (1280, 360)
# The part of a table that its frame hides, and of a page that the window hides, in pixels.
HIDDEN = """() => {
    const beyond = box => box.scrollWidth - box.clientWidth;
    return [beyond(document.querySelector("table").parentElement), beyond(document.documentElement)];
}"""


class Demonstration:
    """The demonstration with every plugin, served to Chromium."""

    def __init__(self, templates: SqliteTemplates, folder: Path):
        url = templates.copy("founded")
        settings = test_settings(url, folder, plugins=" ".join(BUNDLED))
        self.database = Database(make_engine(url))
        load_demo(self.database, Settings.load(settings, environ={}))
        self.app = main({}, **settings)
        self.server = Server(self.app)

    def cookie(self, slug: str) -> dict[str, str]:
        """Of a new referent of the association."""
        browser = People(self.database, self.app).browser("structure_referent", slug)
        return {"name": "collectif", "value": browser.cookies["collectif"], "url": self.server.url}

    def close(self) -> None:
        self.server.close()
        self.app.registry["database"].engine.dispose()
        self.database.engine.dispose()


@pytest.fixture(scope="module")
def demonstration(sqlite_templates: SqliteTemplates, tmp_path_factory: Any) -> Iterator[Demonstration]:
    made = Demonstration(sqlite_templates, tmp_path_factory.mktemp("demonstration"))
    yield made
    made.close()


@pytest.mark.parametrize("slug", BUNDLED)
def test_a_roster_fits_its_screen(slug, demonstration, chromium):
    context = chromium.new_context(base_url=demonstration.server.url)
    context.add_cookies([demonstration.cookie(slug)])
    page = context.new_page()
    hidden = {}
    for width in SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"/intranet/associations/{slug}/pairs")
        assert page.locator("tbody tr").count() >= 3
        hidden[width] = page.evaluate(HIDDEN)
    context.close()
    assert hidden == {width: [0, 0] for width in SIZES}
