"""Forms of the room: shapes, and what stops a text from being kept."""

from __future__ import annotations

from collections.abc import Callable

import colander
from deform.widget import CheckboxWidget, HiddenWidget, TextInputWidget

from ..editing import version_node
from ..fields import at_most, day, tidy, words
from . import checks
from .pages import LONGEST_TEXT, LONGEST_TITLE, Block

HASH_LENGTH = 64
LONGEST_NAME = 120
SIGNS = (
    "Une ligne vide sépare deux paragraphes. « - » ou « 1. » commence un élément de liste, « **mots** » les met en "
    "gras, « [les mots](/adresse) » fait un lien."
)
HEADINGS = {
    (): "",
    (3,): " « ### » commence un intertitre.",
    (2, 3): " « ### » commence un intertitre, « ## » une nouvelle partie.",
}
SHORT = "Des phrases courtes et des mots de tous les jours. Les mêmes signes."


def refuse(find: Callable[[str], list[str]]) -> Callable[[colander.SchemaNode, str], None]:
    """A validator: every problem that ``find`` sees, told together."""

    def validator(node: colander.SchemaNode, value: str) -> None:
        if found := find(value):
            raise colander.Invalid(node, " ".join(found))

    return validator


def title(name: str, label: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, title=label, preparer=tidy, widget=TextInputWidget(maxlength=LONGEST_TITLE),
        validator=colander.All(at_most(LONGEST_TITLE), refuse(checks.title_problems)),
    )  # fmt: skip


def text(name: str, label: str, block: Block, description: str, rows: int) -> colander.SchemaNode:
    optional = {"missing": ""} if block.optional else {}
    node = words(LONGEST_TEXT, rows, name=name, title=label, description=description, **optional)
    node.validator = colander.All(at_most(LONGEST_TEXT), refuse(lambda value: checks.problems(block, value)))
    return node


def hidden(name: str, longest: int) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, widget=HiddenWidget(), validator=at_most(longest), missing=""
    )


def block_schema(block: Block) -> colander.Schema:
    """The words of one block in both languages, one under the other."""
    titled = block.has_title
    return colander.Schema(
        version_node_named(),
        hidden("number", 20),
        *([title("title", "Titre")] if titled else []),
        text("standard", "Texte", block, SIGNS + HEADINGS[block.headings], 10),
        *([title("plain_title", "Titre en langage simple")] if titled else []),
        text("plain", "Texte en langage simple", block, SHORT, 10),
    )  # fmt: skip


def version_node_named() -> colander.SchemaNode:
    node = version_node()
    node.name = "version"
    return node


def publish_schema(*, revisit: bool) -> colander.Schema:
    """:param revisit: whether a plain text did not follow its standard text."""
    box = colander.SchemaNode(
        colander.Boolean(), name="revisited", title="J'ai relu le langage simple : il dit toujours la même chose",
        description="Sans cette case, la page reste dans la liste des textes à revoir.", missing=False,
        widget=CheckboxWidget(),
    )  # fmt: skip
    return colander.Schema(
        hidden("read", HASH_LENGTH),
        words(400, 3, name="note", title="Ce qui change, en quelques mots",
              description="Pour vous y retrouver dans l'histoire de la page."),
        *([box] if revisit else []),
    )  # fmt: skip


def approval_schema() -> colander.Schema:
    """Who approved the text, when, and whether they may be named."""
    return colander.Schema(
        hidden("read", HASH_LENGTH),
        words(LONGEST_NAME, name="reader_name", title="Nom de la personne qui a relu",
              description="Une personne concernée par un handicap ou une maladie, qui ne travaille pas sur ce texte."),
        day(name="approved_on", title="Jour où elle a approuvé le texte"),
        colander.SchemaNode(
            colander.Boolean(), name="agrees", widget=CheckboxWidget(mention="(obligatoire)"),
            title="Elle a lu ce texte en entier, elle l'approuve, et elle accepte que son nom soit gardé ici",
            validator=colander.Function(bool, msg="Sans son accord, n'enregistrez rien : posez-lui la question, puis "
                                        "cochez la case."),
        ),
        colander.SchemaNode(
            colander.Boolean(), name="named", title="Elle accepte aussi que son nom soit écrit sur la page publique",
            description="Sinon, la page dira « par une personne concernée ».", missing=False, widget=CheckboxWidget(),
        ),
    )  # fmt: skip
