"""By keyboard alone: what Tab meets, in which order, whether it can be seen, and what Enter does."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.world import EMAIL, PASSWORD

FOCUS = """
() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect(), style = getComputedStyle(element);
  return {
    name: (element.textContent.trim() || element.id || element.name).replace(/\\s+/g, " ").slice(0, 60),
    where: element === document.body ? "body" : element.tagName.toLowerCase(),
    tag: `${element.tagName.toLowerCase()}#${element.id}`,
    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0,
    outlined: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none",
    place: [...document.querySelectorAll("*")].indexOf(element),
  };
}
"""
LISTS = {
    "visitor": "/actions",
    "referent": "/intranet/associations/apf77/pairs",
    "coordinator": "/intranet/organisations",
    "admin": "/intranet/admin/comptes",
}
MOST = 150


def walk(page: Any) -> list[dict[str, Any]]:
    """What Tab meets from the top of the page until it leaves it."""
    met: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found["where"] == "body" or (met and found["place"] == met[0]["place"]):
            return met
        met.append(found)
    raise AssertionError("the keyboard is caught in the page")


def faults(met: list[dict[str, Any]]) -> list[str]:
    wrong = [f"not seen: {one['name']}" for one in met if not one["shown"]]
    wrong += [f"focus not shown: {one['name']}" for one in met if not one["outlined"]]
    places = [one["place"] for one in met]
    return wrong if places == sorted(places) else [*wrong, "the order is not that of the page"]


def test_sign_in_form(window: Any) -> None:
    page = window("visitor").page
    page.goto("/connexion")
    met = walk(page)
    assert met[0]["name"] == "Aller au contenu"
    assert faults(met) == []
    fields = [one["tag"] for one in met if one["tag"].startswith("input")]
    assert fields == ["input#deform-email", "input#deform-password"]


@pytest.mark.parametrize("persona", LISTS)
def test_lists(persona: str, window: Any) -> None:
    page = window(persona).page
    page.goto(LISTS[persona])
    met = walk(page)
    assert met[0]["name"] == "Aller au contenu"
    assert faults(met) == []


def test_lists_on_a_telephone(window: Any) -> None:
    page = window("referent", viewport={"width": 360, "height": 700}).page
    page.goto(LISTS["referent"])
    assert faults(walk(page)) == []


def test_skip_link_leads_to_the_content(window: Any) -> None:
    page = window("visitor").page
    page.goto("/actions")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "contenu"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_enter_signs_in(own_site: Any, window: Any) -> None:
    page = window("visitor", own_site).page
    page.goto("/connexion")
    page.focus("#deform-email")
    page.keyboard.type(EMAIL)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == f"{own_site.url}/intranet"


def test_faults_would_be_seen(window: Any) -> None:
    page = window("visitor").page
    page.goto("/connexion")
    page.evaluate("""() => {
      const brand = document.querySelector(".brand");
      for (const name of ["outline-style", "box-shadow"]) brand.style.setProperty(name, "none", "important");
      brand.tabIndex = 5;
      document.querySelector("#deform-email").attributeStyleMap.set("position", "absolute");
      document.querySelector("#deform-email").attributeStyleMap.set("left", "-9999px");
    }""")
    found = faults(walk(page))
    assert any(fault.startswith("focus not shown: ") for fault in found)
    assert "not seen: deform-email" in found
    assert "the order is not that of the page" in found
