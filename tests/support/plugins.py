"""The plugins this repository holds, one for each association."""

from __future__ import annotations

from pathlib import Path

SHELF = Path(__file__).parents[2] / "plugins"
BUNDLED = sorted(folder.parent.name.removeprefix("collectif_") for folder in SHELF.glob("*/__init__.py"))
