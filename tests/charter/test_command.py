"""``collectif charter``: the chain checked, the public key shown; the chores of the room."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from collectif.charter import ddl
from collectif.cli import main
from collectif.db import Database, make_engine
from tests.support.secrets import SECRETS

from .conftest import add_peer, sign_directly

LOGGING = "[loggers]\nkeys=root\n[handlers]\nkeys=\n[formatters]\nkeys=\n[logger_root]\nlevel=WARNING\nhandlers=\n"
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


@pytest.fixture
def config(tmp_path, database_url):
    settings = {**SECRETS, "collectif.environment": "development", "collectif.database_url": database_url,
                "collectif.mail_folder": str(tmp_path)}  # fmt: skip
    lines = ["[app:main]", "use = egg:collectif", *(f"{name} = {value}" for name, value in settings.items())]
    file = tmp_path / "site.ini"
    file.write_text("\n".join(lines) + "\n" + LOGGING)
    return str(file)


def run(*words: str):
    return CliRunner().invoke(main, ["charter", *words])


def change(database_url: str, *acts) -> None:
    engine = make_engine(database_url)
    with Database(engine).transaction() as session:
        for act in acts:
            act(session)
    engine.dispose()


def test_the_first_bad_row_is_named(config, database_url, keys):
    change(database_url, *[lambda session: sign_directly(session, keys, add_peer(session, "apf77", "Nom"))] * 3)
    done = run("verify", "--config", config)
    assert (done.exit_code, done.output) == (0, "Les signatures de la charte et leurs preuves sont entières.\n")
    drop = [lambda session, one=one: session.execute(text(one)) for one in ddl.DOWN["sqlite"]]
    change(database_url, *drop, lambda session: session.execute(
        text("UPDATE charter_entries SET at = '2020-01-01 00:00:00' WHERE seq >= 2")
    ))  # fmt: skip
    done = run("verify", "--config", config)
    assert (done.exit_code, done.output) == (1, "La ligne 2 de la chaîne a été modifiée.\n")


def test_a_published_fingerprint_is_looked_for(config, database_url, keys):
    change(database_url, lambda session: sign_directly(session, keys, add_peer(session, "apf77", "Nom")))
    assert run("verify", "--config", config, "--head", "f" * 64).exit_code == 1
    assert run("verify", "--config", config, "--head", "0" * 64).exit_code == 0
    assert run("verify", "--config", config, "--head", "abc").exit_code == 2


def test_the_public_key_is_shown(config, keys):
    assert keys.public in run("key", "--config", config).output
    assert SECRETS["collectif.charter_key"] not in run("key", "--config", config).output


def test_the_chores_are_declared(app, engine_name):
    names = [chore.name for chore in app.registry["chores"]]
    assert "Rappels de la charte envoyés" in names
    assert "Pairs mis en pause faute de charte" in names
