"""``collectif import``, and two imports of the same file at once."""

from __future__ import annotations

import threading

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from collectif.cli import main
from collectif.organisations.models import Organisation
from collectif.peers.imports import Imports
from collectif.peers.models import Peer, Sponsorship
from collectif.peers.own_fields import own_fields
from collectif.peers.resources import Association
from collectif.tabular.reading import read_table
from tests.support.apps import test_settings

LINES = "Nom;Prénom;Commune;Antenne\n" + "\n".join(f"Martin{chr(97 + n % 26)};Alix;Meaux;Sud" for n in range(26))
LOGGING = """
[loggers]
keys = root
[handlers]
keys = console
[formatters]
keys =
[logger_root]
level = WARNING
handlers = console
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter =
"""


def count(database):
    with database.transaction() as session:
        return session.scalar(select(func.count()).select_from(Sponsorship)), session.scalar(
            select(func.count(Peer.id))
        )


@pytest.fixture
def command(database_url, tmp_path):
    settings = test_settings(database_url, tmp_path)
    text = "[app:main]\nuse = egg:collectif\n" + "".join(
        f"{name} = {value}\n".replace("%", "%%") for name, value in settings.items()
    )
    (tmp_path / "test.ini").write_text(text + LOGGING)

    def run(content, *options, association="apf77", name="pairs.csv"):
        (tmp_path / name).write_text(content)
        arguments = ["import", "--config", str(tmp_path / "test.ini"), "--association", association]
        return CliRunner().invoke(main, [*arguments, "--file", str(tmp_path / name), *options])

    return run


def test_a_file_is_imported_once(command, database, journal_acts):
    assert "rien n'a été importé" in command(LINES, "--dry-run").output
    assert count(database) == (0, 0)
    done = command(LINES)
    assert done.exit_code == 0, done.output
    assert "Pairs à ajouter : 26" in done.output
    assert count(database) == (26, 26)
    assert "Pairs inchangés : 26" in command(LINES).output
    assert count(database) == (26, 26)
    assert "roster.imported" in journal_acts()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_is_wrong_is_said_and_nothing_is_written(command, database):
    for done, words in (
        (command(LINES + "\nX77;Alix;;"), "Ligne 28, Nom"),
        (command(LINES, association="rien"), "pas d'association"),
        (command(LINES, "--format", "rien"), "Ce genre de fichier"),
        (command("", name="vide.csv"), "vide"),
    ):
        assert done.exit_code == 1
        assert words in done.output
    assert count(database) == (0, 0)


def bring(app, session, progress=lambda done: None):
    """Import the lines as the page does, in this session's transaction."""
    table = read_table(LINES.encode(), "pairs.csv")
    row = session.scalars(select(Organisation).where(Organisation.slug == "apf77")).one()
    place = Association(row.id, row.slug, row.short_name)
    imports = Imports(session, app.registry["extensions"], place, own_fields(app.registry, "apf77"))
    name, columns = imports.suggest(table.headers)
    imports.run(table, name, columns, progress=progress)


def test_two_people_importing_the_same_file_at_once_add_nobody_twice(app, database):
    together, faults = threading.Barrier(2), []

    def run():
        try:
            together.wait()
            with database.transaction() as session:
                bring(app, session)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert count(database) == (26, 26)


class Killed(BaseException):
    """The process is killed."""


def cut(_done):
    raise Killed


def cut_import(app, database):
    with database.transaction() as session:
        bring(app, session, cut)


def test_an_import_cut_halfway_leaves_nothing(app, database):
    with pytest.raises(Killed):
        cut_import(app, database)
    assert count(database) == (0, 0)
