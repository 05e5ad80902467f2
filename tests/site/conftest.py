"""The public pages, in both languages."""

import pytest

from collectif.site.pages import PAGES

LANGUAGES = ("standard", "plain")


def choose_plain(testapp) -> None:
    """Press the button « Langage simple », as a visitor would."""
    forms = testapp.get("/").forms.values()
    switch = next(form for form in forms if form.action == "/preferences" and form["language"].value == "plain")
    switch.submit()


@pytest.fixture(params=LANGUAGES)
def language(request, testapp) -> str:
    """The language the visitor chose, already set in `testapp`."""
    if request.param == "plain":
        choose_plain(testapp)
    return request.param


@pytest.fixture
def plain(testapp):
    """`testapp`, once the visitor has chosen plain language."""
    choose_plain(testapp)
    return testapp


@pytest.fixture(params=PAGES, ids=lambda page: page.route)
def page(request):
    """Each public page in turn."""
    return request.param
