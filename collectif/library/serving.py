"""Sending a document back: a type of ours, a name made safe, in parts when asked, never whole in memory."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request
from pyramid.response import Response

from .contents import Contents, sealed_of
from .filenames import disposition
from .kinds import KINDS, Kind
from .models import DocumentVersion, StoredContent
from .sealing import Sealed
from .storage import ContentMissing

log = logging.getLogger(__name__)

# One part, or the end (RFC 9110 §14.1.2); several parts, or what is no range at all, are answered by the whole.
RANGE = re.compile(r"bytes=(\d{1,18}-\d{0,18}|-\d{1,18})", re.ASCII)
# Opened by itself, a document may load and run nothing, nor be anybody's.
ALONE = "default-src 'none'; sandbox"


class Parts:
    """The body of an answer: the whole content, or the part a range asks for (webob calls ``app_iter_range``)."""

    def __init__(self, contents: Contents, sealed: Sealed):
        self._contents = contents
        self._sealed = sealed

    def __iter__(self) -> Iterator[bytes]:
        return self._contents.open(self._sealed, 0, self._sealed.size)

    def app_iter_range(self, start: int, stop: int) -> Iterator[bytes]:
        return self._contents.open(self._sealed, start, stop)


def serve(request: Request, version: DocumentVersion, *, public: bool) -> Response:
    """The file of one version.

    :raises HTTPNotFound: its content was erased, or the storage lost it.
    """
    if version.content is None:
        raise HTTPNotFound()
    return serve_content(request, version.content, KINDS[version.kind], version.filename, public=public)


def serve_content(request: Request, content: StoredContent, kind: Kind, filename: str, *, public: bool) -> Response:
    """A content, as a file of this kind and name. Browsers keep it, and ask each time whether they still may.

    :raises HTTPNotFound: the storage lost it.
    """
    if not RANGE.fullmatch(request.headers.get("Range", "")):
        # WebOb would read the others, and stumble on some.
        request.environ.pop("HTTP_RANGE", None)
    contents, sealed = request.service(Contents), sealed_of(content)
    _check_there(contents, sealed)
    response = Response(content_type=kind.media_type, charset=None, conditional_response=True)
    response.app_iter = Parts(contents, sealed)
    response.content_length = content.size
    response.etag = content.sha256
    response.accept_ranges = "bytes"
    response.headers.update({
        "Content-Disposition": disposition("inline" if kind.inline else "attachment", filename),
        "Content-Security-Policy": ALONE,
        "Cache-Control": "public, no-cache" if public else "private, no-cache",
    })  # fmt: skip
    return response


def _check_there(contents: Contents, sealed: Sealed) -> None:
    """Read the first byte before answering: once the answer has begun, nothing can be said any more."""
    try:
        for _ in contents.open(sealed, 0, 1):
            pass
    except ContentMissing as error:
        log.exception("content missing", extra={"content": sealed.name})
        raise HTTPNotFound() from error
