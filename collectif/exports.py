"""Lists as files to download."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from .documents import FORMATS, Document, Table, export
from .text import today


def export_response(request: Request, table: Table) -> Response:
    """``table`` in the format the address asks for (``?format=csv``, ``xlsx`` or ``ods``).

    :raises HTTPNotFound: there is no such format.
    """
    name = request.GET.get("format", "")
    if name not in FORMATS:
        raise HTTPNotFound()
    return document_response(export(table, name, today()))


def document_response(document: Document) -> Response:
    """A file to download under its own name."""
    response = Response(body=document.content, content_type=document.media_type.partition(";")[0])
    if document.media_type.startswith("text/"):
        response.charset = "utf-8"
    response.content_disposition = f'attachment; filename="{document.filename}"'
    return response
