"""Forms of the room: signing, attesting, revoking, writing the next version."""

from __future__ import annotations

import colander
from deform.widget import (
    CheckboxWidget,
    HiddenWidget,
    RadioChoiceWidget,
    SequenceWidget,
)

from ..accounts.schemas import password_node
from ..fields import at_most, day, words
from .models import CharterVersion
from .workflow import VARIANTS

HASH_LENGTH = 64
NAME_LENGTH = 40
MOST_ITEMS = 60
LONGEST_TEXT = 4000
LONGEST_ITEM = 1000
REQUIRED = "(obligatoire)"


def hidden(name: str, maximum: int) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name=name, widget=HiddenWidget(), validator=at_most(maximum), missing=""
    )


def tick(name: str, title: str, otherwise: str, mention: str = REQUIRED) -> colander.SchemaNode:
    """A box that must be ticked. :param otherwise: what to read when it is not."""
    return colander.SchemaNode(
        colander.Boolean(), name=name, title=title, widget=CheckboxWidget(mention=mention),
        validator=colander.Function(bool, msg=otherwise),
    )  # fmt: skip


def sign_schema(version: CharterVersion, variant: str) -> colander.Schema:
    """A box for each item of the version, in the variant shown, then the password."""
    boxes = [
        tick(f"item_{place}", f"{place}. {item[variant]}", "Lisez cet engagement, puis cochez la case.", "")
        for place, item in enumerate(version.items, start=1)
    ]
    return colander.Schema(
        hidden("text", HASH_LENGTH),
        colander.Schema(
            *boxes, name="items", title=f"Les {len(boxes)} engagements",
            description="Lisez chaque engagement, puis cochez sa case. Il faut toutes les cocher pour signer.",
        ),
        password_node(
            "password", "Votre mot de passe", "current-password",
            description="Celui de votre compte. Il montre que c'est bien vous qui signez.",
        ),
    )  # fmt: skip


def witness_schema() -> colander.Schema:
    """What the paper says."""
    return colander.Schema(
        day(name="signed_on", title="Jour de la signature", description="La date écrite sur le papier."),
        colander.SchemaNode(
            colander.String(), name="variant", title="Texte signé", validator=colander.OneOf(VARIANTS),
            widget=RadioChoiceWidget(values=[(name, label.capitalize()) for name, label in VARIANTS.items()]),
            default="standard",
        ),
        tick(
            "seen", "J'ai sous les yeux la charte signée par cette personne, et je garde ce papier",
            "Cochez cette case si vous avez le papier signé. Sinon, attendez de l'avoir.",
        ),
    )  # fmt: skip


def revoke_schema() -> colander.Schema:
    """Why a signature no longer counts."""
    return colander.Schema(
        words(
            400, 4, name="reason", title="Pourquoi",
            description="La personne et sa structure la liront. Ne parlez ni de santé ni d'une autre personne.",
        ),
    )  # fmt: skip


def publish_schema() -> colander.Schema:
    """The last look before everyone is asked to sign."""
    return colander.Schema(
        day(
            name="sign_before", title="Dernier jour pour signer", description=
            "Après ce jour, les personnes actives qui n'ont pas signé passent en pause. Deux mois, c'est confortable.",
        ),
        tick(
            "checked", "J'ai relu les deux textes : une fois publiés, ils ne changent plus",
            "Relisez les deux textes, puis cochez cette case.",
        ),
    )  # fmt: skip


def item_schema() -> colander.Schema:
    return colander.Schema(
        colander.SchemaNode(
            colander.Integer(), name="place", title="Place dans la liste", missing=None,
            validator=colander.Range(1, 999), description="Un nombre. Changez-le pour déplacer l'engagement.",
        ),
        words(LONGEST_ITEM, 3, name="standard", title="Texte de référence"),
        words(LONGEST_ITEM, 3, name="plain", title="En langage simple",
              description="Des phrases courtes et des mots de tous les jours."),
        hidden("name", NAME_LENGTH),
        name="item", title="Engagement",
    )  # fmt: skip


def draft_schema() -> colander.Schema:
    """The whole text of a draft."""
    items = colander.SequenceSchema(
        item_schema(), name="items", title="Les engagements",
        widget=SequenceWidget(max_len=MOST_ITEMS, add_subitem_text_template="Ajouter un engagement"),
        validator=colander.Length(max=MOST_ITEMS),
    )  # fmt: skip
    return colander.Schema(
        hidden("version", 20),
        words(160, name="title", title="Titre"),
        words(LONGEST_TEXT, 6, name="preamble", title="Texte avant les engagements",
              description="Laissez une ligne vide entre deux paragraphes."),
        words(LONGEST_TEXT, 6, name="plain_preamble", title="Le même en langage simple"),
        items,
        words(600, 3, name="change_note", title="Pourquoi cette nouvelle version", missing="",
              description="Quelques mots, que tout le monde lira avec les différences."),
    )  # fmt: skip
