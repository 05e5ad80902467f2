"""Fields that every form is made of, and the bounds they keep to: what a form accepts fits its column and its pages on
both engines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import colander
from deform.widget import DatePartsWidget, RadioChoiceWidget, TextAreaWidget

from .documents.table import clean_text

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
UNLIKELY = "Vérifiez l'année : écrivez-la avec quatre chiffres."
NOT_AN_EMAIL = "Écrivez une adresse e-mail complète, par exemple prenom.nom@exemple.fr."

# Colander's own pattern takes four letters of other alphabets for ours; put in lower case, some become two.
email_address = colander.All(colander.Email(msg=NOT_AN_EMAIL), colander.Regex(r"[!-~]+\Z", msg=NOT_AN_EMAIL))


def tidy(value: Any) -> Any:
    """Preparer: text without its outer spaces and without the characters that no file can hold."""
    return clean_text(value).strip() if isinstance(value, str) else value


def at_most(longest: int) -> colander.Length:
    """Validator: a text of ``longest`` characters, which is the width of its column."""
    return colander.Length(max=longest)


class Likely(colander.Range):
    """Validator: a day or an instant that people of these centuries mean; the year of others is to be looked at again.

    Colander hands a range's own words to its translation, where nobody finds them.
    """

    def __call__(self, node: colander.SchemaNode, value: Any) -> None:
        if not self.min <= value <= self.max:
            raise colander.Invalid(node, UNLIKELY)


likely_day = Likely(FIRST_DAY, LAST_DAY)


def words(longest: int, rows: int = 0, **options: Any) -> colander.SchemaNode:
    """A text of ``longest`` characters; ``rows`` lines when it may hold several."""
    if rows:
        options["widget"] = TextAreaWidget(rows=rows, maxlength=longest)
    return colander.SchemaNode(colander.String(), preparer=tidy, validator=at_most(longest), **options)


def day(**options: Any) -> colander.SchemaNode:
    """A day, asked in three fields."""
    return colander.SchemaNode(colander.Date(), validator=likely_day, widget=DatePartsWidget(), **options)


def one_of(choices: Mapping[str, str], *, inline: bool = False, **options: Any) -> colander.SchemaNode:
    """One of a short closed list (value → label), as radio buttons."""
    shown = RadioChoiceWidget(values=list(choices.items()), inline=inline)
    return colander.SchemaNode(colander.String(), validator=colander.OneOf(list(choices)), widget=shown, **options)
