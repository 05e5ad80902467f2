"""The description of the interface for programs (OpenAPI 3.1), made from what it answers with."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from ..http_cache import LICENCE, LICENCE_NAME
from ..version import __version__
from .catalogue import OPERATIONS, TITLE
from .operations import ROOT, Collection, Operation
from .shapes import Address, Schema, of_names, text, url, whole

DESCRIPTION = (
    "Ce que le collectif publie, sans compte, depuis n'importe quel site. Aucune réponse ne nomme une personne. "
    "Chaque réponse porte un ETag et se garde cinq minutes. Les noms ne changent pas ; il peut s'en ajouter. "
    "Les erreurs suivent la RFC 9457."
)
ERRORS = {
    400: "La question est mal posée : un paramètre inconnu, répété, ou une valeur qu'il ne prend pas.",
    404: "Rien de public n'a cette adresse.",
    405: "Cette interface ne fait que lire.",
    410: "C'était public et ne l'est plus ; « detail » dit pourquoi.",
}
PROBLEM = of_names({
    "status": whole("Le code de la réponse.", 400),
    "title": text("L'erreur, en deux mots.", "Question mal posée"),
    "detail": text("Ce qui ne va pas, et ce qu'on peut demander."),
}, "Une erreur (RFC 9457).")  # fmt: skip
HOME = of_names({
    "title": text("Ce que c'est."),
    "licence": of_names({"name": text("Son nom."), "url": url("Son texte.", LICENCE)}, "La licence des données."),
    "openapi": url("La description de l'interface.", "https://exemple.fr/api/v1/openapi.json"),
    "documentation": url("La page qui l'explique.", "https://exemple.fr/donnees-ouvertes"),
    "lists": {"type": "array", "description": "Les listes qu'elle donne.", "items": of_names({
        "id": text("Le nom de la liste.", "actions"),
        "title": text("Ce qu'elle contient.", "Les actions publiées"),
        "description": text("Dans quel ordre."),
        "url": url("Son adresse.", "https://exemple.fr/api/v1/actions"),
    })},
}, "Le point d'entrée.")  # fmt: skip
ETAG = {"description": "À renvoyer dans « If-None-Match ».", "schema": {"type": "string"}}
LINK = {"description": "Les autres pages (RFC 8288) : first, prev, next, last.", "schema": {"type": "string"}}


def description(session: Session, address: Address, site: str) -> dict[str, Any]:
    """:param site: the site's own address."""
    paths = {ROOT: {"get": _home()}} | {one.pattern: {"get": _operation(one, session)} for one in OPERATIONS}
    schemas = {"Problem": PROBLEM, "Home": HOME}
    for one in OPERATIONS:
        schemas |= one.schemas()
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": TITLE, "summary": "Actions, organisations, documents, listes.", "description": DESCRIPTION,
            "version": __version__, "license": {"name": LICENCE_NAME, "url": LICENCE},
        },
        "externalDocs": {"description": "La page qui l'explique", "url": address("open_data")},
        "servers": [{"url": site}],
        "paths": paths,
        "components": {"schemas": schemas},
    }  # fmt: skip


def _home() -> dict[str, Any]:
    said = {"operationId": "api_home", "summary": "Le point d'entrée", "description": "Ce qu'il y a, et où."}
    return {**said, "parameters": [], "responses": _responses("Home", {}, (405,))}


def _operation(operation: Operation, session: Session) -> dict[str, Any]:
    listed = isinstance(operation, Collection)
    keyed = [404] + [410] * operation.gone if operation.key else []
    parameters = [parameter.described(session) for parameter in operation.parameters]
    return {
        "operationId": operation.route,
        "summary": operation.title,
        "description": operation.description,
        "parameters": _key(operation) + parameters,
        "responses": _responses(operation.answers, {"Link": LINK} if listed else {}, (400, *keyed, 405)),
    }


def _key(operation: Operation) -> list[dict[str, Any]]:
    key = operation.key
    if key is None:
        return []
    schema = {"type": "string", "pattern": key.pattern, "minLength": 1, "maxLength": 100}
    return [{"name": key.name, "in": "path", "required": True, "description": key.description, "schema": schema,
             "example": key.example}]  # fmt: skip


def _responses(schema: str, headers: Schema, errors: tuple[int, ...]) -> dict[str, Any]:
    answer = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    refused = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "200": {"description": "La réponse.", "headers": {"ETag": ETAG, **headers}, "content": answer},
        "304": {"description": "Rien n'a changé depuis l'ETag renvoyé."},
        **{str(status): {"description": ERRORS[status], "content": refused} for status in errors},
    }
