"""The world served to Chromium, and a browser for each persona."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from webob import Request

from collectif import main
from tests.conventions.routes import PUBLIC, TABLE, Row
from tests.conventions.surface import READING, Surface
from tests.support.apps import test_settings
from tests.support.browsers import Server
from tests.support.databases import SqliteTemplates
from tests.support.world import PERSONAS, World, build_world, write_mail
from tests.support.worlds import TEMPLATE

TOKEN = re.compile(r'name="csrf_token" value="[^"]*"')
# Pages that no address of the table shows: errors, other states, an association with nobody yet.
MORE = {
    "visitor": ("/nulle-part", "/actions/action-withdrawn", "/actions/action-reviewed", "/actions?axe=1"),
    "peer": ("/intranet/admin/comptes",),
    "other_referent": ("/intranet/associations/unafam77/pairs", "/intranet/associations/unafam77/rapports"),
    "coordinator": (
        "/intranet/organisations?debut=zzz",
        "/intranet/associations/apf77/rapports/mobilite",
        "/intranet/associations/apf77/rapports/antennes",
    ),
}


class Site:
    """A server on a copy of the world. ``url`` is its address."""

    def __init__(self, world: World, database_url: str, folder: Path):
        write_mail(folder / "mail")
        self.world = world
        self.app = main({}, **test_settings(database_url, folder))
        self.surface = Surface(self.app.registry)
        self._server = Server(self.app)
        self.url = self._server.url

    def close(self) -> None:
        self._server.close()
        self.app.registry["database"].engine.dispose()

    def cookie(self, persona: str) -> dict[str, str]:
        return {"name": "collectif", "value": self.world.cookies[persona], "url": self.url}

    def path(self, row: Row) -> str:
        return self.world.path(row.route, self.surface.pattern(row.route))

    def body(self, persona: str, path: str) -> str | None:
        """The page without a browser, to see whether it is worth one; ``None`` when it is not a page."""
        request = Request.blank(path, headers={"Cookie": f"collectif={self.world.cookies[persona]}"})
        answer = request.get_response(self.app)
        body = answer.body.decode("utf-8", "replace")
        # A piece of HTML that other sites put in their pages has no page around it.
        return body if answer.content_type == "text/html" and "<html" in body else None

    def addresses(self, persona: str) -> list[str]:
        """What this persona opens, from the table of rights; what is public, as a visitor and as one person known."""
        rows = [
            row for row in TABLE
            if READING in row.methods.split() and not row.query and persona in row.who - row.elsewhere
            and (row.who != PUBLIC or persona in ("visitor", "referent"))
        ]  # fmt: skip
        return [*map(self.path, rows), *MORE.get(persona, ())]


def heart(page: str) -> str:
    """What is this page's own: its main part without its tokens."""
    main_part = html.document_fromstring(page).get_element_by_id("contenu")
    return TOKEN.sub("", html.tostring(main_part, encoding="unicode"))


class Pages:
    """The pages each persona opens, each once: what an earlier persona saw exactly so is not shown again."""

    def __init__(self, site: Site):
        self._seen: dict[str, str] = {}
        self.of: dict[str, dict[str, str]] = {}
        for persona in PERSONAS:
            self.of[persona] = dict(self._new(site, persona))

    def _new(self, site: Site, persona: str) -> Iterator[tuple[str, str]]:
        for path in site.addresses(persona):
            page = site.body(persona, path)
            if page is None:
                continue
            own = heart(page)
            # The frame around is the persona's own: their first page is always theirs to see.
            if self._seen.setdefault(own, persona) == persona or path == "/intranet":
                yield path, page


@pytest.fixture(scope="session")
def browser_world(worlds: dict[str, World], sqlite_templates: SqliteTemplates) -> World:
    return worlds.get("sqlite") or worlds.setdefault("sqlite", build_world(sqlite_templates, TEMPLATE))


@pytest.fixture(scope="session")
def site(
    browser_world: World, sqlite_templates: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """One server for all that is only looked at."""
    site = Site(browser_world, sqlite_templates.copy(TEMPLATE), tmp_path_factory.mktemp("site"))
    yield site
    site.close()


@pytest.fixture
def own_site(browser_world: World, sqlite_templates: SqliteTemplates, tmp_path: Path) -> Iterator[Site]:
    """A server of the test's own, for what changes things. Asked for before ``window``, it closes after it, at once."""
    site = Site(browser_world, sqlite_templates.copy(TEMPLATE), tmp_path)
    yield site
    site.close()


@pytest.fixture(scope="session")
def pages(site: Site) -> Pages:
    return Pages(site)


class Window:
    """A browser context signed in as a persona; keeps what the console and the network should not have seen."""

    def __init__(self, chromium: Any, site: Site, persona: str, **options: Any):
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        self.context = chromium.new_context(base_url=site.url, **options)
        self.context.set_default_timeout(10_000)
        if persona != "visitor":
            self.context.add_cookies([site.cookie(persona)])
        self.page = self.context.new_page()
        self._site = site
        self._complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self._complaints.append(f"script error: {error}"))
        self.context.on("request", self._watch)

    def _hear(self, message: Any) -> None:
        # Chromium notes in the console that an error page is an error page.
        if message.type in ("error", "warning") and "Failed to load resource: the server responded" not in message.text:
            self._complaints.append(f"console: {message.text[:200]}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self._site.url, "data:")):
            self._complaints.append(f"request outside: {request.url[:100]}")

    def complaints(self) -> list[str]:
        """What was noted since the last time."""
        noted, self._complaints = self._complaints, []
        return noted

    def width(self, pixels: int) -> None:
        self.page.set_viewport_size({"width": pixels, "height": 900})


@pytest.fixture
def window(chromium: Any, site: Site) -> Iterator[Any]:
    """Makes windows on the site, closed at the end."""
    made: list[Window] = []

    def open_as(persona: str, where: Site = site, **options: Any) -> Window:
        made.append(Window(chromium, where, persona, **options))
        return made[-1]

    yield open_as
    for one in made:
        one.context.close()
