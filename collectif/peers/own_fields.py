"""The fields an association keeps about its peers, as its plugin's colander schema describes them.

Values are stored with the sponsorship (``details``); those that filter the roster are also rows an index can find
(``sponsorship_facets``). A field taken out of the schema keeps what was stored, and is no longer shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import colander
from pyramid.registry import Registry

from ..extension import Extensions
from .models import Sponsorship, SponsorshipFacet

SCHEMA = "collectif_roster_schema"
YES_NO = (("true", "Oui"), ("false", "Non"))
Details = dict[str, Any]


@dataclass(frozen=True)
class OwnField:
    """One field of a plugin's schema; its stored value is what colander serialises: text, or a list of texts."""

    node: colander.SchemaNode

    @cached_property
    def name(self) -> str:
        return self.node.name

    @property
    def label(self) -> str:
        return str(self.node.title)

    @property
    def listed(self) -> bool:
        return bool(getattr(self.node, "listed", False))

    @property
    def filterable(self) -> bool:
        return bool(getattr(self.node, "filterable", False) and self.choices)

    @property
    def several(self) -> bool:
        """Whether it takes any number of answers."""
        return isinstance(self.node.typ, colander.Set)

    @cached_property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """``(value, label)`` pairs, when the field has a closed list."""
        if isinstance(self.node.typ, colander.Boolean):
            return YES_NO
        values = getattr(getattr(self.node, "widget", None), "values", ())
        return tuple((str(value), str(label)) for value, label in values if value != "")

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.choices)

    def stored(self, details: Mapping[str, Any]) -> Any:
        """The stored value, hashable; ``None`` when the field was never filled."""
        value = details.get(self.name)
        return tuple(value) if isinstance(value, list) else value

    def value_words(self, stored: Any) -> str:
        """What people read of a stored value."""
        if isinstance(stored, (tuple, list)):
            return ", ".join(map(self.value_words, stored))
        return self._labels.get(str(stored), str(stored))

    def words(self, details: Mapping[str, Any]) -> str:
        """What people read of this field in ``details``, nothing when it was never filled."""
        stored = self.stored(details)
        return "" if stored is None else self.value_words(stored)

    def to_store(self, value: Any) -> Any:
        """The form in which ``value``, an answer the node deserialised, is stored."""
        stored = self.node.serialize(value)
        return sorted(stored) if isinstance(stored, set) else stored

    def facets(self, details: Mapping[str, Any]) -> list[str]:
        """The values a filter finds this sponsorship by."""
        stored = details.get(self.name) if self.filterable else None
        values = stored if isinstance(stored, list) else [stored]
        return sorted({str(value) for value in values if value not in (None, "")})


@dataclass(frozen=True)
class OwnFields:
    """The fields of one association, in the order of its schema.

    :param unavailable: its plugin is out of order; nothing of its fields is shown, asked or changed.
    """

    fields: tuple[OwnField, ...] = ()
    unavailable: bool = False

    def nodes(self) -> list[colander.SchemaNode]:
        """Copies of the schema's nodes, to put in a form."""
        return [field.node.clone() for field in self.fields]

    def serialise(self, values: Mapping[str, Any]) -> Details:
        """What to store for ``values``, the deserialised answers; unanswered fields are left out."""
        stored = {}
        for field in self.fields:
            value = values.get(field.name)
            kept = field.to_store(colander.null if value is None else value)
            if kept not in (colander.null, None, "", []):
                stored[field.name] = kept
        return stored

    def deserialise(self, details: Mapping[str, Any]) -> dict[str, Any]:
        """The values to fill a form with; what no longer suits the schema is left out."""
        values = {}
        for field in self.fields:
            if field.name in details:
                try:
                    values[field.name] = field.node.deserialize(details[field.name])
                except colander.Invalid:
                    continue
        return values

    def summary(self, details: Mapping[str, Any]) -> list[tuple[str, str]]:
        """``(label, words)`` of every field, empty ones included."""
        return [(field.label, field.words(details)) for field in self.fields]

    def merged(self, before: Mapping[str, Any], stored: Mapping[str, Any]) -> Details:
        """``before`` with the fields of this schema replaced by ``stored``; fields it no longer has are kept."""
        known = {field.name for field in self.fields}
        return {**{name: value for name, value in before.items() if name not in known}, **stored}

    def facets(self, details: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The ``(name, value)`` rows that go with ``details``."""
        return [(field.name, value) for field in self.fields for value in field.facets(details)]


def write_details(sponsorship: Sponsorship, own: OwnFields, values: Mapping[str, Any]) -> None:
    """Store the answers to the association's own fields, and the rows its filters need."""
    if own.unavailable:
        return
    details = own.merged(sponsorship.details or {}, own.serialise(values))
    if details != sponsorship.details:
        sponsorship.details = details
    _write_facets(sponsorship, own.facets(details))


def _write_facets(sponsorship: Sponsorship, wanted: Iterable[tuple[str, str]]) -> None:
    kept = {(facet.name, facet.value): facet for facet in sponsorship.facets}
    rows = [kept.get(pair) or SponsorshipFacet(name=pair[0], value=pair[1]) for pair in wanted]
    sponsorship.facets[:] = rows


def own_fields(registry: Registry, association: str) -> OwnFields:
    """The fields of ``association`` (slug). Asked of its plugin once an application, or until it answers."""
    known: dict[str, OwnFields] = registry.setdefault("own_fields", {})
    if association not in known:
        fields = _asked(registry["extensions"], association)
        if fields.unavailable:
            return fields
        known[association] = fields
    return known[association]


def _asked(extensions: Extensions, association: str) -> OwnFields:
    """The plugin made the nodes: what they hold is first read where its mistakes are caught."""
    answer = extensions.ask(SCHEMA, association=association)
    read = extensions.run(association, SCHEMA, lambda: _read(answer.results))
    if answer.unavailable or read.unavailable:
        return OwnFields((), unavailable=True)
    return OwnFields(read.results[0])


def _read(schemas: Iterable[colander.SchemaNode]) -> tuple[OwnField, ...]:
    fields = tuple(OwnField(node.clone()) for schema in schemas for node in schema)
    for field in fields:
        if not (isinstance(field.label, str) and field.name and all(label for _, label in field.choices)):
            raise ValueError("a field without its words")
    return fields
