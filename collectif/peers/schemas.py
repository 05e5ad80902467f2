"""Forms about peers: the core's questions, then the association's own, as one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import colander
from deform import widget

from ..fields import at_most, likely_day
from ..territory.schemas import CommuneNode
from ..text import today
from .families import FAMILIES
from .life import ENGAGEMENTS
from .own_fields import OwnFields
from .plugin_guard import Guarded, guard_nodes, unguarded
from .values import MAX_CAPACITY, MAX_EMAIL, MAX_NAME, MAX_PHONE, clean_email, clean_name, clean_phone

MAX_REFERENCE = 60


class Cleaned(colander.String):
    """Text put in its stored form by a function of :mod:`.values`."""

    def __init__(self, clean: Callable[[str], str]):
        super().__init__()
        self._clean = clean

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        text = super().deserialize(node, cstruct)
        if text is colander.null:
            return text
        try:
            return self._clean(text)
        except ValueError as problem:
            raise colander.Invalid(node, str(problem)) from problem


def _text(name: str, title: str, clean: Callable[[str], str], longest: int, **kw: Any) -> colander.SchemaNode:
    attributes = {key: kw.pop(key) for key in ("input_type", "inputmode") if key in kw}
    shown = widget.TextInputWidget(autocomplete="off", **attributes)
    return colander.SchemaNode(Cleaned(clean), name=name, title=title, validator=at_most(longest), widget=shown, **kw)


def identity_group() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        _text("family_name", "Nom", clean_name, MAX_NAME),
        _text("given_name", "Prénom", clean_name, MAX_NAME),
        CommuneNode(name="commune_code", missing=None),
        name="identity",
        title="Identité",
    )


def contact_group() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        _text("email", "Adresse e-mail", clean_email, MAX_EMAIL, input_type="email", missing=""),
        _text("phone", "Téléphone", clean_phone, MAX_PHONE, input_type="tel", missing="",
              description="Par exemple : 06 12 34 56 78."),
        name="contact", title="Pour joindre cette personne",
    )  # fmt: skip


def experience_group() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.String(), name="engagement", title="Bénévole ou salarié", default="volunteer",
            validator=colander.OneOf(list(ENGAGEMENTS)),
            widget=widget.RadioChoiceWidget(values=list(ENGAGEMENTS.items())),
        ),
        colander.SchemaNode(
            colander.Set(), name="families", title="Familles de handicap vécues", missing=frozenset(),
            description="L'expérience que la personne déclare, jamais un diagnostic.",
            validator=colander.ContainsOnly(list(FAMILIES)),
            widget=widget.CheckboxChoiceWidget(values=list(FAMILIES.items())),
        ),
        colander.SchemaNode(
            colander.Integer(), name="capacity", title="Accompagnements possibles en même temps", default=3, missing=3,
            validator=colander.Range(0, MAX_CAPACITY), widget=widget.TextInputWidget(inputmode="numeric"),
        ),
        name="experience", title="Expérience et engagement",
    )  # fmt: skip


def sponsorship_group() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.Date(), name="started_on", title="Parrainage depuis le", default=today(),
            widget=widget.DatePartsWidget(), validator=colander.All(likely_day, not_after_today),
        ),
        colander.SchemaNode(
            colander.String(), name="external_ref", title="Référence dans vos fichiers", missing=None,
            description="Par exemple un numéro d'adhérent. Elle sert à reconnaître la personne dans un import.",
            validator=colander.Length(max=MAX_REFERENCE),
        ),
        name="sponsorship", title="Parrainage par l'association",
    )  # fmt: skip


def not_after_today(node: colander.SchemaNode, day: Any) -> None:
    """Validator: a date that has come."""
    if day > today():
        raise colander.Invalid(
            node, "Cette date n'est pas encore arrivée. Écrivez la date d'aujourd'hui ou une date passée."
        )


def peer_schema(
    own: OwnFields, association: str, *, with_versions: bool = False, guarded: Guarded = unguarded
) -> colander.SchemaNode:
    """The whole file as one form. The association's own questions are its last group.

    :param guarded: runs what the association's plugin says of its questions.
    """
    schema = colander.SchemaNode(
        colander.Mapping(), identity_group(), contact_group(), experience_group(), sponsorship_group()
    )
    if own.fields:
        title = f"Questions propres à {association}"
        schema.add(
            colander.SchemaNode(
                colander.Mapping(),
                *own.nodes(),
                name="own",
                title=title,
                missing=colander.drop,
                after_bind=lambda node, kw: guard_nodes(node, guarded),
            )
        )
    if with_versions:
        schema.add(
            colander.SchemaNode(
                colander.String(), name="versions", widget=widget.HiddenWidget(), validator=at_most(40), missing=""
            )
        )
    return schema


def end_schema() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Mapping(),
        colander.SchemaNode(
            colander.Date(), name="ended_on", title="Dernier jour du parrainage", default=today(),
            widget=widget.DatePartsWidget(), validator=colander.All(likely_day, not_after_today),
        ),
    )  # fmt: skip
