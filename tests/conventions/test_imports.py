"""Imports go one way (contracts in setup.cfg), and the contracts do see the code."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"


def lint(contracts: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: what other tests loaded disturbs the reading of the code, and it silences their logs."""
    command = [sys.executable, "-c", LINT, contracts]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_contracts_are_kept():
    done = lint("setup.cfg")
    assert done.returncode == 0, done.stdout
    analyzed = re.search(r"Analyzed (\d+) files", done.stdout)
    assert analyzed, done.stdout
    assert int(analyzed[1]) > 80


def test_contracts_cover_every_room():
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    named = set(settings["importlinter:contract:floors"]["layers"].replace("|", " ").replace(":", " ").split())
    rooms = {f"collectif.{path.parent.name}" for path in (ROOT / "collectif").glob("*/__init__.py")}
    assert rooms <= named
