"""Signing with the keyboard alone, and what a screen reader is told of the words that changed."""

from __future__ import annotations

import pytest

from tests.support import accessibility

from .conftest import PASSWORD

pytestmark = [
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
    pytest.mark.xdist_group("chromium"),
]


@pytest.fixture
def page(house, chromium, server):
    """A page of the peer's browser: they signed the first version, a second one is in force."""
    peer = house.peer(state="active")
    house.publish()
    value = house.browser_of(peer).cookies["collectif"]
    context = chromium.new_context(base_url=server.url, locale="fr-FR")
    context.add_cookies([{"name": "collectif", "value": value, "url": server.url}])
    page = context.new_page()
    page.peer = peer
    yield page
    context.close()


def test_the_charter_is_signed_with_the_keyboard_alone(house, page):
    page.goto("/intranet/charte/signer")
    ticked = 0
    while True:
        page.keyboard.press("Tab")
        kind, text = page.evaluate("[document.activeElement.type || '', document.activeElement.innerText || '']")
        if kind == "checkbox":
            page.keyboard.press("Space")
            ticked += 1
        elif kind == "password":
            page.keyboard.type(PASSWORD)
        elif kind == "submit" and text.startswith("Signer"):
            break
    assert ticked == 12
    page.keyboard.press("Enter")
    page.wait_for_url("**/intranet/charte")
    assert "La charte est signée" in page.inner_text("main")
    assert [one.version_id for one in house.signatures(page.peer)] == [1, 2]


def test_what_is_missing_takes_the_focus(page):
    page.goto("/intranet/charte/signer")
    page.get_by_label("Votre mot de passe").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    assert page.evaluate("document.activeElement.className") == "error-summary"
    page.get_by_role("link", name="avoir suivi la formation").click()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    assert accessibility.axe(page) == []


def test_marked_words_are_told(page):
    page.goto("/intranet/charte/versions/2")
    snapshot = page.locator(".charter-changes").aria_snapshot()
    assert "insertion" in snapshot
    assert "[ajouté :]" in snapshot
    assert accessibility.axe(page) == []
