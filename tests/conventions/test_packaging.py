"""Packaging says what the disk holds, and an installed wheel is the whole product."""

from __future__ import annotations

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.plugins import BUNDLED

ROOT = Path(__file__).parents[2]
# A folder of the checkout that is a package under another name.
ELSEWHERE = {"collectif.templates": "templates", "collectif.migrations": "alembic"}

PROBE = """
import importlib.metadata, pathlib, sys, webtest
import collectif
from collectif import main, migrate
from collectif.db import Database, make_engine
from collectif.founding import load_founding_data
target = pathlib.Path(sys.argv[1])
assert target in pathlib.Path(collectif.__file__).parents, collectif.__file__
plugins = [point.name for point in importlib.metadata.entry_points(group="collectif.plugins")]
url = "sqlite:///" + str(pathlib.Path.cwd() / "wheel.db")
engine = make_engine(url)
migrate.upgrade(engine)
with Database(engine).transaction() as session:
    load_founding_data(session)
secret = "wheel-test-" * 4
app = main({}, **{
    "collectif.environment": "test", "collectif.database_url": url, "collectif.plugins": " ".join(plugins),
    "collectif.secret": secret, "collectif.journal_key": secret, "collectif.encryption_keys": secret,
})
for plugin in app.registry["extensions"].plugins:
    assert plugin.state == "active" and plugin.logo, (plugin.name, plugin.cause)
    assert target in pathlib.Path(plugin.module.__file__).parents, plugin.module.__file__
browser = webtest.TestApp(app)
for path in ("/", "/pair-aidance", "/pole-ressource", "/actions", "/charte", "/charte/verify_charter.py", "/connexion",
             "/sante"):
    browser.get(path, status=200)
browser.get("/static/css/collectif.css", status=200)
print("served from the wheel with", len(plugins), "plugins")
"""


def declared() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg")
    return parser


def on_disk() -> set[str]:
    core = {".".join(file.parent.relative_to(ROOT).parts) for file in (ROOT / "collectif").rglob("__init__.py")}
    plugins = {file.parent.name for file in (ROOT / "plugins").glob("*/__init__.py")}
    return core | plugins | set(ELSEWHERE)


def test_packages_of_setup_cfg_are_those_of_the_disk():
    assert set(declared()["options"]["packages"].split()) == on_disk()


def test_each_package_folder_is_where_setup_cfg_says():
    pairs = dict(line.split(" = ") for line in declared()["options"]["package_dir"].strip().splitlines())
    plugins = {name: f"plugins/{name}" for name in on_disk() if name.startswith("collectif_")}
    assert pairs == {"collectif": "collectif", **ELSEWHERE, **plugins}


def test_each_bundled_plugin_has_its_entry_point():
    lines = declared()["options.entry_points"]["collectif.plugins"].strip().splitlines()
    entry_points = dict(line.split(" = ") for line in lines)
    plugins = sorted((ROOT / "plugins").glob("*/__init__.py"))
    assert entry_points == {f.parent.name.removeprefix("collectif_"): f.parent.name for f in plugins}


def test_alembic_folder_does_not_shadow_the_library():
    assert not (ROOT / "alembic" / "__init__.py").exists()


def clean_copy(target: Path) -> Path:
    """What a build reads, without what an earlier build left in the checkout."""
    for name in ("collectif", "plugins", "templates", "alembic"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.cfg", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, target / name)
    return target


@pytest.fixture(scope="session")
def installed_wheel(tmp_path_factory) -> Path:
    """The wheel of this checkout, unpacked in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    source = clean_copy(folder / "source")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder, source], check=True)
    wheel = next(folder.glob("*.whl"))
    target = folder / "site"
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", target, wheel], check=True)
    return target


def test_installed_wheel_serves_pages_from_another_directory(installed_wheel, tmp_path):
    environment = {"PYTHONPATH": str(installed_wheel), "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PROBE, str(installed_wheel)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert f"served from the wheel with {len(BUNDLED)} plugins" in done.stdout


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_have_hashes_and_name_no_registry(lock):
    text = lock.read_text()
    pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pins
    assert all("==" in line and line.endswith("\\") for line in pins)
    assert text.count("--hash=sha256:") >= len(pins)
    assert "://" not in text
    assert "--index-url" not in text
