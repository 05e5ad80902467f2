"""Organisations of the *pôle ressource*, in the interface: never who sits for them, nor a way to reach them."""

from __future__ import annotations

from typing import Any

from ..organisations.models import KINDS
from ..organisations.queries import resource_hub
from . import shapes as s
from .operations import PAGES, Asked, Collection, Found, Key, Operation, whole
from .shapes import Property, Shape, same

ORGANISATION = Shape("Organisation", "Une association ou une institution du pôle ressource.", (
    Property("slug", s.text("Son identifiant.", "apf77"), same("slug")),
    Property("url", s.url("Sa place sur la page du pôle ressource.", "https://exemple.fr/pole-ressource#apf77"),
             lambda row, address: f"{address('resource_hub')}#{row.slug}"),
    Property("name", s.text("Son nom.", "APF France handicap"), same("name")),
    Property("kind", s.labelled("Ce qu'elle est.", s.word("Sa sorte.", tuple(KINDS)), "Association"),
             lambda row, address: {"id": row.kind, "label": KINDS[row.kind]}),
    Property("description", s.text("Sa présentation ; peut être vide."), same("description")),
    Property("website", s.or_null(s.text("Son site internet, quand elle en a un.", "https://exemple.fr/")),
             lambda row, address: row.website or None),
))  # fmt: skip


def find_page(asked: Asked) -> Found:
    return whole(resource_hub(asked.session), asked)


def find(asked: Asked) -> Any:
    return next((row for row in resource_hub(asked.session) if row.slug == asked.key), None)


OPERATIONS = (
    Collection(
        "api_organisations", "/organisations", "Les organisations du pôle ressource",
        "Les associations, puis les institutions, par nom.",
        ORGANISATION, find_page, parameters=PAGES, name="organisations",
    ),
    Operation(
        "api_organisation", "/organisations/{slug}", "Une organisation du pôle ressource",
        "Une organisation qui a quitté le pôle n'y est plus.",
        ORGANISATION, find, key=Key("slug", "L'identifiant de l'organisation.", "apf77"),
    ),
)  # fmt: skip
