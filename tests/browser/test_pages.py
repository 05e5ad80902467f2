"""Every page that every persona may open, wide and narrow: axe-core, frame, names, width, console, network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import accessibility
from tests.support.world import PERSONAS

# Large text, wide spacing: what a page must bear on a telephone too.
COMFORT = "style => { document.documentElement.className = style }"
# Two links of four pixels, one upon the other.
SMALL = """part => {
  const link = document.querySelector(part), twin = link.cloneNode(true);
  for (const one of [link, twin])
    for (const [name, value] of [["display", "block"], ["height", "4px"], ["width", "4px"], ["min-height", "0"],
                                 ["min-width", "0"], ["padding", "0"], ["overflow", "hidden"]])
      one.attributeStyleMap.set(name, value);
  link.after(twin);
}"""
# Whether the page's own part has anything to fill in, press or unfold.
ASKS = "!!document.querySelector('main :is(input:not([type=hidden]), select, textarea, button, details, fieldset)')"
DARK = {
    "visitor": ("/", "/actions", "/connexion", "/pole-ressource", "/accessibilite"),
    "referent": ("/intranet", "/intranet/associations/apf77/pairs", "/intranet/associations/apf77/rapports/annuel"),
    "coordinator": ("/intranet/organisations/apf77", "/intranet/actions"),
    "admin": ("/intranet/admin/extensions", "/intranet/admin/comptes"),
}


def look(window: Any, path: str, around: bool) -> list[str]:
    """Everything wrong with one page: wide, narrow, narrower, then with all that is folded opened.

    :param around: look also at what is around its own part.
    """
    window.width(1280)
    window.page.goto(path)
    found = [*accessibility.frame(window.page), *accessibility.axe(window.page, around=around)]
    window.width(360)
    narrow = accessibility.axe(window.page, around=around, layout_only=not around)
    found += [f"360 px, {fault}" for fault in (*narrow, *accessibility.overflow(window.page))]
    window.width(320)
    found += [f"320 px, {fault}" for fault in accessibility.overflow(window.page)]
    if around or window.page.evaluate(ASKS):
        found += accessibility.form(window.page)
    found += [f"320 px, all opened, {fault}" for fault in accessibility.overflow(window.page)]
    return [f"{path}: {fault}" for fault in (*found, *window.complaints())]


def told(faults: list[str]) -> str:
    return "\n".join(faults)


@pytest.mark.parametrize("persona", PERSONAS)
def test_pages(persona: str, window: Any, pages: Any) -> None:
    opened = window(persona)
    faults = [fault for rank, path in enumerate(pages.of[persona]) for fault in look(opened, path, rank == 0)]
    assert not faults, told(faults)


def test_enough_is_looked_at(pages: Any) -> None:
    assert len(pages.of["visitor"]) > 14
    assert len(pages.of["referent"]) > 20
    assert len(pages.of["coordinator"]) > 20
    assert all(pages.of.values())


@pytest.mark.parametrize("persona", DARK)
def test_dark(persona: str, window: Any) -> None:
    opened, faults = window(persona, color_scheme="dark"), []
    for path in DARK[persona]:
        opened.page.goto(path)
        faults += [f"{path}: {fault}" for fault in accessibility.axe(opened.page)]
    assert not faults, told(faults)


@pytest.mark.parametrize("persona", DARK)
def test_large_text_and_wide_spacing(persona: str, window: Any) -> None:
    opened, faults = window(persona, viewport={"width": 320, "height": 900}), []
    for path in DARK[persona]:
        opened.page.goto(path)
        opened.page.evaluate(COMFORT, "theme-light text-large spacing-wide")
        faults += [f"{path}: {fault}" for fault in accessibility.overflow(opened.page)]
    assert not faults, told(faults)


def test_faults_would_be_seen(window: Any) -> None:
    """A page broken on purpose: each guard speaks."""
    opened = window("visitor", viewport={"width": 320, "height": 900})
    opened.page.goto("/")
    opened.page.evaluate("""() => {
      document.documentElement.lang = "";
      document.title = "";
      document.querySelector("main").insertAdjacentHTML("beforeend",
        '<h1>Encore</h1><div id="wide">x</div><input type="text"><img src="https://ailleurs.invalid/a.png">');
      document.getElementById("wide").attributeStyleMap.set("width", CSS.px(900));
    }""")
    assert set(accessibility.frame(opened.page)) == {"2 h1", "no title", "lang is not fr"}
    assert any("label" in fault for fault in accessibility.axe(opened.page))
    assert any("label" in fault for fault in accessibility.axe(opened.page, around=False))
    opened.page.evaluate(SMALL, ".site-footer a")
    narrow = [accessibility.axe(opened.page, around=around, layout_only=True) for around in (True, False)]
    assert [bool(found) for found in narrow] == [True, False]
    opened.page.evaluate(SMALL, "main a")
    assert accessibility.axe(opened.page, around=False, layout_only=True)
    assert accessibility.overflow(opened.page)
    assert accessibility.form(opened.page) == ["textbox without a name"]
    opened.page.wait_for_timeout(50)
    assert any("Content Security Policy" in complaint for complaint in opened.complaints())
