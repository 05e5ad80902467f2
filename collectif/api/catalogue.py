"""Every address of the interface, in the order people read them."""

from __future__ import annotations

from . import actions, documents, events, organisations, references
from .operations import Collection, Operation

TITLE = "Données ouvertes du collectif pair-aidance de Seine-et-Marne"
OPERATIONS: tuple[Operation, ...] = (
    *actions.OPERATIONS,
    *events.OPERATIONS,
    *organisations.OPERATIONS,
    *documents.OPERATIONS,
    *references.OPERATIONS,
)
COLLECTIONS = tuple(one for one in OPERATIONS if isinstance(one, Collection))
