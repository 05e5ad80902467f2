"""What the public pages say until someone writes something else: files of the product, and their only copy.

They are never stored: a block that no published version has written, or that a new release brings, says these words.
See docs/adr/0023-texts-of-the-site.md.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from .markup import normal
from .pages import BY_ROUTE
from .words import Words

FOLDER = files("collectif.texts") / "data"


@cache
def founding(route: str) -> Mapping[str, Words]:
    """The founding words of a page, block by block. :raises KeyError: it has none, or a block of it has none."""
    written = tomllib.loads((FOLDER / f"{route}.toml").read_text("utf-8"))
    return {block.name: _words(written[block.name]) for block in BY_ROUTE[route].blocks}


def _words(written: Mapping[str, str]) -> Words:
    return Words(*(normal(written.get(name, "")) for name in Words._fields))
