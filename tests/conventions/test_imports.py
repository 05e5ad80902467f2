"""Imports go one way (contracts in setup.cfg), and the contracts do see the code."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.application.use_cases import create_report, read_user_options
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def in_checkout(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_contracts_are_kept_and_cover_every_room():
    # Asked first: it is what makes the kinds of contracts known to the report.
    assert lint_imports(config_filename=str(ROOT / "setup.cfg"), no_cache=True) == 0
    options = read_user_options(config_filename=str(ROOT / "setup.cfg"))
    report = create_report(options, cache_dir=None)
    assert report.module_count > 80
    floors = next(c for c in options.contracts_options if c["name"].startswith("Imports go down"))
    named = {name for line in floors["layers"] for name in line.replace("|", ":").replace(" ", "").split(":")}
    rooms = {f"collectif.{path.parent.name}" for path in (ROOT / "collectif").glob("*/__init__.py")}
    assert rooms <= named
