"""The documentation of plugins says what the code does."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

from click.testing import CliRunner

from collectif.cli import main
from collectif.extension import Extensions, Options
from collectif.extensions.discovery import Found
from collectif.extensions.docs import render_hooks_doc

DOCS = Path(__file__).parents[2] / "docs"


def test_the_reference_of_hooks_is_up_to_date():
    assert (DOCS / "hooks.md").read_text() == render_hooks_doc(), "run: collectif plugin hooks-doc"


def test_the_reference_can_be_written(tmp_path):
    target = tmp_path / "hooks.md"
    assert CliRunner().invoke(main, ["plugin", "hooks-doc", "--output", str(target)]).exit_code == 0
    assert target.read_text() == render_hooks_doc()


def test_the_plugin_of_the_tutorial_works():
    (code,) = re.findall(r"```python\n(.*?)```", (DOCS / "plugins.md").read_text(), re.DOTALL)
    module = ModuleType("collectif_germenoy")
    exec(code, module.__dict__)
    made = Extensions(Options(active=("germenoy",), found=lambda: [Found("germenoy", lambda: module)]))
    assert made.plugins[0].state == "active", made.plugins[0].cause
    answer = made.ask("collectif_reports", association="germenoy")
    assert [report.name for _, report in answer.items] == ["engagement"]
    assert "collectif_germenoy" not in sys.modules


def test_the_command_lists_plugins_and_fails_when_one_is_out(tmp_path):
    ini = (DOCS.parent / "development.ini").read_text().replace("%(here)s", str(tmp_path))
    good, bad = tmp_path / "good.ini", tmp_path / "bad.ini"
    good.write_text(ini)
    bad.write_text(ini.replace("collectif.plugins = apf77", "collectif.plugins = apf77 nobody"))
    assert "apf77" in CliRunner().invoke(main, ["plugin", "list", "--config", str(good)]).output
    answer = CliRunner().invoke(main, ["plugin", "list", "--config", str(bad)])
    assert answer.exit_code == 1
    assert "pas installée" in answer.output
