"""Forms of the accounts room: shapes only, rules are in the services."""

from __future__ import annotations

import colander
from deform import widget

LONGEST_EMAIL = 200
LONGEST_PASSWORD = 200


def email_node(title: str = "Adresse e-mail", **kw: object) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), name="email", title=title, validator=colander.Length(max=LONGEST_EMAIL),
        widget=widget.TextInputWidget(type="email", autocomplete="username"), **kw,
    )  # fmt: skip


def password_node(name: str, title: str, autocomplete: str, **kw: object) -> colander.SchemaNode:
    """A password as it is typed: spaces at its ends count."""
    return colander.SchemaNode(
        colander.String(), name=name, title=title, validator=colander.Length(max=LONGEST_PASSWORD),
        widget=widget.PasswordWidget(strip=False, autocomplete=autocomplete), **kw,
    )  # fmt: skip


class SignInSchema(colander.Schema):
    email = email_node()
    password = password_node("password", "Mot de passe", "current-password")
