"""What a file may bring about a peer: how each field is recognised, read and shown back.

A field's ``read`` takes the text of a cell, never empty. :raises ValueError: what is wrong and how to put it right.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import colander

from ..errors import DomainError
from ..messages import translate
from ..territory.directory import Directory
from ..text import short_date, sort_key, today
from .families import FAMILIES
from .life import ENGAGEMENTS, PEER_LIFE
from .own_fields import OwnField, OwnFields
from .schemas import MAX_REFERENCE
from .values import clean_capacity, clean_email, clean_name, clean_phone

Read = Callable[[str], Any]
FIRST_DAY = date(1900, 1, 1)
# Looking for names that look alike takes time: a column that is not communes must not take all of it.
MOST_LOOK_ALIKES = 50

DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?: .*)?|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FAMILY_SEPARATORS = re.compile(r"[,;|/\n]| et | ou ")
ANSWER_SEPARATORS = re.compile(r"[,;|/\n]")
FAMILY_WORDS = {
    "motor": ("physique", "motrice", "moteur", "handicap moteur", "physique motrice"),
    "visual": ("visuel", "cecite", "malvoyance", "aveugle", "malvoyant"),
    "hearing": ("auditif", "surdite", "sourd", "malentendant"),
    "deafblind": ("sourd aveugle", "surdicecite"),
    "intellectual": ("intellectuel", "deficience intellectuelle"),
    "cognitive": ("cognitif",),
    "brain_injury": ("cerebro lesion", "cerebrolesion", "traumatisme cranien"),
    "psychic": ("handicap psychique",),
    "autism": (
        "autisme",
        "tnd",
        "tsa",
        "troubles du neurodeveloppement",
        "trouble du neurodeveloppement",
        "autisme tnd",
    ),
    "multiple": ("polyhandicap",),
    "illness": ("maladie", "invalidant"),
    "other": ("autres",),
}
STATES = {
    "preparing": ("en preparation", "preparation", "candidat"),
    "active": ("actif", "active", "en activite"),
    "paused": ("en pause", "pause"),
}


def comparable(text: str) -> str:
    """The words of a heading or of a choice, without case, accent or punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", sort_key(text)))


@dataclass(frozen=True)
class ImportField:
    """One field a column may be paired with.

    :param own: whether it is one of the association's own; :param headings: column titles that mean it.
    """

    name: str
    label: str
    read: Read
    words: Callable[[Any], str] = str
    headings: tuple[str, ...] = ()
    own: bool = False


class CautiousDirectory(Directory):
    """The communes, that proposes names for the first mistakes only."""

    def __init__(self, communes: Iterable[Any]):
        super().__init__(communes)
        self._left = MOST_LOOK_ALIKES

    def close_to(self, typed: str) -> list[str]:
        self._left -= 1
        return super().close_to(typed) if self._left >= 0 else []


def choice(words: dict[str, str], problem: str) -> Read:
    """Reads one of the ``words`` (comparable text → value)."""

    def read(text: str) -> str:
        value = words.get(comparable(text))
        if value is None:
            raise ValueError(problem)
        return value

    return read


def read_date(text: str) -> date:
    found = DATE.fullmatch(text.strip())
    try:
        parts = [int(part) for part in found.groups() if part] if found else []
        day = date(*parts) if found and found[1] else date(*reversed(parts))
    except (ValueError, TypeError):
        raise ValueError("Écrivez une date comme 14/01/2027.") from None
    if not FIRST_DAY <= day <= today():
        raise ValueError("Cette date n'est pas possible : elle n'est pas encore arrivée, ou elle est trop ancienne.")
    return day


def read_reference(text: str) -> str:
    if len(text) > MAX_REFERENCE:
        raise ValueError(f"Cette référence est trop longue : {MAX_REFERENCE} caractères au plus.")
    return text


def _family_words() -> dict[str, str]:
    words = {comparable(label): name for name, label in FAMILIES.items()}
    return words | {comparable(word): name for name, others in FAMILY_WORDS.items() for word in others}


FAMILY_OF = _family_words()


