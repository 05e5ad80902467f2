"""The tests of conventions can fail: each is shown once something that breaks what it guards."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import Any

import pytest
from chameleon.exc import TemplateError

from . import test_packaging as packaging
from . import test_templates as templates
from .test_imports import lint

WRONG_WAY = """
[importlinter]
root_packages =
    collectif

[importlinter:contract:upwards]
name = Nothing imports the ground floor
type = forbidden
source_modules =
    collectif.peers
forbidden_modules =
    collectif.db
"""


def page(tmp_path: Path, inside: str) -> Path:
    path = tmp_path / "page.pt"
    path.write_text(f"<html metal:use-macro=\"layout.macros['page']\">{inside}</html>")
    return path


def test_an_import_the_wrong_way(tmp_path: Path) -> None:
    contracts = tmp_path / "contracts.cfg"
    contracts.write_text(WRONG_WAY)
    linted = lint(str(contracts))
    assert linted.returncode == 1
    assert "collectif.peers is not allowed to import collectif.db" in linted.stdout


def test_a_template_that_does_not_compile(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        templates.test_template_compiles(page(tmp_path, "<p></q>"))


@pytest.mark.parametrize("inside", ["<title>x</title><p>x</p>", '<title metal:fill-slot="title"/><p>no heading</p>'])
def test_a_page_without_title_or_heading(tmp_path: Path, inside: str) -> None:
    with pytest.raises(AssertionError):
        templates.test_page_has_a_title_and_a_heading(page(tmp_path, inside))


@pytest.mark.parametrize("inside", ["<script>x()</script>", "<style>p{}</style>", '<p style="x">', '<p onclick="x()">'])
def test_something_inline(tmp_path: Path, inside: str) -> None:
    with pytest.raises(AssertionError):
        templates.test_template_has_nothing_inline(page(tmp_path, inside))


def without(section: str, key: str) -> Any:
    """setup.cfg as it would be with a line forgotten."""
    real = packaging.declared()
    changed = configparser.ConfigParser()
    changed.read_dict(real)
    lines = changed[section][key].strip().splitlines()
    changed[section][key] = "\n".join(["", *lines[:-1]])
    return lambda: changed


@pytest.mark.parametrize(
    ("section", "key", "guard"),
    [
        ("options", "packages", packaging.test_packages_of_setup_cfg_are_those_of_the_disk),
        ("options", "package_dir", packaging.test_each_package_folder_is_where_setup_cfg_says),
        ("options.entry_points", "collectif.plugins", packaging.test_each_bundled_plugin_has_its_entry_point),
    ],
    ids=["packages", "folders", "entry points"],
)
def test_packaging_with_a_line_forgotten(monkeypatch: pytest.MonkeyPatch, section: str, key: str, guard: Any) -> None:
    monkeypatch.setattr(packaging, "declared", without(section, key))
    with pytest.raises(AssertionError):
        guard()
