"""The PostgreSQL database that a worker keeps is like new after each test, or made anew."""

from __future__ import annotations

import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.support.databases import PostgresTemplates

WRITTEN = (
    "update organisations set short_name = 'changée'",
    "delete from communes where code = '77288'",
    "insert into accounts (id, public_id, email, display_name, sort_name, created_at, fictional, version)"
    " values (nextval('accounts_id_seq'), 'aaaaaaaaaaaa', 'a@exemple.example', 'A', 'a', now(), false, 1)",
)
LOOKS = (
    "select string_agg(short_name, ',' order by id) from organisations",
    "select count(*) from communes",
    "select count(*) from accounts",
    "select count(*) from pg_trigger",
)


def run(url: str, *statements: str) -> list[object]:
    """The first value of each statement that has one."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        answers = [connection.execute(text(statement)) for statement in statements]
        return [answer.scalar() if answer.returns_rows else None for answer in answers]


@pytest.fixture
def kept(postgresql_templates: PostgresTemplates) -> PostgresTemplates:
    return postgresql_templates


def test_what_was_written_is_undone(kept: PostgresTemplates) -> None:
    url = kept.lend()
    before, number = run(url, *LOOKS), run(url, "select nextval('accounts_id_seq')")
    kept.drop(url)
    url = kept.lend()
    run(url, "set session_replication_role = replica", *WRITTEN)
    assert run(url, *LOOKS) != before
    kept.drop(url)
    assert kept.lend() == url, "the same database serves again"
    assert run(url, *LOOKS) == before
    assert run(url, "select nextval('accounts_id_seq')") == number
    kept.drop(url)


@pytest.mark.parametrize("statement", [
    "create table plus (id int)",
    "alter table communes add column plus int",
    "alter table organisations disable trigger all",
    "create function plus() returns int language sql as 'select 1'",
])  # fmt: skip
def test_a_database_whose_shape_has_changed_is_made_anew(kept: PostgresTemplates, statement: str) -> None:
    url = kept.lend()
    run(url, statement)
    kept.drop(url)
    assert kept.lend() != url


def test_a_transaction_left_open_does_not_hold_the_next_test(kept: PostgresTemplates) -> None:
    url = kept.lend()
    engine = create_engine(url)
    connection = engine.connect()
    connection.execute(text("update organisations set short_name = 'retenue'"))
    kept.drop(url)
    assert run(kept.lend(), "select count(*) from organisations where short_name = 'retenue'") == [0]
    connection.invalidate()
    connection.close()
    engine.dispose()
