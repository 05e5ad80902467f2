"""Forms about organisations: shapes only, rules are in the services."""

from __future__ import annotations

from typing import Any

import colander
from deform import widget

from ..editing import version_node
from ..fields import day, email_address
from ..uploads import upload_node
from .images import MAX_BYTES
from .models import KINDS, SEATS

LONGEST_NAME = 160
MOST_LINES = 20


def text_node(title: str, longest: int, *, required: bool = False, **kw: Any) -> colander.SchemaNode:
    """One line of text; ``widget_options`` goes to its widget."""
    options = {"maxlength": longest, **kw.pop("widget_options", {})}
    control = widget.TextInputWidget(**options)
    validators = [colander.Length(max=longest), *([kw.pop("check")] if "check" in kw else [])]
    missing = {} if required else {"missing": ""}
    return colander.SchemaNode(
        colander.String(), title=title, widget=control, validator=colander.All(*validators), **missing, **kw
    )


def choice_node(title: str, choices: dict[str, str], **kw: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), title=title, widget=widget.RadioChoiceWidget(values=list(choices.items())),
        validator=colander.OneOf(list(choices)), **kw,
    )  # fmt: skip


class Lines(colander.SchemaType):
    """A list of lines, one a row; empty and repeated ones go."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return "\n".join(appstruct) if appstruct else ""

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if not isinstance(cstruct, str):
            return colander.null
        return list(dict.fromkeys(" ".join(line.split()) for line in cstruct.splitlines() if line.strip()))


def short_lines(node: colander.SchemaNode, lines: list[str]) -> None:
    """Validator: each is compared with every name of every organisation, so that they are few."""
    if len(lines) > MOST_LINES:
        raise colander.Invalid(node, f"Écrivez {MOST_LINES} lignes au plus.")
    if any(len(line) > LONGEST_NAME for line in lines):
        raise colander.Invalid(node, f"Écrivez {LONGEST_NAME} caractères au plus sur chaque ligne.")


web_address = colander.Regex(
    r"^https?://[^\s/$.?#][^\s<>\"]*$", msg="Écrivez une adresse de site complète, par exemple https://exemple.fr."
)


class OrganisationSchema(colander.Schema):
    """What people write about an organisation."""

    name = text_node("Nom", LONGEST_NAME, required=True)
    short_name = text_node("Nom court", 60, required=True, description="Celui que l'on voit dans les listes.")
    kind = choice_node("Type", KINDS)
    aliases = colander.SchemaNode(
        Lines(), title="Autres noms", description="Un nom par ligne : sigle, ancien nom, autre façon de l'écrire.",
        widget=widget.TextAreaWidget(rows=4), validator=short_lines, missing=(),
    )  # fmt: skip
    description = colander.SchemaNode(
        colander.String(), title="Présentation", description="Une ou deux phrases, visibles par tous sur le site.",
        widget=widget.TextAreaWidget(rows=4), validator=colander.Length(max=600), missing="",
    )  # fmt: skip
    website = text_node(
        "Site", 200, check=web_address, widget_options={"input_type": "url"},
        description="Par exemple https://exemple.fr.",
    )  # fmt: skip
    email = text_node("Adresse e-mail", 200, check=email_address, widget_options={"input_type": "email"})
    phone = text_node("Téléphone", 40, widget_options={"input_type": "tel"})
    address = colander.SchemaNode(
        colander.String(), title="Adresse postale", widget=widget.TextAreaWidget(rows=3),
        validator=colander.Length(max=300), missing="",
    )  # fmt: skip


class NewOrganisationSchema(OrganisationSchema):
    """``distinct_from`` holds the slugs of the look-alikes already shown, joined by commas."""

    distinct_from = colander.SchemaNode(
        colander.String(), widget=widget.HiddenWidget(), validator=colander.Length(max=2_000), missing=""
    )


class EditOrganisationSchema(NewOrganisationSchema):
    version = version_node()


class PlaceSchema(colander.Schema):
    """Two different facts: being a member of the pôle, having signed the charter between actors."""

    hub_member = choice_node(
        "Membre du pôle ressource", {"oui": "Oui", "non": "Non"},
        description="Si une association quitte le pôle, ses parrainages prennent fin. Ses pairs que personne d'autre "
        "ne parraine passent en pause et cherchent un autre parrain.",
    )  # fmt: skip
    hub_left_on = day(
        title="A quitté le pôle le",
        description="Seulement si l'organisation a été membre et ne l'est plus.",
        missing=None,
    )
    charter_signed_on = day(
        title="Charte entre acteurs signée le",
        description="Laissez vide si elle n'est pas signée, ou si vous l'ignorez.",
        missing=None,
    )
    version = version_node()


class SuccessorSchema(colander.Schema):
    """Who takes a seat, and from which day."""

    full_name = text_node("Prénom et nom", LONGEST_NAME, required=True)
    duty = text_node("Fonction", LONGEST_NAME, description="Dans son organisation, par exemple « directrice ».")
    starts_on = day(title="Siège à partir du")


class RepresentativeSchema(SuccessorSchema):
    seat = choice_node("Place", {name: label.capitalize() for name, label in SEATS.items()}, insert_before="starts_on")


class EndSchema(colander.Schema):
    ends_on = day(title="Dernier jour")


class LogoSchema(colander.Schema):
    logo = upload_node(
        "Image du logo", max_bytes=MAX_BYTES, accept="image/png,image/jpeg,image/webp",
        description=f"PNG, JPEG ou WebP, {MAX_BYTES // 1024} ko au plus.",
    )  # fmt: skip
