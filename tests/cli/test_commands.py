"""Commands an operator types, from an empty folder to a first account."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from collectif.accounts.models import Account, Mandate
from collectif.cli import main
from collectif.db import Database, make_engine
from tests.support.secrets import SECRETS

LOGGING = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nlevel=WARNING\nhandlers=\n"


@pytest.fixture
def config(tmp_path):
    lines = [
        "[app:main]", "use = egg:collectif", "collectif.environment = development",
        f"collectif.database_url = sqlite:///{tmp_path}/data/site.db", f"collectif.mail_folder = {tmp_path}/mail",
        *(f"{name} = {value}" for name, value in SECRETS.items()),
    ]  # fmt: skip
    file = tmp_path / "site.ini"
    file.write_text("\n".join(lines) + "\n" + LOGGING)
    return str(file)


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_from_nothing_to_a_first_account(config, tmp_path):
    assert run("migrate", "--config", config).exit_code == 0
    words = ["account", "create", "--config", config, "--email", "Admin@Test.example", "--name", "Ada Essai"]
    done = run(*words)
    assert done.exit_code == 0, done.output
    engine = make_engine(f"sqlite:///{tmp_path}/data/site.db")
    with Database(engine).transaction() as session:
        assert session.scalar(select(Account.email)) == "admin@test.example"
        assert session.scalar(select(Mandate.role)) == "admin"
    engine.dispose()
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 1
    again = run(*words)
    assert again.exit_code == 1
    assert "Un compte existe déjà" in again.output
    assert run("journal", "verify", "--config", config).exit_code == 0


def test_an_unknown_organisation_opens_nothing(config, tmp_path):
    run("migrate", "--config", config)
    done = run("account", "create", "--config", config, "--email", "a@test.example", "--name", "Ada",
               "--role", "coordinator", "--organisation", "nulle-part")  # fmt: skip
    assert (done.exit_code, "nulle-part" in done.output) == (1, True)
    engine = make_engine(f"sqlite:///{tmp_path}/data/site.db")
    with Database(engine).transaction() as session:
        assert session.scalar(select(Account.id)) is None
    engine.dispose()


def test_production_refuses_to_start_with_a_default_secret(tmp_path, monkeypatch):
    file = tmp_path / "production.ini"
    file.write_text("[app:main]\nuse = egg:collectif\ncollectif.environment = production\n" + LOGGING)
    for name, value in {
        "DATABASE_URL": "sqlite://", "BASE_URL": "https://collectif.example", "JOURNAL_KEY": "k" * 40,
        "ENCRYPTION_KEYS": "e" * 40, "SECRET": "development-only-secret-development-only-secret",
    }.items():  # fmt: skip
        monkeypatch.setenv(f"COLLECTIF_{name}", value)
    done = run("migrate", "--config", file)
    assert done.exit_code == 1
    assert "COLLECTIF_SECRET" in done.output


def test_chores_say_what_they_did(config):
    assert run("migrate", "--config", config).exit_code == 0
    done = run("chores", "--config", config)
    assert done.exit_code == 0, done.output
    assert "Personnes oubliées après deux ans : 0." in done.output
