"""Forms of the library: shapes only, rules are in the services."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import RadioChoiceWidget, SelectWidget, TextAreaWidget, TextInputWidget
from pyramid.request import Request

from ..editing import version_node
from ..fields import tidy
from .incoming import file_node
from .kinds import ACCEPT, ACCEPTED
from .queries import folder_choices, folder_tree
from .rights import adding_organisations, publishes
from .words import AUDIENCE_LABELS, LONGEST_TAG, MOST_TAGS, read_tags, size_words

# Two hours of speech.
LONGEST_TRANSCRIPT = 150_000


def line(title: str, longest: int, **kw: Any) -> colander.SchemaNode:
    """One line of text."""
    return colander.SchemaNode(
        colander.String(), title=title, preparer=tidy, validator=colander.Length(max=longest),
        widget=TextInputWidget(maxlength=longest), **kw,
    )  # fmt: skip


def words(title: str, longest: int, **kw: Any) -> colander.SchemaNode:
    """A few lines of text."""
    return colander.SchemaNode(
        colander.String(), title=title, preparer=tidy, validator=colander.Length(max=longest),
        widget=TextAreaWidget(rows=3, maxlength=longest), **kw,
    )  # fmt: skip


def own_organisations(request: Request) -> list[tuple[str, str]]:
    """The organisations this person may add documents for (slug, name): their mandates, never the request."""
    own = adding_organisations(request.identity)
    named = {m.organisation_slug: m.organisation_name for m in request.identity.mandates if m.organisation_id in own}
    return [(slug or "", name or "") for slug, name in named.items()]


def audiences(request: Request) -> list[tuple[str, str]]:
    """Who a document may be shown to by this person."""
    return [(name, label) for name, label in AUDIENCE_LABELS.items() if name != "public" or publishes(request.identity)]


@colander.deferred
def organisation_widget(node: colander.SchemaNode, kw: dict[str, Any]) -> RadioChoiceWidget:
    return RadioChoiceWidget(values=own_organisations(kw["request"]))


@colander.deferred
def among_own(node: colander.SchemaNode, kw: dict[str, Any]) -> colander.OneOf:
    return colander.OneOf([slug for slug, _ in own_organisations(kw["request"])])


@colander.deferred
def audience_widget(node: colander.SchemaNode, kw: dict[str, Any]) -> RadioChoiceWidget:
    return RadioChoiceWidget(values=[(name, label.capitalize()) for name, label in audiences(kw["request"])])


@colander.deferred
def among_audiences(node: colander.SchemaNode, kw: dict[str, Any]) -> colander.OneOf:
    return colander.OneOf([name for name, _ in audiences(kw["request"])])


@colander.deferred
def folder_widget(node: colander.SchemaNode, kw: dict[str, Any]) -> SelectWidget:
    return SelectWidget(values=[("", "Aucun"), *folder_choices(folder_tree(kw["request"].db))])


@colander.deferred
def limits(node: colander.SchemaNode, kw: dict[str, Any]) -> str:
    """What may be sent, said before it is."""
    settings = kw["request"].registry.settings["collectif.settings"].library
    return (
        f"{size_words(settings.max_file)} au plus. Types acceptés : {ACCEPTED}. Le fichier est gardé tel quel, avec "
        "l'auteur ou le lieu qu'il contient peut-être."
    )


def few_tags(node: colander.SchemaNode, text: str) -> None:
    tags = read_tags(text)
    if len(tags) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in tags.values()):
        raise colander.Invalid(node, f"Écrivez {MOST_TAGS} étiquettes au plus, de {LONGEST_TAG} caractères au plus.")


def only_choice(node: colander.SchemaNode, kw: dict[str, Any]) -> None:
    """No question is asked when there is one organisation to add for."""
    if len(own_organisations(kw["request"])) < 2:
        del node["organisation"]


class DescriptionSchema(colander.Schema):
    """How a document is called, where it is arranged, who sees it."""

    title = line("Titre", 160)
    description = words(
        "Présentation", 600, missing="", description="En une ou deux phrases, si le titre ne suffit pas."
    )
    audience = colander.SchemaNode(
        colander.String(), title="Qui peut le voir", widget=audience_widget, validator=among_audiences
    )
    folder = colander.SchemaNode(
        colander.String(), title="Dossier", widget=folder_widget, validator=colander.Length(max=12), missing=""
    )
    tags = colander.SchemaNode(
        colander.String(), title="Étiquettes", description="Quelques mots pour le retrouver, séparés par des virgules.",
        preparer=tidy, validator=colander.All(colander.Length(max=500), few_tags), missing="",
        widget=TextInputWidget(maxlength=500),
    )  # fmt: skip


class AddSchema(DescriptionSchema):
    """A new document."""

    file = file_node("Fichier", accept=ACCEPT, description=limits, insert_before="title")
    title = line(
        "Titre", 160, missing="", description="Sans titre, le nom du fichier en tient lieu.",
        insert_before="description",
    )  # fmt: skip
    organisation = colander.SchemaNode(
        colander.String(), title="Pour quelle organisation", widget=organisation_widget, validator=among_own,
        insert_before="title",
    )  # fmt: skip

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        only_choice(node, kw)


class EditSchema(DescriptionSchema):
    version = version_node()


class RecordingSchema(EditSchema):
    """What is said of a sound or of a video, and what is heard in it."""

    transcript = colander.SchemaNode(
        colander.String(), title="Transcription", missing="", preparer=tidy,
        description="Pour les personnes qui n'entendent pas : ce qui est dit, par qui, et les bruits qui comptent.",
        validator=colander.Length(max=LONGEST_TRANSCRIPT), insert_before="audience",
        widget=TextAreaWidget(rows=10, maxlength=LONGEST_TRANSCRIPT),
    )  # fmt: skip


class ReplaceSchema(colander.Schema):
    """Another version of the same document."""

    file = file_node("Nouveau fichier", accept=ACCEPT, description=limits)
    note = words("Ce qui change", 400, description="En une phrase, pour ceux qui ont lu la version d'avant.")


class RemoveSchema(colander.Schema):
    reason = words("Pourquoi", 400, description="Les personnes qui ont l'adresse liront ces mots : ne citez personne.")


class FolderSchema(colander.Schema):
    name = line("Nom du dossier", 80)


@colander.deferred
def elsewhere(node: colander.SchemaNode, kw: dict[str, Any]) -> SelectWidget:
    """The folders where this one may be put: not itself, nor those it holds."""
    here = kw["request"].context.folder.id
    tree = folder_tree(kw["request"].db)
    own = next((branch.inside for branch in tree if branch.id == here), frozenset({here}))
    others = [branch for branch in tree if branch.id not in own]
    return SelectWidget(values=[("", "Aucun, tout en haut"), *folder_choices(others)])


class EditFolderSchema(FolderSchema):
    parent = colander.SchemaNode(
        colander.String(), title="Dans", description="Le dossier vient avec tout ce qu'il contient.", widget=elsewhere,
        validator=colander.Length(max=12), missing="",
    )  # fmt: skip


class NewFolderSchema(FolderSchema):
    parent = colander.SchemaNode(
        colander.String(), title="Dans", widget=folder_widget, validator=colander.Length(max=12), missing=""
    )
