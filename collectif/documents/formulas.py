"""Formulas neutralised: a cell that a spreadsheet would compute is written so that it is only read.

In CSV an apostrophe is put before such a cell; :func:`restore` is the exact inverse. XLSX and ODS cells carry a
type: there the text is a true string, untouched, and marked so that editing the cell does not turn it into a
formula. Whoever saves such a sheet as CSV with a spreadsheet leaves our protection: only our own CSV has it.
"""

from __future__ import annotations

import re

# OWASP « CSV injection »: = + - @ tab CR LF, after any blanks, and their full-width twins, which some programs
# read alike. Leading apostrophes are part of it: text that already has one survives the way there and back.
DANGEROUS = re.compile(r"'*(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠])")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may compute ``text`` when it opens a CSV file."""
    return DANGEROUS.match(text) is not None


def neutralise(text: str) -> str:
    """``text`` with a leading apostrophe when a spreadsheet could compute it."""
    return "'" + text if looks_like_formula(text) else text


def restore(text: str) -> str:
    """The text that :func:`neutralise` was given: ``restore(neutralise(x)) == x`` for every ``x``."""
    return text[1:] if text.startswith("'") and looks_like_formula(text[1:]) else text
