"""What Chromium makes of the form: its tree, its keyboard, its width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import html
from playwright.sync_api import Page, Route, expect

import collectif

from .every_widget import right, wrong

STATIC = Path(collectif.__file__).parent / "static"
ADDRESS = "http://formulaire.test/"
PART = re.compile(r'name="([^"]*)"\r\n\r\n([^\r]*)')
CONTROLS = "input:not([type=hidden]), select, textarea"
TOO_SMALL = """
() => [...document.querySelectorAll('button, .error-links a, label, input, select, textarea')]
  .filter(element => element.type !== "hidden" && !element.matches('.default-submit, .field-label, .choice input'))
  .filter(element => element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML)
"""


def document(body: html.HtmlElement) -> str:
    form = html.tostring(body.xpath("//main")[0], encoding="unicode")
    return (
        '<!DOCTYPE html><html lang="fr"><meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="/css/collectif.css"><title>Formulaire</title>{form}'
        '<script src="/js/collectif.js"></script></html>'
    )


class Site:
    """Answers every request of a page: the form, its stylesheet and its script; keeps what is sent."""

    def __init__(self, body: html.HtmlElement):
        self._document = document(body)
        self.sent: list[tuple[str, str]] = []

    def answer(self, route: Route) -> None:
        asked = STATIC / route.request.url.removeprefix(ADDRESS)
        if route.request.method == "POST":
            self.sent = PART.findall(route.request.post_data or "")
        if asked.is_file():
            route.fulfill(path=str(asked))
        else:
            route.fulfill(body=self._document, content_type="text/html; charset=utf-8")


class Visits:
    """Opens the form in contexts of its own."""

    def __init__(self, chromium: Any):
        self._chromium = chromium
        self._contexts: list[Any] = []

    def open(self, body: html.HtmlElement, width: int = 1280, **context: Any) -> Page:
        made = self._chromium.new_context(viewport={"width": width, "height": 800}, **context)
        self._contexts.append(made)
        page = made.new_page()
        self.site = Site(body)
        page.route("**/*", self.site.answer)
        page.goto(ADDRESS)
        return page

    def close(self) -> None:
        for made in self._contexts:
            made.close()


@pytest.fixture
def visits(chromium: Any) -> Iterator[Visits]:
    visits = Visits(chromium)
    yield visits
    visits.close()


def test_each_control_has_a_name(visits: Visits) -> None:
    for control in visits.open(right()).locator(CONTROLS).all():
        expect(control).to_have_accessible_name(re.compile(r"\w"))


def test_wrong_field_is_heard(visits: Visits) -> None:
    title = visits.open(wrong()).get_by_role("textbox", name="Titre (obligatoire)")
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile(r"^Une phrase\. Erreur : Répondez"))


def test_wrong_group_is_heard(visits: Visits) -> None:
    group = visits.open(wrong()).get_by_role("radiogroup", name="Moyen de contact (obligatoire)")
    expect(group).to_have_attribute("aria-invalid", "true")
    expect(group).to_have_accessible_description(re.compile(r"^Un seul\. Erreur : Répondez"))


def test_summary_takes_the_focus_and_leads_to_the_field(visits: Visits) -> None:
    page = visits.open(wrong())
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name=re.compile("^Résumé – ")).click()
    expect(page.locator("#deform-summary")).to_be_focused()


def test_enter_sends_and_never_removes_a_row(visits: Visits) -> None:
    page = visits.open(right(), java_script_enabled=False)
    with page.expect_navigation():
        page.locator("#deform-contacts-1-name").press("Enter")
    names = [name for name, _ in visits.site.sent]
    assert "submit" in names
    assert "__sequence__" not in names


def test_a_press_says_which_row(visits: Visits) -> None:
    page = visits.open(right(), java_script_enabled=False)
    with page.expect_navigation():
        page.get_by_role("button", name="Retirer : Contact 2").click()
    assert ("__sequence__", "remove contacts.1") in visits.site.sent
    assert page.url.endswith("#deform-contacts")


def test_keyboard_never_meets_the_button_out_of_sight(visits: Visits) -> None:
    page = visits.open(right())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "deform-title"


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("style", ["", "text-large spacing-wide"])
def test_no_sideways_scroll(visits: Visits, width: int, style: str) -> None:
    page = visits.open(wrong(), width)
    page.evaluate("style => document.documentElement.className = style", style)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_targets_are_large(visits: Visits, width: int) -> None:
    assert visits.open(wrong(), width).evaluate(TOO_SMALL) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe(visits: Visits, scheme: str) -> None:
    page = visits.open(wrong(), color_scheme=scheme)
    assert Axe().run(page, options={"rules": {"page-has-heading-one": {"enabled": False}}}).response["violations"] == []
