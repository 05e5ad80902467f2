"""Where contents are kept: a folder, or any S3-compatible service, behind one interface.

A content is whole or absent: it is written aside, then takes its name in one step.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from ..settings import LibrarySettings, SettingsError

S3 = "s3://"
BLOCK = 64 * 1024
# A digest, a random part, and what a content carries while it is being written.
NAME = re.compile(r"[0-9a-f]{64}\.[0-9a-f]{16}(\.part)?")
# Above this a content on its way to S3 waits on the disk rather than in memory.
IN_MEMORY = 1024 * 1024


class ContentMissing(LookupError):
    """The storage has nothing of this name."""


class Storage(Protocol):
    """Keeps contents by name (see :data:`NAME`). A name is written once and never means another content."""

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """Keep a content. When anything goes wrong, nothing of this name can be read."""

    def read(self, name: str, start: int, stop: int) -> Iterator[bytes]:
        """The bytes from ``start`` to ``stop`` (excluded), piece by piece.

        :raises ContentMissing: at the first piece, when there is no such content.
        """

    def delete(self, name: str) -> None:
        """Forget a content; nothing happens when there is none."""

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Everything kept, what was left half-written included, with the instant it was written."""


class FolderStorage:
    """Files in a folder, in 256 sub-folders by the first letters of their names."""

    def __init__(self, folder: Path):
        self._folder = folder

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f"{name}.part")
        try:
            with open(aside, "wb") as file:
                file.writelines(blocks)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def read(self, name: str, start: int, stop: int) -> Iterator[bytes]:
        try:
            file = open(self._path(name), "rb")  # noqa: SIM115
        except FileNotFoundError as error:
            raise ContentMissing(name) from error
        with file:
            file.seek(start)
            while start < stop and (block := file.read(min(BLOCK, stop - start))):
                start += len(block)
                yield block

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        for path in self._folder.glob("[0-9a-f][0-9a-f]/*"):
            if NAME.fullmatch(path.name):
                yield path.name, datetime.fromtimestamp(path.stat().st_mtime, UTC)

    def _path(self, name: str) -> Path:
        return self._folder / _checked(name)[:2] / name


class S3Storage:
    """Objects of one bucket, under one prefix, by any service that speaks S3.

    :param client: a client of boto3 (see :func:`make_client`).
    """

    def __init__(self, client: Any, bucket: str, prefix: str = ""):
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """One request carries the whole content: the service shows it when it has all of it."""
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
            file.writelines(blocks)
            file.seek(0)
            self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=file)

    def read(self, name: str, start: int, stop: int) -> Iterator[bytes]:
        if start >= stop:
            return
        try:
            part = {"Range": f"bytes={start}-{stop - 1}"}
            answer = self._client.get_object(Bucket=self._bucket, Key=self._key(name), **part)
        except self._client.exceptions.ClientError as error:
            if error.response["Error"]["Code"] == "InvalidRange":
                return
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise ContentMissing(name) from error
            raise
        with closing(answer["Body"]) as body:
            yield from body.iter_chunks(BLOCK)

    def delete(self, name: str) -> None:
        self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def names(self) -> Iterator[tuple[str, datetime]]:
        pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
        for page in pages:
            for found in page.get("Contents", ()):
                name = found["Key"].removeprefix(self._prefix)
                if NAME.fullmatch(name):
                    yield name, found["LastModified"]

    def _key(self, name: str) -> str:
        return self._prefix + _checked(name)


def new_name(sha256: str) -> str:
    """A name nobody has: the digest of the content, and chance, so that two who send it at once do not meet."""
    return f"{sha256}.{secrets.token_hex(8)}"


def _checked(name: str) -> str:
    """:raises ValueError: it is no name of ours; it could be a path."""
    if not NAME.fullmatch(name):
        raise ValueError("not the name of a content")
    return name


def make_client(settings: LibrarySettings) -> Any:
    """A client for the S3 service of the settings. boto3 is only needed, and only imported, here.

    :raises SettingsError: boto3 is not installed.
    """
    try:
        import boto3
        from botocore.config import Config
    except ImportError as error:
        raise SettingsError("Pour garder les documents en S3, installez collectif[s3].") from error
    config = Config(
        connect_timeout=5, read_timeout=30, retries={"max_attempts": 2}, s3={"addressing_style": "path"},
        request_checksum_calculation="when_required", response_checksum_validation="when_required",
    )  # fmt: skip
    return boto3.client(
        "s3", endpoint_url=settings.s3_endpoint or None, region_name=settings.s3_region, config=config,
        aws_access_key_id=settings.s3_access_key or None, aws_secret_access_key=settings.s3_secret_key or None,
    )  # fmt: skip


def make_storage(settings: LibrarySettings) -> Storage:
    """The storage that ``collectif.library_storage`` names: a folder, or ``s3://bucket/prefix``."""
    if not settings.storage.startswith(S3):
        return FolderStorage(Path(settings.storage))
    bucket, _, prefix = settings.storage.removeprefix(S3).partition("/")
    return S3Storage(make_client(settings), bucket, prefix)
