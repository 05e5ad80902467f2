"""The part of a text where the words were found, with a mark on each."""

from __future__ import annotations

from markupsafe import Markup, escape

from .french import WORD, Asked

LENGTH = 240
BEFORE = 60
ELLIPSIS = "…"
ENDS = (".", "!", "?", "…", ":", ";", ",", "»")


def marked(text: str, asked: Asked) -> Markup:
    """``text`` with ``<mark>`` round the words looked for; everything else is escaped."""
    parts, place = [], 0
    for found in WORD.finditer(text):
        if asked.has(found.group()):
            parts += [escape(text[place : found.start()]), Markup("<mark>{}</mark>").format(found.group())]
            place = found.end()
    return Markup("").join([*parts, escape(text[place:])])


def _ended(line: str) -> str:
    """One line, set apart from the next one: points of an agenda end with nothing."""
    words = " ".join(line.split())
    return words if words.endswith(ENDS) else f"{words} ·"


def excerpt(text: str, asked: Asked) -> Markup:
    """A few words round the first one found, or the beginning."""
    text = " ".join(_ended(line) for line in text.splitlines() if line.strip())
    first = next((found.start() for found in WORD.finditer(text) if asked.has(found.group())), 0)
    text = text.removesuffix(" ·")
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    stop = len(text) if start + LENGTH >= len(text) else max(text.rfind(" ", start, start + LENGTH), start + 1)
    if stop - start < LENGTH // 2 and stop < len(text):
        stop = start + LENGTH
    return Markup("").join([
        ELLIPSIS if start else "", marked(text[start:stop], asked), ELLIPSIS if stop < len(text) else ""
    ])  # fmt: skip
