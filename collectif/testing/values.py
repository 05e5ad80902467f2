"""Values for the fields of a plugin, found by asking the fields themselves."""

from __future__ import annotations

import random
from typing import Any

import colander
from hypothesis import strategies as st

from ..peers.import_fields import own_reader
from ..peers.own_fields import OwnField

# What somebody could write in a field whose answers are not a list.
GUESSES = ("Essai", "3", "2024-03-15", "oui", "3,5", "12:30", "77000", "alix@test.example", "06 12 34 56 78")
LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P", "Zs"))
MOST_LETTERS = 200


class Unfillable(AssertionError):
    """No value was found for a field."""

    def __init__(self, field: OwnField):
        super().__init__(
            f"Aucune valeur trouvée pour « {field.name} » : donnez-lui « examples », des réponses possibles."
        )


def read(field: OwnField, answer: Any) -> Any:
    """What the field understands of an answer; :data:`colander.null` when it refuses it."""
    try:
        return field.node.deserialize(answer)
    except colander.Invalid:
        return colander.null


def accepts(field: OwnField, answer: Any) -> bool:
    return read(field, answer) not in (colander.null, colander.drop)


def given_examples(field: OwnField) -> list[str]:
    """Answers the field's author wrote, else guesses; only those it accepts."""
    return [one for one in (*getattr(field.node, "examples", ()), *GUESSES) if accepts(field, one)]


def sample(field: OwnField, draw: random.Random, mark: str = "") -> Any:
    """A value somebody could have given, as the schema gives it.

    :param mark: a word to write, where any words may be.
    :raises Unfillable: none was found.
    """
    if field.choices:
        value = draw.choice(field.choices)[0]
        return read(field, [value] if isinstance(field.node.typ, colander.Set) else value)
    if mark and accepts(field, mark):
        return read(field, mark)
    examples = given_examples(field)
    if not examples:
        raise Unfillable(field)
    return read(field, draw.choice(examples))


def sample_texts(field: OwnField) -> list[str]:
    """What a column of a file could hold for this field, in the words people read: every answer of a closed list.

    :raises Unfillable: none was found.
    """
    if field.choices:
        return [label for _, label in field.choices]
    reader, found = own_reader(field), []
    for text in (*getattr(field.node, "examples", ()), *GUESSES):
        try:
            found += [text] if reader(text) not in (None, "", [], colander.null) else []
        except ValueError:
            continue
    if not found:
        raise Unfillable(field)
    return found[:1]


def answers(field: OwnField) -> st.SearchStrategy[Any]:
    """Answers a form or a file could bring to this field, all of which it accepts."""
    if field.choices:
        values = st.sampled_from([value for value, _ in field.choices])
        return st.lists(values, min_size=1, unique=True) if isinstance(field.node.typ, colander.Set) else values
    examples = given_examples(field)
    if not examples:
        raise Unfillable(field)
    if isinstance(field.node.typ, colander.String) and not hasattr(field.node, "examples"):
        words = st.text(LETTERS, min_size=1, max_size=MOST_LETTERS).filter(lambda text: accepts(field, text))
        return st.one_of(st.sampled_from(examples), words)
    return st.sampled_from(examples)
