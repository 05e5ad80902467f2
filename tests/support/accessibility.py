"""What assistive technologies are given: axe-core, the accessibility tree, width, one heading.

Each function takes a Playwright page and answers what is wrong, in words; nothing when all is well.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# The collective promises 7:1 for text.
RULES = {"color-contrast-enhanced": {"enabled": True}}
# What a narrower window may change; the rest was seen in the wide one.
LAYOUT = ("css-orientation-lock", "link-in-text-block", "meta-viewport", "scrollable-region-focusable", "target-size")
# What every page of a person has around its own part.
AROUND = (".site-header", ".intranet-nav", ".site-footer")
RUN_AXE = """
([exclude, runOnly, rules]) => axe.run({exclude}, {resultTypes: ["violations"], runOnly, rules}).then(found =>
  found.violations.map(v => `axe ${v.id}: ` + v.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | ")))
"""
FRAME = """
() => {
  const wrong = [];
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) wrong.push(`${headings} h1`);
  if (!document.title.trim() || document.title.trim().startsWith("–")) wrong.push("no title");
  if (document.documentElement.lang !== "fr") wrong.push("lang is not fr");
  return wrong;
}
"""
OVERFLOW = """
() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const out = [...document.querySelectorAll("body *")].filter(element => element.getBoundingClientRect().right > width);
  return out.slice(-1).map(element => element.outerHTML.slice(0, 120))[0] || "?";
}
"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(details => { details.open = true; })"
# Hints and errors of the page, and whether something says it is described by them.
NOTES = """
() => [...document.querySelectorAll(".field-hint, .field-error")].map(note => ({
  words: note.textContent.replace(/\\s+/g, " ").trim(),
  tied: note.id !== "" && document.querySelector(`[aria-describedby~="${CSS.escape(note.id)}"]`) !== null,
}))
"""
LINKS_TO_NOTHING = """
() => [...document.querySelectorAll(".error-summary a")].filter(link => {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return true;
  target.focus();
  return document.activeElement !== target;
}).map(link => link.textContent.trim())
"""
CONTROLS = frozenset({
    "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "spinbutton", "slider", "button", "switch",
    "Date", "DateTime", "InputTime", "ColorWell",
})  # fmt: skip
GROUPS = frozenset({"group", "radiogroup", "search"})


def axe(page: Any, *, around: bool = True, layout_only: bool = False) -> list[str]:
    """Violations of axe-core.

    :param around: look also at the header, the menu and the foot of the page, the same on all of a person's pages.
    :param layout_only: look only at what a narrower window may change.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    exclude = [] if around else [[part] for part in AROUND]
    only, rules = ({"type": "rule", "values": LAYOUT}, {}) if layout_only else ({"type": "tag", "values": TAGS}, RULES)
    return page.evaluate(RUN_AXE, [exclude, only, rules])


def frame(page: Any) -> list[str]:
    """Exactly one ``h1``, a title of its own, the language."""
    return page.evaluate(FRAME)


def overflow(page: Any) -> list[str]:
    """Whether the page must be scrolled sideways, and the element that goes furthest out."""
    found = page.evaluate(OVERFLOW)
    return [f"wider than the screen: {found}"] if found else []


class Node:
    """One node of the accessibility tree, as Chromium computes it."""

    def __init__(self, raw: dict[str, Any], plain: bool = False):
        self.plain = plain
        self.role: str = _role(raw)
        self.name: str = _words(raw, "name")
        self.description: str = _words(raw, "description")
        self._properties = {item["name"]: item["value"].get("value") for item in raw.get("properties", ())}

    @property
    def invalid(self) -> bool:
        return self._properties.get("invalid") not in (None, False, "false")


def _words(raw: dict[str, Any], key: str) -> str:
    return " ".join(str(raw.get(key, {}).get("value", "")).split())


def tree(page: Any) -> list[Node]:
    """Every node that assistive technologies are given, folded parts opened."""
    page.evaluate(OPEN_ALL)
    client = page.context.new_cdp_session(page)
    try:
        found = client.send("Accessibility.getFullAXTree")["nodes"]
        nodes = [Node(raw, _is_plain(client, raw)) for raw in found if not raw.get("ignored")]
    finally:
        client.detach()
    return nodes


def _is_plain(client: Any, raw: dict[str, Any]) -> bool:
    """What a summary opens, and an address, are groups too, which need no name of their own."""
    if _role(raw) != "group" or _words(raw, "name"):
        return False
    node = client.send("DOM.describeNode", {"backendNodeId": raw["backendDOMNodeId"]})["node"]
    return node["nodeName"] in ("DETAILS", "ADDRESS")


def _role(raw: dict[str, Any]) -> str:
    return raw.get("role", {}).get("value", "")


def unnamed(nodes: list[Node]) -> list[str]:
    """Controls and groups without a name."""
    asked = [node for node in nodes if node.role in CONTROLS | GROUPS and not node.plain]
    return [f"{node.role} without a name" for node in asked if not node.name]


def untied(page: Any, nodes: list[Node]) -> list[str]:
    """Hints and errors that nobody hears with their field."""
    heard = " ".join(node.description for node in nodes)
    return [f"not heard: {note['words']}" for note in page.evaluate(NOTES)
            if not note["tied"] or note["words"] not in heard]  # fmt: skip


def form(page: Any) -> list[str]:
    """What is wrong with the forms of the page as it stands."""
    nodes = tree(page)
    return [*unnamed(nodes), *untied(page, nodes)]


def refused_form(page: Any) -> list[str]:
    """What is wrong with a form that was just refused: its summary, its fields."""
    summary_focused = page.evaluate("document.activeElement.matches('.error-summary')")
    nodes = tree(page)
    invalid = [node for node in nodes if node.invalid]
    silent = [f"no error heard at: {node.name}" for node in invalid if "Erreur" not in node.description]
    lost = [f"leads nowhere: {words}" for words in page.evaluate(LINKS_TO_NOTHING)]
    wrong = [*unnamed(nodes), *untied(page, nodes), *silent, *lost]
    if not summary_focused:
        wrong.append("the summary of errors did not take the focus")
    if not invalid and page.evaluate("document.querySelector('.field-error') !== null"):
        wrong.append("no field says it is invalid")
    return wrong
