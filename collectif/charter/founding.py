"""The first version of the charter, with which every installation begins (seed 001)."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from .canonical import fingerprint, normal, text_of
from .models import CharterVersion

FOUNDING = files("collectif.charter") / "data" / "founding.toml"


def load_charter(session: Session) -> None:
    """Add version 1, in force, when there is no version at all."""
    if session.scalar(select(CharterVersion.id).limit(1)) is not None:
        return
    written = tomllib.loads(FOUNDING.read_text("utf-8"))
    version = CharterVersion(
        number=1, state="current", accepted=True, title=normal(written["title"]),
        preamble=normal(written["preamble"]), plain_preamble=normal(written["plain_preamble"]),
        items=[{name: normal(value) for name, value in item.items()} for item in written["items"]],
    )  # fmt: skip
    version.text_hash = fingerprint(text_of(version))
    session.add(version)
    session.flush()
