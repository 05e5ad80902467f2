"""What people write in a piece of news, as the page shows it: paragraphs, and the addresses in them as links."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# An address ends before the punctuation of the sentence that holds it.
ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+[^\s<>\"'«».,;:!?…)\]]")
LINK = Markup('<a href="{0}">{0}</a>')
EMPTY_LINES = re.compile(r"\n[ \t]*\n\s*")
FREQUENCY_LABELS = {
    "daily": "Chaque jour où il y a du nouveau",
    "weekly": "Chaque semaine, le lundi",
    "never": "Jamais",
}


def paragraphs(body: str) -> list[Markup]:
    """The paragraphs of a plain text, every character escaped, its web addresses made into links."""
    text = body.replace("\r\n", "\n").replace("\r", "\n").strip()
    return [_with_links(part) for part in EMPTY_LINES.split(text) if part]


def _with_links(text: str) -> Markup:
    pieces, place = [], 0
    for found in ADDRESS.finditer(text):
        pieces += [escape(text[place : found.start()]), LINK.format(found[0])]
        place = found.end()
    return Markup("").join([*pieces, escape(text[place:])])
