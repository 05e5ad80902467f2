"""The documentation of plugins says what the code does."""

from __future__ import annotations

import re
import shlex
import textwrap
from importlib import import_module
from pathlib import Path

from click.testing import CliRunner

from collectif.cli import main
from collectif.extensions.discovery import Found
from collectif.extensions.docs import render_hooks_doc
from collectif.peers.imports import Imports
from collectif.tabular.reading import read_table
from collectif.testing.check_identity import OPEN_TO_PLUGINS, check_hooks
from collectif.testing.check_reports import check_reports
from collectif.testing.conformance import Conformance
from collectif.testing.site import Site

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = (DOCS / "plugins.md").read_text()


def test_the_reference_of_hooks_is_up_to_date():
    assert (DOCS / "hooks.md").read_text() == render_hooks_doc(), "run: collectif plugin hooks-doc"


def test_the_reference_can_be_written(tmp_path):
    target = tmp_path / "hooks.md"
    assert CliRunner().invoke(main, ["plugin", "hooks-doc", "--output", str(target)]).exit_code == 0
    assert target.read_text() == render_hooks_doc()


def blocks(language: str) -> list[str]:
    """The pieces of the tutorial in this language."""
    return [textwrap.dedent(found) for found in re.findall(rf"```{language}\n(.*?)```", TUTORIAL, re.DOTALL)]


def test_the_plugin_of_the_tutorial_works(tmp_path, monkeypatch):
    """The command, the report added by hand and the file brought in, as the tutorial says them."""
    command = next(block for block in blocks("") if "plugin new" in block)
    words = shlex.split(command.removeprefix(".venv/bin/collectif "))
    assert CliRunner().invoke(main, [*words, "--folder", str(tmp_path)]).exit_code == 0
    project = tmp_path / "collectif_cerisiers"
    report = next(block for block in blocks("python") if block.startswith("# collectif_cerisiers/reports.py"))
    (project / "collectif_cerisiers" / "reports.py").write_text(report)
    start = project / "collectif_cerisiers" / "__init__.py"
    code = start.read_text().replace("from . import roster", "from . import reports, roster")
    code = code.replace('version=version("collectif-cerisiers")', 'version="0.1"')
    start.write_text(f"{code}collectif_reports = always(reports.REPORTS)\n")
    monkeypatch.syspath_prepend(str(project))
    site = Site("cerisiers", tmp_path, lambda: [Found("cerisiers", lambda: import_module("collectif_cerisiers"))])
    try:
        check_hooks(site)
        check_reports(site)
        _import_the_people(site)
    finally:
        site.close()


def _import_the_people(site):
    file = next(block for block in blocks("") if block.startswith("Nom;"))
    with site.fresh().session() as session:
        imports = Imports(session, site.extensions, site.association(session), site.own)
        table = read_table(file.encode(), "pairs.csv")
        plan = imports.run(table, *imports.suggest(table.headers))
        assert (plan.problems, len(plan.lines)) == ([], 2)
    page = site.browser().get(site.path("pairs"))
    page.mustcontain("En visio", "Façon de se rencontrer")


def test_the_tutorial_names_each_test_of_the_suite():
    assert set(re.findall(r"^\| `(test_\w+)`", TUTORIAL, re.MULTILINE)) == {
        name for name in dir(Conformance) if name.startswith("test_")
    }


def test_what_the_tutorial_says_is_open_to_plugins_is():
    said = next(line for line in TUTORIAL.split("\n- ") if line.startswith("It may import"))
    assert set(re.findall(r"`(collectif[\w.]*)`", said)) == OPEN_TO_PLUGINS - {"collectif.testing"}


def test_the_command_lists_plugins_and_fails_when_one_is_out(tmp_path):
    ini = (DOCS.parent / "development.ini").read_text().replace("%(here)s", str(tmp_path))
    good, bad = tmp_path / "good.ini", tmp_path / "bad.ini"
    good.write_text(ini)
    bad.write_text(ini.replace("collectif.plugins = apf77", "collectif.plugins = apf77 nobody"))
    assert "apf77" in CliRunner().invoke(main, ["plugin", "list", "--config", str(good)]).output
    answer = CliRunner().invoke(main, ["plugin", "list", "--config", str(bad)])
    assert answer.exit_code == 1
    assert "pas installée" in answer.output
