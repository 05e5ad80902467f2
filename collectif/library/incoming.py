"""The form field that receives a document: read from where the server put it, never whole in memory."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO, Any

import colander

from ..uploads import UploadWidget
from .filenames import clean_filename


@dataclass(frozen=True)
class Incoming:
    """A file as it was sent, under a name fit to be kept. It is closed with its request."""

    filename: str
    file: IO[bytes]


class IncomingFile(colander.SchemaType):
    """Keeps the file open; its size and its kind are looked at by whoever keeps it."""

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if cstruct is colander.null:
            return colander.null
        return Incoming(clean_filename(cstruct.filename or ""), cstruct.file)


def file_node(title: str, *, accept: str, **kw: Any) -> colander.SchemaNode:
    """A field for one document; ``accept`` is what the browser proposes, and proves nothing."""
    return colander.SchemaNode(IncomingFile(), title=title, widget=UploadWidget(accept), **kw)
