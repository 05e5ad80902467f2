"""The form field that asks for a commune."""

from __future__ import annotations

from typing import Any

import colander
from deform.widget import TextInputWidget

from ..errors import DomainError
from .directory import Directory
from .queries import commune_directory

LONGEST_NAME = 80


class CommuneName(colander.SchemaType):
    """What people type on the page, the commune's INSEE code in the data."""

    def __init__(self, directory: Directory):
        self._directory = directory

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        if not appstruct:
            return colander.null
        return self._directory.name(appstruct)

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if not isinstance(cstruct, str) or not cstruct.strip():
            return colander.null
        if len(cstruct) > LONGEST_NAME:
            raise colander.Invalid(node, f"Écrivez {LONGEST_NAME} caractères au plus.")
        try:
            return self._directory.find(cstruct.strip())
        except DomainError as error:
            raise colander.Invalid(node, error.message) from error


class CommuneWidget(TextInputWidget):
    """A text field that proposes the names of communes; without a script or a list, it is a text field."""

    template = "suggested_input"
    maxlength = LONGEST_NAME

    def __init__(self, suggestions: Any, **kw: Any):
        super().__init__(**kw)
        self.suggestions = suggestions


class CommuneNode(colander.SchemaNode):
    """``commune_code = CommuneNode(missing=None)`` in any schema; reads the communes once, when it is bound."""

    schema_type = colander.String
    title = "Commune"
    description = "Une commune de Seine-et-Marne, par son nom."

    def after_bind(self, node: colander.SchemaNode, kw: dict[str, Any]) -> None:
        directory = commune_directory(kw["request"].db)
        self.typ = CommuneName(directory)
        self.widget = CommuneWidget(directory.names)
