"""Someone who uses a page with the keyboard alone: what they press, and what they read of where they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Answer = str | list[str] | tuple[str, str, str]
MOST = 400
HERE = """
() => {
  const element = document.activeElement, tag = element.tagName.toLowerCase();
  if (element === document.body) return {tag: "body", type: "", label: "", legend: "", checked: false, text: ""};
  const words = one => (one ? one.innerText : "").replace(/\\s+/g, " ").trim();
  const group = element.closest("fieldset");
  return {
    tag, type: element.type || "", checked: !!element.checked,
    label: element.labels?.length ? words(element.labels[0]) : element.getAttribute("aria-label") || "",
    legend: group ? words(group.querySelector("legend")) : "",
    text: words(element),
    options: tag === "select" ? [...element.options].map(one => one.text.trim()) : [],
  };
}
"""
REQUIRED = (" (obligatoire)", " (facultatif)")


class Hands:
    """Ten fingers on a page of Playwright. Nothing here uses a mouse, a selector or a script that acts."""

    def __init__(self, page: Any):
        self.page = page
        # Listening asks the browser for the window that chooses a file, which takes it a moment: long before the key.
        page.on("filechooser", lambda chooser: None)

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def follow(self, words: str) -> None:
        """Tab to the link or button that begins with these words, and press Enter.

        :raises AssertionError: Tab went round the page without meeting it.
        """
        self._reach(lambda here: here["tag"] in ("a", "button", "summary") and here["text"].startswith(words), words)
        self._enter()

    def answer(self, answers: Mapping[str, Answer], submit: str) -> None:
        """Go through a form with Tab, answer what is asked, and press Enter on the button ``submit``.

        Keys are the beginning of a field's label, or of its group's legend. A text is typed, a list is ticked, a choice
        is chosen, ``(day, month, year)`` is typed in three fields.
        :raises AssertionError: something was not asked.
        """
        left = dict(answers)

        def act(here: dict[str, Any]) -> bool:
            if here["tag"] == "button" and here["text"].startswith(submit) and here["type"] == "submit":
                return True
            key = next((key for key in left if _named(here, key)), None)
            if key is not None and self._give(here, left[key]):
                del left[key]
            return False

        self._reach(act, submit)
        assert not left, f"nothing asked for {sorted(left)}"
        self._enter()

    def _give(self, here: dict[str, Any], answer: Answer) -> bool:
        """Answer the field that has the focus. :returns: whether nothing more is to be said for this answer."""
        if here["type"] == "checkbox":
            return self._tick(here, answer)
        if here["type"] == "file":
            return self._choose_file(str(answer))
        if here["type"] == "radio":
            return self._choose(str(answer))
        if isinstance(answer, tuple):
            for number, part in enumerate(answer):
                self._write(part)
                if number < len(answer) - 1:
                    self.page.keyboard.press("Tab")
        elif here["tag"] == "select":
            self._pick(here, str(answer))
        else:
            self._write(str(answer))
        return True

    def _write(self, text: str) -> None:
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _choose_file(self, path: str) -> bool:
        """Press Enter on the field, and choose in the window that the device opens."""
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Enter")
        opened.value.set_files(path)
        return True

    def _tick(self, here: dict[str, Any], answer: Answer) -> bool:
        wanted = answer if isinstance(answer, list) else [answer]
        mine = next((words for words in wanted if here["label"].startswith(words)), None)
        if mine is None:
            return False
        if not here["checked"]:
            self.page.keyboard.press("Space")
        if isinstance(answer, list):
            answer.remove(mine)
        return not isinstance(answer, list) or not answer

    def _choose(self, words: str) -> bool:
        self.page.keyboard.press("Space")
        for _ in range(60):
            if self._here()["label"].startswith(words):
                return True
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no choice begins with {words!r}")

    def _pick(self, here: dict[str, Any], words: str) -> None:
        place = next(number for number, text in enumerate(here["options"]) if text.startswith(words))
        self.page.keyboard.press("Home")
        for _ in range(place):
            self.page.keyboard.press("ArrowDown")

    def _reach(self, stop: Any, words: str) -> None:
        for _ in range(MOST):
            self.page.keyboard.press("Tab")
            here = self._here()
            if stop(here):
                return
            if here["tag"] == "body":
                break
        shown = self.page.inner_text("main")[:800]
        raise AssertionError(f"the keyboard never met {words!r} on {self.page.url}: {shown}")

    def _enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def _here(self) -> dict[str, Any]:
        return self.page.evaluate(HERE)


def _named(here: dict[str, Any], key: str) -> bool:
    """Whether the field that has the focus, or its group, is called so."""
    return any(here[name].startswith(key) for name in ("label", "legend"))
