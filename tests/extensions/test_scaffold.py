"""A new plugin, from the command to its own tests, as someone outside this repository would have it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from collectif.cli import main

ROOT = Path(__file__).parents[2]
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]


def new(*words: str):
    return CliRunner().invoke(main, ["plugin", "new", *words])


@pytest.mark.parametrize(
    ("slug", "name", "words"),
    [
        ("Les Cerisiers", "", "« Les Cerisiers »"),
        ("../ailleurs", "", "« ../ailleurs »"),
        ("9lettres", "", "« 9lettres »"),
        ("a_b", "", "« a_b »"),
        ("a" * 41, "", "trop long"),
        ("apf77", "", "déjà installée"),
        ("cerisiers", 'Les "Cerisiers"', "guillemet"),
        ("cerisiers", "Les\nCerisiers", "guillemet"),
    ],
)
def test_a_name_that_will_not_do_is_refused_and_nothing_is_written(slug, name, words, tmp_path):
    answer = new(slug, "--folder", str(tmp_path), *(["--name", name] if name else []))
    assert answer.exit_code == 1
    assert words in answer.output
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_there_is_left_alone(tmp_path):
    (tmp_path / "collectif_cerisiers").mkdir()
    answer = new("cerisiers", "--folder", str(tmp_path))
    assert answer.exit_code == 1
    assert "existe déjà" in answer.output
    assert list((tmp_path / "collectif_cerisiers").iterdir()) == []


def test_what_is_written_has_no_word_left_to_fill(tmp_path):
    assert new("les-cerisiers", "--name", "L'Entraide des Cerisiers", "--folder", str(tmp_path)).exit_code == 0
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == 6
    assert not any("$" in path.read_text() or path.suffix == ".txt" for path in files)
    project = tomllib.loads((tmp_path / "collectif_les_cerisiers" / "pyproject.toml").read_text())
    assert project["project"]["entry-points"]["collectif.plugins"] == {"les-cerisiers": "collectif_les_cerisiers"}
    assert project["tool"]["setuptools"]["packages"] == ["collectif_les_cerisiers"]


def test_it_installs_without_network_and_its_tests_pass_at_once(tmp_path):
    assert new("les-cerisiers", "--name", "Les Cerisiers", "--folder", str(tmp_path)).exit_code == 0
    project, site = tmp_path / "collectif_les_cerisiers", tmp_path / "site"
    offline = ["--no-deps", "--no-build-isolation", "--no-index", "--target", str(site)]
    subprocess.run([*PIP, "install", *offline, str(project)], check=True, timeout=120)
    assert (site / "collectif_les_cerisiers" / "static" / "logo.svg").is_file()
    # Away from this repository and from its own sources: only what was installed is found.
    tests = (project / "tests").rename(tmp_path / "tests")
    (project / "pyproject.toml").rename(tmp_path / "pyproject.toml")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), str(ROOT)])}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tests)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "13 passed" in done.stdout
