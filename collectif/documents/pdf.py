"""PDF that screen readers can follow: typst templates compiled to tagged PDF/UA-1.

Data reaches a template as JSON strings, never as typst source: no character in it is ever interpreted.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

MISSING_GLYPH = "could not be displayed"

# What the fonts beside the templates and those inside typst can draw (a test checks every character).
# PDF/UA refuses a whole document for one character without a glyph, so the others are drawn as an empty box.
PRINTABLE = (
    "\n\u0020-\u007e\u00a0-\u0377\u038e-\u03a1\u03a3-\u0482\u048a-\u04ff\u05d0-\u05ea\u0621-\u063a\u0641-\u064a"
    "\u1e00-\u1f15\u2010-\u2027\u202f-\u2040\u2044-\u2052\u2054-\u205f\u2070\u2071\u2074-\u208e\u20a0-\u20bf\u2100-\u211e\u2190-\u23ff"
    "\u2460-\u2606\ufb00-\ufb06"
)
NOT_PRINTABLE = re.compile(f"[^{PRINTABLE}]")
NOT_LATIN = re.compile("[^\n\u0020-\u007e\u00a0-\u017f\u2010-\u2026\u20ac]")
BOX = "\u25a1"
# Marks that change the drawing of their neighbours (emoji variants, joiners, direction): invisible alone.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")


def render_pdf(template_name: str, data: dict[str, Any]) -> bytes:
    """A template of ``templates/documents/`` filled with ``data``, as PDF/UA-1.

    :param template_name: file name, ``report.typ``; :param data: strings, numbers, booleans, lists and dicts.
    :raises typst.TypstError: when the template is wrong, never because of the words in ``data``.
    """
    try:
        return _compile(template_name, _cleaned(data, NOT_PRINTABLE))
    except _typst().TypstError as error:
        if MISSING_GLYPH not in error.message:
            raise
    # A rare mark on a letter that no font draws together: the plain alphabet always works.
    return _compile(template_name, _cleaned(data, NOT_LATIN))


def template_folder() -> Path:
    """Where the typst templates and their fonts are installed."""
    return Path(next(iter(import_module("collectif.templates").__path__))) / "documents"


@cache
def _typst() -> Any:
    """The compiler, loaded by the first document: most processes never make one, and it weighs ten megabytes."""
    return import_module("typst")


@cache
def _fonts() -> typst.Fonts:
    """Our fonts and typst's own, never the machine's: the same document everywhere."""
    return _typst().Fonts(include_system_fonts=False, font_paths=[str(template_folder() / "fonts")])


def _compile(template_name: str, data: Any) -> bytes:
    folder = template_folder()
    return _typst().compile(
        folder / template_name,
        root=folder,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data)},
        format="pdf",
        pdf_standards="ua-1",
    )


def _cleaned(value: Any, unknown: re.Pattern[str]) -> Any:
    """``value`` with each of its strings made of characters that can be drawn."""
    if isinstance(value, str):
        return _drawable(value, unknown)
    if isinstance(value, dict):
        return {key: _cleaned(item, unknown) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(item, unknown) for item in value]
    return value


def _drawable(text: str, unknown: re.Pattern[str]) -> str:
    normal = unicodedata.normalize("NFC", text.replace("\t", " ").replace("\r", "\n"))
    return unknown.sub(BOX if unknown is NOT_PRINTABLE else "?", INVISIBLE.sub("", normal))
