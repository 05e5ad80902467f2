"""One PostgreSQL database a worker, put back as it was between two tests: making and dropping one costs ten times more.

What a test can do to it is undone by rows: whatever it wrote goes, founding rows come back, numbers start again. When
it changed the tables themselves (:meth:`KeptDatabase.put_back` says no), the database is made anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import make_url

# What describes tables, functions and triggers; a statement that changes them writes a newer row of one of these.
SHAPE = """
select md5(string_agg(mark, ',' order by mark)) from (
    select 'c' || oid || ':' || xmin as mark from pg_class where relnamespace = 'public'::regnamespace
    union all select 'f' || oid || ':' || xmin from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'k' || oid || ':' || xmin from pg_constraint where connamespace = 'public'::regnamespace
    union all select 't' || oid || ':' || xmin from pg_trigger
    union all select 's' || oid || ':' || xmin from pg_namespace
) as marks
"""
TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"
SEQUENCES = "select sequencename, coalesce(last_value, start_value), last_value is not null from pg_sequences"
OTHERS_OUT = """
select pg_terminate_backend(pid, 5000) from pg_stat_activity
where datname = current_database() and pid != pg_backend_pid()
"""
# Rows changed since they were copied: one more, one less, or one written by a later transaction.
MARK = "select count(*) || ':' || coalesce(max(xmin::text::bigint), 0) from public.\"{0}\""
EMPTY = 'if exists (select from public."{0}") then delete from public."{0}"; end if;'
RESTORE = """
if (select mark from kept.marks where name = '{0}') is distinct from ({mark}) then
    delete from public."{0}"; insert into public."{0}" select * from kept."{0}";
    update kept.marks set mark = ({mark}) where name = '{0}';
end if;
"""


class KeptDatabase:
    """A database that was just made, and that :meth:`put_back` makes like new again.

    :param url: of the database; its user is a superuser, as triggers and foreign keys must rest meanwhile.
    """

    def __init__(self, url: str):
        self.url = url
        self._engine = create_engine(make_url(url), isolation_level="AUTOCOMMIT")
        self._connection = self._engine.connect()
        self._connection.execute(text("create schema kept"))
        self._write_reset()
        self._shape = self._read_shape()

    def put_back(self) -> bool:
        """Undo what was written. :returns: whether that is enough: the tables themselves are as they were."""
        self._connection.execute(text(OTHERS_OUT))
        if self._read_shape() != self._shape:
            return False
        self._connection.execute(text("select kept.put_back()"))
        return True

    def close(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def _read_shape(self) -> str:
        return self._connection.scalar(text(SHAPE))

    def _write_reset(self) -> None:
        connection, lines = self._connection, []
        connection.execute(text("create table kept.marks (name text primary key, mark text not null)"))
        for table in connection.scalars(text(TABLES)).all():
            lines.append(self._keep(table) if has_rows(connection, table) else EMPTY.format(table))
        for name, value, called in connection.execute(text(SEQUENCES)):
            lines.append(f"perform setval('public.\"{name}\"', {value}, {str(called).lower()});")
        body = "\n".join(lines)
        connection.exec_driver_sql(
            "create function kept.put_back() returns void language plpgsql set session_replication_role = replica "
            f"as $put_back$ begin {body} end $put_back$"
        )

    def _keep(self, table: str) -> str:
        mark = MARK.format(table)
        self._connection.exec_driver_sql(f'create table kept."{table}" as table public."{table}"')
        self._connection.exec_driver_sql(f"insert into kept.marks select '{table}', ({mark})")
        return RESTORE.format(table, mark=mark)


def has_rows(connection: Connection, table: str) -> Any:
    return connection.exec_driver_sql(f'select exists (select from public."{table}")').scalar()