def read_families(text: str) -> frozenset[str]:
    whole = FAMILY_OF.get(comparable(text))
    if whole:
        return frozenset({whole})
    parts = [part.strip() for part in FAMILY_SEPARATORS.split(text) if part.strip()]
    unknown = [part for part in parts if comparable(part) not in FAMILY_OF]
    if unknown:
        raise ValueError(f"« {unknown[0][:40]} » n'est pas une famille connue. Choisissez parmi : {_some_families()}.")
    return frozenset(FAMILY_OF[comparable(part)] for part in parts)


def _some_families() -> str:
    return " ; ".join(label.lower() for label in FAMILIES.values())


def families_in_words(names: Iterable[str]) -> str:
    return ", ".join(label for name, label in FAMILIES.items() if name in set(names))


def commune_reader(directory: Directory) -> Read:
    def read(text: str) -> str:
        try:
            return directory.find(text)
        except DomainError as problem:
            raise ValueError(problem.message) from problem

    return read


ENGAGEMENT_WORDS = {
    word: name
    for name, words in {
        "volunteer": ("benevole", "benevolat", "b", "volontaire"),
        "employee": ("salarie", "salariee", "employe", "employee", "s"),
    }.items()
    for word in words
}
STATE_WORDS = {word: name for name, words in STATES.items() for word in words}


def core_fields(directory: Directory) -> list[ImportField]:
    """The core's fields, in the order they are proposed."""
    return [
        ImportField("external_ref", "Référence", read_reference, headings=("Réf", "N°", "Numéro", "Identifiant")),
        ImportField("family_name", "Nom", clean_name, headings=("Nom de famille",)),
        ImportField("given_name", "Prénom", clean_name, headings=("Prénoms",)),
        ImportField("email", "E-mail", clean_email, headings=("Adresse e-mail", "Mail", "Courriel", "Email")),
        ImportField("phone", "Téléphone", clean_phone, headings=("Tél", "Portable", "Mobile")),
        ImportField("commune", "Commune", commune_reader(directory), directory.name,
                    ("Ville", "Commune de résidence", "Commune ou code postal")),
        ImportField("engagement", "Bénévole ou salarié",
                    choice(ENGAGEMENT_WORDS, "Écrivez « bénévole » ou « salarié »."),
                    ENGAGEMENTS.__getitem__, ("Engagement", "Statut")),
        ImportField("families", "Familles de handicap", read_families, families_in_words,
                    ("Famille de handicap", "Familles", "Handicap", "Familles de handicap vécues")),
        ImportField("capacity", "Accompagnements possibles", clean_capacity, headings=("Capacité",)),
        ImportField("started_on", "Depuis", read_date, short_date,
                    ("Depuis le", "Date de début", "Parrainé depuis", "Date d'entrée")),
        ImportField("state", "État", choice(STATE_WORDS, "Écrivez « en préparation », « actif » ou « en pause »."),
                    lambda state: PEER_LIFE.status(state).label, ("Situation",)),
    ]  # fmt: skip


def own_import_fields(own: OwnFields, core: Iterable[ImportField]) -> list[ImportField]:
    """The association's own fields; one that bears the name of a core field cannot be imported."""
    taken = {field.name for field in core}
    return [
        ImportField(field.name, field.label, own_reader(field), lambda stored, field=field: field.value_words(stored),  # type: ignore[misc]
                    own=True)
        for field in own.fields if field.name not in taken
    ]  # fmt: skip


def own_reader(field: OwnField) -> Read:
    """Reads a choice by its label or value, anything else as the schema's node does; gives what is stored."""
    labels = {comparable(word): value for value, label in field.choices for word in (value, label)}

    def value_of(text: str) -> str:
        return labels.get(comparable(text), text)

    def read(text: str) -> Any:
        whole = not field.several or comparable(text) in labels
        parts = [text] if whole else [part.strip() for part in ANSWER_SEPARATORS.split(text) if part.strip()]
        typed = [value_of(part) for part in parts]
        try:
            value = field.node.deserialize(typed if field.several else typed[0])
        except colander.Invalid as invalid:
            raise ValueError(own_problem(field, invalid)) from None
        return field.to_store(value)

    return read


def own_problem(field: OwnField, invalid: colander.Invalid) -> str:
    if field.choices and not getattr(field.node, "explained", False):
        return f"Choisissez parmi : {', '.join(label for _, label in field.choices)}."
    return " ".join(map(translate, invalid.messages())) or "Cette valeur n'est pas acceptée."
