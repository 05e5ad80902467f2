"""The journal cannot be changed, and says so if it was."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from collectif.cli import main
from collectif.db import now
from collectif.journal import Journal, ddl
from collectif.journal.models import JournalEntry, JournalHead
from collectif.journal.services import RETENTION, Fault

KEY = "test-journal-test-journal-test-journal"


@pytest.fixture
def journal():
    return Journal(KEY)


def write(journal, session, count=5):
    for number in range(count):
        journal.append(session, actor="system", act="test.act", object_kind="tests", object_id=str(number),
                       details={"number": number, "rate": 0.5, "list": ["é", None]})  # fmt: skip


@pytest.fixture
def written(journal, database):
    with database.transaction() as session:
        write(journal, session)
    return database


def fault(journal, database):
    with database.transaction() as session:
        return journal.verify(session)


def tamper(database, *statements):
    """Change the journal as someone with every right on the database would: without its triggers."""
    name = database.engine.dialect.name
    with database.transaction() as session:
        for statement in (*ddl.DOWN[name], *statements, *ddl.UP[name]):
            session.execute(text(statement.replace(":", "\\:")))


def test_a_whole_chain_is_whole(journal, written):
    assert fault(journal, written) is None


def test_an_empty_journal_is_whole(journal, database):
    assert fault(journal, database) is None


REFUSED = [
    "UPDATE journal_entries SET actor = 'other' WHERE seq = 2",
    "UPDATE journal_entries SET actor = 'other'",
    "DELETE FROM journal_entries WHERE seq = 5",
    "DELETE FROM journal_entries",
    "DELETE FROM journal_head",
]
REFUSED_BY = {
    "sqlite": [
        "REPLACE INTO journal_entries SELECT seq, at, 'other', act, object_kind, object_id, organisation, details, "
        "previous, digest FROM journal_entries WHERE seq = 2",
        "INSERT OR REPLACE INTO journal_entries SELECT seq, at, 'other', act, object_kind, object_id, organisation, "
        "details, previous, digest FROM journal_entries",
        "UPDATE OR REPLACE journal_entries SET seq = 3 WHERE seq = 2",
    ],
    "postgresql": [
        "TRUNCATE journal_entries",
        "TRUNCATE journal_entries CASCADE",
        "INSERT INTO journal_entries SELECT * FROM journal_entries WHERE seq = 2 "
        "ON CONFLICT (seq) DO UPDATE SET actor = 'other'",
        "TRUNCATE journal_head",
    ],
}


def test_the_database_refuses_to_change_it(journal, written):
    for statement in (*REFUSED, *REFUSED_BY[written.engine.dialect.name]):
        with pytest.raises(DBAPIError, match="the journal cannot be changed"), written.transaction() as session:
            session.execute(text(statement))
    assert fault(journal, written) is None


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("UPDATE journal_entries SET actor = 'other' WHERE seq = 3", Fault(3, "altered")),
        ("UPDATE journal_entries SET details = '{}' WHERE seq = 1", Fault(1, "altered")),
        ("UPDATE journal_entries SET at = '2020-01-01 00:00:00+00' WHERE seq = 5", Fault(5, "altered")),
        ("DELETE FROM journal_entries WHERE seq = 1", Fault(1, "removed")),
        ("DELETE FROM journal_entries WHERE seq in (2, 3)", Fault(2, "removed")),
        ("DELETE FROM journal_entries WHERE seq >= 4", Fault(4, "truncated")),
        ("DELETE FROM journal_entries", Fault(1, "truncated")),
        ("DELETE FROM journal_head", Fault(1, "truncated")),
        ("UPDATE journal_head SET last_seq = 4", Fault(4, "altered")),
        (
            "INSERT INTO journal_entries SELECT 6, at, actor, act, object_kind, object_id, organisation, details, "
            "previous, digest FROM journal_entries WHERE seq = 5",
            Fault(6, "added"),
        ),
    ],
)
def test_verification_names_the_first_fault(journal, written, statement, expected):
    tamper(written, statement)
    assert fault(journal, written) == expected


def test_cutting_the_end_and_the_head_alike_shows(journal, written):
    tamper(
        written,
        "DELETE FROM journal_entries WHERE seq > 3",
        "UPDATE journal_head SET last_seq = 3, last_digest = (SELECT digest FROM journal_entries WHERE seq = 3)",
    )
    assert fault(journal, written) == Fault(3, "altered")


def test_a_chain_made_again_with_another_key_shows(database):
    with database.transaction() as session:
        write(Journal("another-key-another-key-another-key-another"), session)
    assert fault(Journal(KEY), database).kind == "altered"


def test_simultaneous_writers_make_one_chain(journal, database, together):
    """Four threads, the very first row included: no hole, nothing lost."""

    def work():
        for _ in range(10):
            with database.transaction() as session:
                write(journal, session, 1)

    assert together(*[work] * 4) == [None] * 4
    with database.transaction() as session:
        rows = session.query(JournalEntry.seq).order_by(JournalEntry.seq).all()
        assert [seq for (seq,) in rows] == list(range(1, 41))
        assert journal.verify(session) is None


def test_verifying_while_others_write_finds_no_fault(journal, written, together):
    def writer():
        for _ in range(10):
            with written.transaction() as session:
                write(journal, session, 1)

    def reader():
        return [fault(journal, written) for _ in range(10)]

    assert together(writer, reader) == [None, [None] * 10]


def test_a_rolled_back_act_leaves_no_hole(journal, written):
    def undone():
        with written.transaction() as session:
            write(journal, session)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    with written.transaction() as session:
        write(journal, session, 1)
        assert session.get(JournalHead, 1).last_seq == 6
    assert fault(journal, written) is None


def test_rows_go_after_twelve_months_and_the_chain_stays_whole(journal, database):
    moment = now()
    for age in (RETENTION + timedelta(days=1), RETENTION - timedelta(days=1), timedelta(0)):
        with time_machine.travel(moment - age, tick=False), database.transaction() as session:
            write(journal, session, 2)
    with database.transaction() as session:
        assert journal.purge(session) == 2
        assert journal.purge(session) == 0
        assert journal.verify(session) is None
        write(journal, session, 1)
    assert fault(journal, database) is None
    tamper(database, "DELETE FROM journal_entries WHERE seq = 3")
    assert fault(journal, database) == Fault(3, "removed")


def test_everything_may_be_old(journal, database):
    with time_machine.travel(datetime(2020, 1, 1), tick=False), database.transaction() as session:
        write(journal, session, 3)
    with database.transaction() as session:
        assert journal.purge(session) == 3
        write(journal, session, 1)
    assert fault(journal, database) is None


def test_a_young_row_cannot_be_purged_by_hand(journal, written):
    with pytest.raises(DBAPIError, match="the journal cannot be changed"), written.transaction() as session:
        journal.purge(session, before=now() + timedelta(days=1))
    assert fault(journal, written) is None


@pytest.fixture
def command(database_url, tmp_path):
    """Runs ``collectif …`` on the test's database."""
    ini = tmp_path / "test.ini"
    ini.write_text(
        "[app:main]\nuse = egg:collectif\ncollectif.environment = test\n"
        f"collectif.database_url = {database_url.replace('%', '%%')}\ncollectif.secret = test-secret\n"
        f"collectif.journal_key = {KEY}\ncollectif.encryption_keys = test-key\n"
        "[loggers]\nkeys = root\n[handlers]\nkeys =\n[formatters]\nkeys =\n[logger_root]\nlevel = WARNING\nhandlers =\n"
    )
    return lambda *words: CliRunner().invoke(main, [*words, "--config", str(ini)])


def test_the_command_says_and_exits(command, written):
    done = command("journal", "verify")
    assert (done.exit_code, done.output) == (0, "Le journal est entier.\n")
    tamper(written, "DELETE FROM journal_entries WHERE seq = 2")
    done = command("journal", "verify")
    assert done.exit_code == 1
    assert "La ligne 2 du journal a été supprimée." in done.output
