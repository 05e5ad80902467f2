"""Visitors of the public pages, one for each language.

They only read, so one application serves the whole folder; `test_engines.py` reads the pages that query
the database on both engines.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import webtest

from collectif import main
from collectif.site.pages import PAGES
from tests.support.apps import test_settings
from tests.support.databases import SqliteTemplates

LANGUAGES = ("standard", "plain")


def choose_plain(browser: webtest.TestApp) -> None:
    """Press the button « Langage simple », as a visitor would."""
    forms = browser.get("/").forms.values()
    switch = next(form for form in forms if form.action == "/preferences" and form["language"].value == "plain")
    switch.submit()


@pytest.fixture(scope="session")
def public_app(sqlite_templates: SqliteTemplates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The application on a database that holds the founding data alone."""
    url = sqlite_templates.copy("founded")
    app = main({}, **test_settings(url, tmp_path_factory.mktemp("site")))
    yield app
    app.registry["database"].engine.dispose()
    sqlite_templates.drop(url)


@pytest.fixture(scope="session")
def standard(public_app: Any) -> webtest.TestApp:
    """A visitor who changed nothing."""
    return webtest.TestApp(public_app)


@pytest.fixture(scope="session")
def plain(public_app: Any) -> webtest.TestApp:
    """A visitor who chose plain language."""
    browser = webtest.TestApp(public_app)
    choose_plain(browser)
    return browser


@pytest.fixture(params=LANGUAGES)
def visitor(request: pytest.FixtureRequest) -> webtest.TestApp:
    """Each visitor in turn."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=PAGES, ids=lambda page: page.route)
def page(request: pytest.FixtureRequest) -> Any:
    """Each public page in turn."""
    return request.param
