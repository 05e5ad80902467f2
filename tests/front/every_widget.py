"""A form that shows every widget the product has, right and wrong."""

from __future__ import annotations

from functools import partial
from typing import Any

import colander
import deform
from deform import widget
from lxml import html

from collectif.forms import WidgetRenderer
from collectif.messages import translate
from collectif.templating import Templates

TEMPLATES = Templates(reload=False)
RENDERER = partial(WidgetRenderer(TEMPLATES), csrf_token="token")
TOWNS = [("", "Choisissez"), ("melun", "Melun"), widget.OptGroup("Nord", ("meaux", "Meaux"))]
WAYS = [("mail", "Par mail"), ("phone", "Par téléphone")]


class Files(dict):
    def preview_url(self, uid: str) -> None:
        """Files of this form have no address."""


def text(title: str, **kw: Any) -> colander.SchemaNode:
    return colander.SchemaNode(colander.String(), title=title, **kw)


class Phones(colander.SequenceSchema):
    phone = text("Téléphone")


class Contact(colander.Schema):
    name = text("Nom")
    way = text("Moyen", widget=widget.RadioChoiceWidget(values=WAYS))


class Contacts(colander.SequenceSchema):
    contact = Contact(title="Contact")


class Address(colander.Schema):
    street = text("Rue", description="Numéro et nom de la rue.")


class Everything(colander.Schema):
    """Every field required, so that an empty body makes every one wrong."""

    title = text("Titre", description="Une phrase.", widget=widget.TextInputWidget(autocomplete="off"))
    email = text("Adresse e-mail", widget=widget.TextInputWidget(input_type="email", autocomplete="email"))
    summary = text("Résumé", description="Quelques lignes.", widget=widget.TextAreaWidget(rows=4))
    secret = text("Mot de passe", widget=widget.PasswordWidget(autocomplete="current-password"))
    new_secret = text("Nouveau mot de passe", widget=widget.CheckedPasswordWidget(autocomplete="new-password"))
    twice = text("Code", widget=widget.CheckedInputWidget())
    town = text("Commune", widget=widget.SelectWidget(values=TOWNS))
    way = text("Moyen de contact", description="Un seul.", widget=widget.RadioChoiceWidget(values=WAYS))
    days = colander.SchemaNode(
        colander.Set(), title="Jours", widget=widget.CheckboxChoiceWidget(values=[("1", "Lundi"), ("2", "Mardi")])
    )
    agreed = colander.SchemaNode(
        colander.Boolean(), title="J’accepte", description="La charte.", validator=colander.OneOf([True])
    )
    born = colander.SchemaNode(
        colander.Date(), title="Date de naissance", widget=widget.DatePartsWidget(autocomplete="bday")
    )
    on = colander.SchemaNode(colander.Date(), title="Date")
    at = colander.SchemaNode(colander.Time(), title="Heure")
    begins = colander.SchemaNode(colander.DateTime(), title="Début")
    logo = colander.SchemaNode(deform.FileData(), title="Logo", description="Une image.")
    kept = text("Gardé", widget=widget.HiddenWidget(), missing="")
    address = Address(title="Adresse", description="Où vous recevez.")
    phones = Phones(title="Téléphones", widget=widget.SequenceWidget(min_len=1, max_len=3))
    contacts = Contacts(title="Contacts", missing=())


SENT_EMPTY = [
    ("__start__", "phones:sequence"),
    ("phone", ""),
    ("__end__", "phones:sequence"),
    ("__start__", "contacts:sequence"),
    ("__start__", "contact:mapping"),
    ("__end__", "contact:mapping"),
    ("__end__", "contacts:sequence"),
]


def make_form(schema: colander.SchemaNode | None = None, **kw: Any) -> deform.Form:
    if schema is None:
        schema = Everything()
        schema["logo"].widget = widget.FileUploadWidget(Files())
    kw.setdefault("buttons", (deform.Button("submit", "Enregistrer"),))
    return deform.Form(schema, renderer=RENDERER, translator=translate, action="/envoi?a=1", **kw)


def read(form: deform.Form, **kw: Any) -> html.HtmlElement:
    """The form as a browser reads it."""
    return html.document_fromstring(f"<main>{form.render(**kw)}</main>")


def right() -> html.HtmlElement:
    """The form as first shown, with two contacts."""
    return read(make_form(appstruct={"contacts": [{"name": "Ada", "way": "mail"}, {"name": "Bo", "way": "phone"}]}))


def wrong() -> html.HtmlElement:
    """The form as shown again after an empty body was sent."""
    form = make_form()
    try:
        form.validate(SENT_EMPTY)
    except deform.ValidationFailure:
        return read(form)
    raise AssertionError("an empty body must be refused")


def controls(page: html.HtmlElement) -> list[html.HtmlElement]:
    """What a person fills in."""
    return page.xpath("//input[not(@type='hidden')] | //select | //textarea")


def described(page: html.HtmlElement, element: html.HtmlElement) -> str:
    """The words of ``aria-describedby``; a reference to nothing is an error."""
    return " ".join(page.get_element_by_id(name).text_content() for name in element.get("aria-describedby", "").split())
