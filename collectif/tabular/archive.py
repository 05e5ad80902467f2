"""The parts of a zipped spreadsheet, read within bounds.

The list of contents is checked first (number, announced sizes, ratio), but it may lie: what is really decompressed is
counted too, piece by piece. Only the parts a reader asks for are opened; pictures and nested archives never are.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from .model import MEBIBYTE, Limits, TabularError
from .sniff import damaged, password

CHUNK = 64 * 1024
ENCRYPTED = 0x1
READABLE = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# Small parts may be squeezed as much as they like: they cannot hurt.
RATIO_COUNTS_FROM = 10 * MEBIBYTE


class Archive:
    """A zip file opened for reading.

    :raises TabularError: when it is damaged, encrypted, or would grow beyond the limits.
    """

    def __init__(self, content: bytes, limits: Limits):
        self._limits = limits
        self._left = limits.max_unzipped
        with _zip_errors():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._check()

    @property
    def names(self) -> list[str]:
        return self._zip.namelist()

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def chunks(self, name: str) -> Iterator[bytes]:
        """The bytes of one part, in pieces; nothing when there is no such part."""
        if name not in self:
            return
        with _zip_errors(), self._zip.open(name) as part:
            while piece := part.read(CHUNK):
                self._left -= len(piece)
                if self._left < 0:
                    raise _too_big()
                yield piece

    def beginning(self, name: str) -> bytes:
        """The first bytes of one part."""
        return next(self.chunks(name), b"")

    def _check(self) -> None:
        parts = self._zip.infolist()
        if len(parts) > self._limits.max_entries:
            raise _too_big()
        if sum(info.file_size for info in parts) > self._limits.max_unzipped:
            raise _too_big()
        for info in parts:
            if info.flag_bits & ENCRYPTED:
                raise password()
            if info.compress_type not in READABLE:
                raise damaged()
            if info.file_size > max(RATIO_COUNTS_FROM, info.compress_size * self._limits.max_ratio):
                raise _too_big()


@contextmanager
def _zip_errors() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise damaged() from error
    except RuntimeError as error:
        raise password() from error


def _too_big() -> TabularError:
    return TabularError(
        "Ce classeur prend beaucoup trop de place une fois ouvert.",
        "Copiez seulement les lignes et les colonnes utiles dans un nouveau classeur, puis envoyez celui-ci.",
    )
