"""Commands about plugins that keep tables: migrate, give back, forget, take out."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, select

from collectif.cli import main
from collectif.db import Database, make_engine
from collectif.peers.models import Peer
from collectif.testing.people import SECRETS
from tests.reports.factories import sponsor

LOGGING = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nlevel=WARNING\nhandlers=\n"


class Installation:
    """An installation on this machine, with the plugins its file names."""

    def __init__(self, folder):
        self._folder = folder
        self.config = str(folder / "site.ini")
        self.url = f"sqlite:///{folder}/site.db"

    def name(self, plugins: str) -> None:
        lines = [
            "[app:main]", "use = egg:collectif", "collectif.environment = development",
            f"collectif.database_url = {self.url}", f"collectif.mail_folder = {self._folder}/mail",
            f"collectif.plugins = {plugins}", *(f"{name} = {value}" for name, value in SECRETS.items()),
        ]  # fmt: skip
        (self._folder / "site.ini").write_text("\n".join(lines) + "\n" + LOGGING)

    def run(self, *words: str):
        return CliRunner().invoke(main, [*words, "--config", self.config])


@pytest.fixture
def installation(tmp_path):
    made = Installation(tmp_path)
    made.name("voirensemble")
    done = made.run("migrate")
    assert done.exit_code == 0, done.output
    return made


@pytest.fixture
def database(installation):
    engine = make_engine(installation.url)
    yield Database(engine)
    engine.dispose()


@pytest.fixture
def borrower(database):
    """Someone who has a reading machine."""
    from collectif.extensions.store import OwnStore
    from collectif.text import today
    from collectif_voirensemble.loans import LOANS

    with database.transaction() as session:
        peer = sponsor(session, "voirensemble").peer.public_id
        store = OwnStore(session, "voirensemble", {"loans": LOANS}, lambda: {peer: ""}, writing=True)
        store.add("loans", equipment="daisy", peer=peer, lent_on=today(), due_on=today())
    return peer


def test_migrate_makes_the_tables_of_plugins_and_may_be_run_again(installation, database):
    with database.engine.connect() as connection:
        assert "ext_voirensemble__loans" in inspect(connection).get_table_names()
    assert installation.run("migrate").exit_code == 0


def test_rights_reach_the_tables_of_plugins(installation, borrower):
    done = installation.run("privacy", "export", "peer", borrower)
    (loan,) = json.loads(done.output)["ext_voirensemble__loans"]
    assert loan["matériel"] == "Lecteur de livres audio (Daisy)"
    assert installation.run("privacy", "erase", "peer", borrower, "--yes").exit_code == 0
    assert json.loads(installation.run("privacy", "export", "peer", borrower).output)["ext_voirensemble__loans"] == []


def test_rights_stop_when_a_plugin_is_out_of_order(installation, borrower, database, monkeypatch):
    monkeypatch.setattr("collectif.extensions.discovery.API_VERSION", 99)
    for right in ("export", "erase"):
        done = installation.run("privacy", right, "peer", borrower, *(["--yes"] if right == "erase" else []))
        assert done.exit_code == 1
        assert "Rien n'est fait" in done.output
        assert "version" in done.output
    with database.transaction() as session:
        assert session.scalars(select(Peer.family_name)).all() == ["Fictif"]


def test_what_a_plugin_kept_is_taken_out_once_it_is_gone(installation, borrower, tmp_path):
    installation.name("")
    out = tmp_path / "kept.json"
    done = installation.run("plugin", "export-data", "voirensemble", "--output", str(out))
    assert done.exit_code == 0, done.output
    kept = json.loads(out.read_text())
    assert [row["peer"] for row in kept["tables"]["loans"]] == [borrower]
    assert installation.run("plugin", "export-data", "personne").exit_code == 1
    (loan,) = json.loads(installation.run("privacy", "export", "peer", borrower).output)["ext_voirensemble__loans"]
    assert loan["equipment"] == "daisy"
    assert installation.run("migrate").exit_code == 0


def test_migrate_says_which_plugin_cannot_be_migrated(installation, monkeypatch):
    monkeypatch.setattr("collectif.extensions.migrations.FOLDER", "nowhere")
    done = installation.run("migrate")
    assert done.exit_code == 1
    assert "voirensemble" in done.output
