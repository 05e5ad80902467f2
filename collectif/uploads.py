"""The form field that asks for a file: read within a bound, kept nowhere, closed at once.

>>> logo = upload_node("Image du logo", max_bytes=200 * 1024, accept="image/png")

Its value is a :class:`SentFile`, or what the node is missing. One byte more than the bound is read, which is enough for
whoever receives it to refuse it in its own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import colander
from deform.widget import Widget


@dataclass(frozen=True)
class SentFile:
    """A file as it was sent. Its name is what its owner called it: never a path, never to be trusted."""

    filename: str
    content: bytes


class Upload(colander.SchemaType):
    """Reads at most ``max_bytes`` and one more."""

    def __init__(self, max_bytes: int):
        self._max_bytes = max_bytes

    def serialize(self, node: colander.SchemaNode, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: colander.SchemaNode, cstruct: Any) -> Any:
        if cstruct is colander.null:
            return colander.null
        with cstruct.file as file:
            content = file.read(self._max_bytes + 1)
        return SentFile(cstruct.filename.replace("\\", "/").rpartition("/")[2], content)


class UploadWidget(Widget):
    """A file field. A browser never shows again the file it sent, so neither do we."""

    template = "file_upload"

    def __init__(self, accept: str, **kw: Any):
        super().__init__(**kw)
        self.accept = accept

    def serialize(self, field: Any, cstruct: Any, **kw: Any) -> Any:
        return field.renderer(self.template, **self.get_template_values(field, None, kw))

    def deserialize(self, field: Any, pstruct: Any) -> Any:
        upload = pstruct.get("upload") if isinstance(pstruct, dict) else None
        return upload if hasattr(upload, "file") else colander.null


def upload_node(title: str, *, max_bytes: int, accept: str, **kw: Any) -> colander.SchemaNode:
    """A field for one file; ``accept`` is what the browser proposes, and proves nothing."""
    return colander.SchemaNode(Upload(max_bytes), title=title, widget=UploadWidget(accept), **kw)
