"""Public documents of the library, in the interface: never who added them, nor what is said between colleagues."""

from __future__ import annotations

from ..library import public
from ..library.kinds import KINDS
from . import shapes as s
from .operations import PAGES, Asked, Collection, Found, Key, Operation
from .shapes import Property, Shape, same

EXAMPLE = "https://exemple.fr/documents/4k2m9x7c3v8b"
DOCUMENT = Shape("Document", "Un document que le collectif met à la disposition de tous.", (
    Property("id", s.text("Son identifiant ; il ne change jamais.", "4k2m9x7c3v8b"), same("public_id")),
    Property("url", s.url("Sa page sur ce site.", EXAMPLE),
             lambda row, address: address("document", public_id=row.public_id)),
    Property("file_url", s.url("Le fichier lui-même, dans sa dernière version.", f"{EXAMPLE}/fichier"),
             lambda row, address: address("document_file", public_id=row.public_id)),
    Property("title", s.text("Son titre.", "Plaquette de la pair-aidance"), same("title")),
    Property("description", s.text("Ce qu'il contient ; peut être vide."), same("description")),
    Property("organisation", s.of_names({
        "slug": s.text("Son identifiant.", "mdph77"), "name": s.text("Son nom.", "MDPH 77"),
    }, "L'organisation dont il vient."),
             lambda row, address: {"slug": row.organisation, "name": row.organisation_name}),
    Property("media_type", s.text("Le type du fichier.", "application/pdf"),
             lambda row, address: KINDS[row.kind].media_type),
    Property("size", s.whole("La taille du fichier, en octets.", 240_000, minimum=0), same("size")),
    Property("version", s.whole("Le numéro de la version.", 1, minimum=1), same("latest_number")),
    Property("published_at", s.moment("Quand il est devenu public."), same("published_at")),
    Property("updated_at", s.moment("Quand sa dernière version a été ajoutée."), same("added_at")),
))  # fmt: skip


def find_page(asked: Asked) -> Found:
    return Found(public.count(asked.session), public.latest(asked.session, asked.size, asked.offset))


OPERATIONS = (
    Collection(
        "api_documents", "/documents", "Les documents publics",
        "Le dernier mis à jour d'abord. Un document retiré n'y est plus.",
        DOCUMENT, find_page, parameters=PAGES, name="documents",
    ),
    Operation(
        "api_document", "/documents/{public_id}", "Un document public",
        "Un document qui n'est plus public répond 410, avec la raison.",
        DOCUMENT, lambda asked: public.find(asked.session, asked.key),
        key=Key("public_id", "L'identifiant du document.", "4k2m9x7c3v8b"), gone=True,
    ),
)  # fmt: skip
