"""Who a line of a file is, inside one association's roster and nowhere else.

A reference decides; else an e-mail address; else a name in a commune. What could be two people is a problem to put
right, never a guess. People of other associations are not looked at: they can be neither found nor changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..text import sort_key


class Ambiguous(ValueError):
    """The line may be several people, or nobody for sure; the message is French and says what to do."""


@dataclass(slots=True)
class Person:
    """Someone of the roster, or someone a former line adds (``line`` is then its number, ``peer_id`` nothing)."""

    values: dict[str, Any]
    details: dict[str, Any] = field(default_factory=dict)
    peer_id: int | None = None
    peer_version: int = 0
    sponsorship_id: int | None = None
    sponsorship_version: int = 0
    line: int | None = None

    @property
    def name(self) -> str:
        return f"{self.values.get('given_name', '')} {self.values.get('family_name', '')}".strip()

    @property
    def sort_name(self) -> str:
        return sort_key(self.values.get("family_name") or "", self.values.get("given_name") or "")


class People:
    """The people of one roster, found by reference, address or name without a query."""

    def __init__(self, people: Iterable[Person]):
        self._by_reference: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_email: defaultdict[str, list[Person]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self.add(person)

    def add(self, person: Person) -> None:
        for index, key in (
            (self._by_reference, person.values.get("external_ref")),
            (self._by_email, person.values.get("email")),
            (self._by_name, person.sort_name),
        ):
            if key:
                index[key].append(person)

    def find(self, values: Mapping[str, Any]) -> Person | None:
        """The person that ``values`` (fields filled in on the line) are about; ``None`` when they are new.

        :raises Ambiguous: it cannot be told.
        """
        reference, email = values.get("external_ref"), values.get("email")
        if reference and self._by_reference.get(reference):
            return self._only(self._by_reference[reference], f"la référence « {reference} »")
        if email:
            found = [one for one in self._by_email.get(email, ()) if not (reference and one.values.get("external_ref"))]
            if found:
                return self._only(found, f"l'adresse « {email} »")
        return self._named(values)

    def _named(self, values: Mapping[str, Any]) -> Person | None:
        line = Person(dict(values))
        alike = [one for one in self._by_name.get(line.sort_name, ()) if not _told_apart(line, one, "external_ref")]
        here = [one for one in alike if not _told_apart(line, one, "commune")]
        if any(_told_apart(line, one, "email") for one in here):
            raise Ambiguous(
                f"{line.name} est déjà connu avec une autre adresse e-mail. Si c'est la même personne, changez d'abord "
                "l'adresse dans sa fiche ; sinon, donnez à chacune une référence."
            )
        if here:
            return self._only(here, f"le nom « {line.name} »")
        if alike and not values.get("email") and not values.get("external_ref"):
            raise Ambiguous(
                f"{line.name} est déjà connu dans une autre commune. Pour savoir si c'est la même personne, ajoutez au "
                "fichier son adresse e-mail ou sa référence."
            )
        return None

    def _only(self, found: list[Person], shared: str) -> Person:
        if len(found) > 1:
            raise Ambiguous(
                f"Plusieurs personnes de votre liste ont {shared}. Donnez à chacune une référence, dans sa fiche et "
                "dans le fichier."
            )
        return found[0]


def _told_apart(line: Person, other: Person, name: str) -> bool:
    """Whether both have this value, and not the same."""
    mine, theirs = line.values.get(name), other.values.get(name)
    return bool(mine and theirs and mine != theirs)
