"""Bounds that every form keeps to, so that what it accepts fits its column and its pages on both engines."""

from __future__ import annotations

from datetime import date
from typing import Any

import colander

from .documents.table import clean_text

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
UNLIKELY = "Vérifiez l'année : écrivez-la avec quatre chiffres."
NOT_AN_EMAIL = "Écrivez une adresse e-mail complète, par exemple prenom.nom@exemple.fr."

# A day that people of these centuries mean.
likely_day = colander.Range(FIRST_DAY, LAST_DAY, min_err=UNLIKELY, max_err=UNLIKELY)
# Colander's own pattern takes four letters of other alphabets for ours; put in lower case, some become two.
email_address = colander.All(colander.Email(msg=NOT_AN_EMAIL), colander.Regex(r"[!-~]+\Z", msg=NOT_AN_EMAIL))


def tidy(value: Any) -> Any:
    """Preparer: text without its outer spaces and without the characters that no file can hold."""
    return clean_text(value).strip() if isinstance(value, str) else value


def at_most(longest: int) -> colander.Length:
    """Validator: a text of ``longest`` characters, which is the width of its column."""
    return colander.Length(max=longest)
