"""Every page with a form, after a bad answer, as assistive technologies are given it."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html

from tests.support import accessibility
from tests.support.world import PERSONAS

FIELDS = "//main//form[@method='{}']//*[self::input[not(@type='hidden')] or self::select or self::textarea]"
REQUIRED = (
    "//main//form[@method='post']//*[@aria-required='true' or @class='field-mention' and contains(., 'obligatoire')]"
)
# Empties every answer, then presses the form's own button.
SEND_EMPTY = """
() => {
  const form = [...document.querySelectorAll("main form[method=post]")]
    .find(form => form.querySelector("input:not([type=hidden]), select, textarea"));
  for (const field of form.elements) {
    if (field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = false;
    else if (field.tagName === "SELECT") field.value = "";
    else if (field.tagName !== "BUTTON" && field.tagName !== "FIELDSET") field.value = "";
  }
  form.requestSubmit(form.querySelector(".form-actions button, .actions button, button"));
}
"""


def has_fields(page: str, method: str) -> bool:
    return bool(html.document_fromstring(page).xpath(FIELDS.format(method)))


def asks_something(page: str) -> bool:
    """Whether a form of the page has a field that must be filled: sent empty, it is then refused."""
    return has_fields(page, "post") and bool(html.document_fromstring(page).xpath(REQUIRED))


def told(faults: list[str]) -> str:
    return "\n".join(faults)


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_error_is_said(persona: str, window: Any, pages: Any) -> None:
    opened, faults = window(persona), []
    for path in (path for path, page in pages.of[persona].items() if asks_something(page)):
        opened.page.goto(path)
        with opened.page.expect_navigation() as sent:
            opened.page.evaluate(SEND_EMPTY)
        if sent.value.status == 422:
            found = [*accessibility.refused_form(opened.page), *accessibility.axe(opened.page, around=False)]
            opened.width(360)
            found += [*accessibility.overflow(opened.page)]
            opened.width(1280)
        else:
            found = [f"an empty answer was answered {sent.value.status}"]
        faults += [f"{path}: {fault}" for fault in (*found, *opened.complaints())]
    assert not faults, told(faults)


def test_enough_is_looked_at(pages: Any) -> None:
    assert sum(has_fields(page, "post") for opened in pages.of.values() for page in opened.values()) > 25


def test_faults_would_be_seen(window: Any) -> None:
    """A refused form broken on purpose."""
    opened = window("visitor")
    opened.page.goto("/connexion")
    with opened.page.expect_navigation():
        opened.page.evaluate(SEND_EMPTY)
    assert accessibility.refused_form(opened.page) == []
    opened.page.evaluate("""() => {
      document.activeElement.blur();
      const field = document.querySelector("main input[type=email], main input[type=text]");
      field.removeAttribute("aria-describedby");
      document.querySelector(`label[for=${field.id}]`).remove();
      document.querySelector(".error-summary a").href = "#nulle-part";
    }""")
    found = accessibility.refused_form(opened.page)
    assert "textbox without a name" in found
    assert "the summary of errors did not take the focus" in found
    assert any(fault.startswith("not heard: ") for fault in found)
    assert any(fault.startswith("no error heard at: ") for fault in found)
    assert any(fault.startswith("leads nowhere: ") for fault in found)
