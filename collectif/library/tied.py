"""The documents that the page of something else shows, and whether one may be added there."""

from __future__ import annotations

from dataclasses import dataclass

from pyramid.request import Request

from .queries import Shown, documents_of


@dataclass(frozen=True)
class Tied:
    """What the macro ``library/linked.pt`` needs. ``thing``: what an added document will be tied to."""

    documents: list[Shown]
    thing: str
    may_add: bool


def tied_to(request: Request, kind: str, public_id: str, *, may_add: bool) -> Tied:
    """The documents tied to this thing that the person may see: one query."""
    documents = documents_of(request.db, kind, public_id, request.identity)
    return Tied(documents, f"{kind}:{public_id}", may_add)
