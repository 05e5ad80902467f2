"""Forms of the news: shapes only, rules are in the services."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import DatePartsWidget, RadioChoiceWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from ..editing import version_node
from ..fields import likely_day, tidy
from ..security.permissions import Permission
from .queries import for_collective
from .services import COLLECTIVE
from .words import FREQUENCY_LABELS


def addressees(request: Request) -> list[tuple[str, str]]:
    """Who this person may write to (value, label)."""
    own = request.identity.own_organisations(Permission.WRITE_NEWS)
    named = {m.organisation_slug: m.organisation_name for m in request.identity.mandates if m.organisation_id in own}
    organisations = [(slug or "", f"Les personnes de : {name}") for slug, name in named.items()]
    return ([(COLLECTIVE, "Tout le collectif")] if for_collective(request.identity) else []) + organisations


@colander.deferred
def audience_widget(node: colander.SchemaNode, kw: dict[str, Any]) -> RadioChoiceWidget:
    return RadioChoiceWidget(values=addressees(kw["request"]))


@colander.deferred
def among_addressees(node: colander.SchemaNode, kw: dict[str, Any]) -> colander.OneOf:
    return colander.OneOf([slug for slug, _ in addressees(kw["request"])])


def day(title: str, description: str, **kw: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Date(), title=title, description=description, validator=likely_day, widget=DatePartsWidget(),
        missing=None, **kw,
    )  # fmt: skip


def publication_day(**kw: Any) -> colander.SchemaNode:
    return day("Publier le", "À 7 h ce jour-là. Laissez vide pour publier tout de suite.", **kw)


class WordsSchema(colander.Schema):
    """What a piece of news says, and how long it stands first."""

    title = colander.SchemaNode(
        colander.String(), title="Titre", preparer=tidy, validator=colander.Length(max=160),
        description="Il peut partir par courriel : ne citez personne.", widget=TextInputWidget(maxlength=160),
    )  # fmt: skip
    body = colander.SchemaNode(
        colander.String(), title="Texte", preparer=tidy, validator=colander.Length(max=6_000),
        description="Une ligne vide sépare deux paragraphes. Les adresses en https:// deviennent des liens.",
        widget=TextAreaWidget(rows=12, maxlength=6_000),
    )  # fmt: skip
    pinned_until = day("En tête de liste jusqu'au", "Laissez vide pour qu'elle suive les autres.")


class EditSchema(WordsSchema):
    version = version_node()


class EditScheduledSchema(EditSchema):
    """As long as it is not published, its day may change."""

    publish_on = publication_day(insert_before="pinned_until")


class NewsSchema(WordsSchema):
    """A new piece of news."""

    audience = colander.SchemaNode(
        colander.String(), title="Pour qui", widget=audience_widget, validator=among_addressees, insert_before="title"
    )
    publish_on = publication_day(insert_before="pinned_until")


class WithdrawSchema(colander.Schema):
    reason = colander.SchemaNode(
        colander.String(), title="Pourquoi", preparer=tidy, validator=colander.Length(max=400),
        description="Les personnes qui ont l'adresse liront ces mots : ne citez personne.",
        widget=TextAreaWidget(rows=3, maxlength=400),
    )  # fmt: skip


class FrequencySchema(colander.Schema):
    frequency = colander.SchemaNode(
        colander.String(), title="Recevoir les titres des nouvelles",
        widget=RadioChoiceWidget(values=list(FREQUENCY_LABELS.items())),
        validator=colander.OneOf(list(FREQUENCY_LABELS)),
    )  # fmt: skip
