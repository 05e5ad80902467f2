"""The page that tells what may be reused: what there is, how it is asked, what it is worth."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from collectif.actions.csv_fields import fields
from collectif.actions.fragment import OWN
from collectif.actions.narrowing import PARAMETERS as NARROWING
from collectif.api.catalogue import COLLECTIONS
from collectif.api.operations import PAGES
from collectif.http_cache import LICENCE, LICENCE_NAME, site_url
from collectif.parameters import Parameter
from collectif.sharing import of_page
from collectif.text import number
from collectif.texts import glossary
from collectif.texts.identity import SiteIdentity

TITLE = "Données ouvertes"
ABOUT = "Les actions, les organisations et les documents publics du collectif, à réutiliser librement, sans compte."


@view_config(route_name="open_data", renderer="site/open_data.pt", permission=NO_PERMISSION_REQUIRED,
             request_method="GET", public_page=True)  # fmt: skip
def page(request: Request) -> dict[str, Any]:
    """Everything here is read from what answers: the sheet cannot say otherwise."""
    return {
        "identity": SiteIdentity.from_settings(request.registry.settings),
        "licence": (LICENCE_NAME, LICENCE),
        "site": site_url(request),
        "collections": COLLECTIONS,
        "columns": fields(lambda action: ""),
        "questions": [described(request, parameter) for parameter in (*NARROWING, *PAGES)],
        "fragment_questions": [described(request, parameter) for parameter in OWN],
        "parts_of": glossary.parts,
        "sharing": of_page(request, TITLE, ABOUT),
    }


def described(request: Request, parameter: Parameter) -> tuple[str, str, str]:
    """A parameter's name, what it means, the values it takes in words."""
    schema = parameter.schema(request.db)
    if "enum" in schema:
        return parameter.name, parameter.description, ", ".join(schema["enum"])
    usual = f" (sinon {schema['default']})" if "default" in schema else ""
    return parameter.name, parameter.description, f"de {number(schema['minimum'])} à {number(schema['maximum'])}{usual}"
