"""Forms of the accounts room: shapes only, rules are in the services."""

from __future__ import annotations

from collections.abc import Sequence

import colander
from deform import widget

from ..fields import at_most, day, email_address
from ..security.permissions import Role

LONGEST_EMAIL = 200
LONGEST_PASSWORD = 200


def email_node(title: str = "Adresse e-mail", **kw: object) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name="email", title=title, validator=at_most(LONGEST_EMAIL),
        widget=widget.TextInputWidget(type="email", autocomplete="username"), **kw,
    )  # fmt: skip


def password_node(name: str, title: str, autocomplete: str, **kw: object) -> colander.SchemaNode:
    """A password as it is typed: spaces at its ends count."""
    return colander.SchemaNode(
        colander.String(), name=name, title=title, validator=at_most(LONGEST_PASSWORD),
        widget=widget.PasswordWidget(strip=False, autocomplete=autocomplete), **kw,
    )  # fmt: skip


class SignInSchema(colander.Schema):
    email = email_node()
    password = password_node("password", "Mot de passe", "current-password")


class ResetSchema(colander.Schema):
    email = email_node(description="Celle de votre compte.")


def new_password_node() -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name="password", title="Nouveau mot de passe",
        validator=at_most(LONGEST_PASSWORD),
        description="12 caractères ou plus. Quatre mots sans lien entre eux conviennent. Vous pouvez le coller.",
        widget=widget.CheckedPasswordWidget(autocomplete="new-password"),
    )  # fmt: skip


class NewPasswordSchema(colander.Schema):
    password = new_password_node()


class ChangePasswordSchema(colander.Schema):
    current = password_node("current", "Mot de passe actuel", "current-password")
    password = new_password_node()


class LastDaySchema(colander.Schema):
    ends_on = day(
        name="ends_on",
        title="Dernier jour",
        description="Ce jour compte encore. Avec la date d'hier, les droits cessent tout de suite.",
    )


def mandate_schema(organisations: Sequence[tuple[str, str]]) -> colander.Schema:
    """A role, an organisation among ``(slug, name)`` pairs, and dates."""
    slugs = [slug for slug, _ in organisations]
    none = ("", "Aucune (administrateur technique, délégué à la protection des données)")
    return colander.Schema(
        colander.SchemaNode(
            colander.String(), name="role", title="Rôle", validator=colander.OneOf(list(Role)),
            widget=widget.SelectWidget(values=[("", "Choisissez un rôle"), *((role, role.label) for role in Role)]),
        ),
        colander.SchemaNode(
            colander.String(), name="organisation", title="Organisation", validator=colander.OneOf(slugs), missing=None,
            widget=widget.SelectWidget(values=[none, *organisations]),
        ),
        day(name="starts_on", title="Premier jour", description="Les droits commencent ce jour-là."),
        day(
            name="ends_on", title="Dernier jour", description="Laissez vide si vous ne le connaissez pas.",
            missing=None,
        ),
    )  # fmt: skip


def invitation_schema(organisations: Sequence[tuple[str, str]]) -> colander.Schema:
    """A person, and the first mandate they receive."""
    schema = mandate_schema(organisations)
    schema.children[:0] = person_schema().children
    return schema


def person_schema() -> colander.Schema:
    """Someone else's name and address, as whoever manages accounts writes them."""
    email = email_node()
    email.validator = colander.All(email.validator, email_address)
    email.widget = widget.TextInputWidget(type="email", autocomplete="off")
    return colander.Schema(
        colander.SchemaNode(
            colander.String(), name="display_name", title="Prénom et nom", validator=at_most(160),
            widget=widget.TextInputWidget(autocomplete="off"),
        ),
        email,
    )  # fmt: skip
