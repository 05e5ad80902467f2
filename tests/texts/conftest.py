"""Someone of the coordination at work in the room of texts."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

import pytest
import webtest
from sqlalchemy import select

from collectif.journal.models import JournalEntry
from tests.site.conftest import choose_plain

ROOM = "/intranet/textes"


class Desk:
    """Does with a browser what the coordination would do."""

    def __init__(self, people: Any, database: Any, app: Any):
        self._people, self._database, self._app = people, database, app
        self.browser = self.another()

    def another(self) -> webtest.TestApp:
        """Somebody else of the coordination."""
        return self._people.browser("coordinator", "mdph77")

    def form(self, page: str, block: str, browser: webtest.TestApp | None = None) -> Any:
        return (browser or self.browser).get(f"{ROOM}/{page}/blocs/{block}").forms["deform"]

    def write(self, page: str, block: str, status: int = 303, **words: str) -> Any:
        """Write words in a block of the draft. :returns: the answer as it is."""
        form = self.form(page, block)
        for name, said in words.items():
            form[name] = said
        return form.submit(status=status)

    def publish(self, page: str, status: int = 303, **values: Any) -> Any:
        form = self.browser.get(f"{ROOM}/{page}/publier").forms["deform"]
        for name, value in {"note": "Un essai.", **values}.items():
            form[name] = value
        return form.submit(status=status)

    def approve(self, page: str, status: int = 303, **values: Any) -> Any:
        form = self.browser.get(f"{ROOM}/{page}/relecture").forms["deform"]
        given = {"reader_name": "Rosa Relectrice", "day": "3", "month": "3", "year": "2026", "agrees": True}
        for name, value in {**given, **values}.items():
            form[name] = value
        return form.submit(status=status)

    def press(self, path: str, action: str) -> Any:
        """Send the form of a page that goes to this address."""
        forms = self.browser.get(path).forms.values()
        return next(one for one in forms if one.action.endswith(action)).submit(status=303)

    def visitor(self, *, plain: bool = False) -> webtest.TestApp:
        browser = webtest.TestApp(self._app)
        if plain:
            choose_plain(browser)
        return browser

    def acts(self) -> list[str]:
        with self.session() as session:
            acts = session.scalars(select(JournalEntry.act).order_by(JournalEntry.seq))
            return [act for act in acts if act.startswith("site_text.")]

    @contextmanager
    def session(self) -> Any:
        with self._database.transaction() as session:
            yield session


@pytest.fixture
def desk(people: Any, database: Any, app: Any) -> Desk:
    return Desk(people, database, app)
