"""What makes the database itself refuse to change the journal, on each engine. Used by migrations."""

MESSAGE = "the journal cannot be changed"
RAISE = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"

SQLITE = (
    f"""CREATE TRIGGER journal_entries_no_update BEFORE UPDATE ON journal_entries
        {RAISE}""",
    f"""CREATE TRIGGER journal_entries_no_delete BEFORE DELETE ON journal_entries
        WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%S', 'now', '-12 months')
        {RAISE}""",
    """CREATE TRIGGER journal_entries_no_replace BEFORE INSERT ON journal_entries
        WHEN EXISTS (SELECT 1 FROM journal_entries WHERE seq = NEW.seq) """
    + RAISE,
    f"""CREATE TRIGGER journal_head_no_delete BEFORE DELETE ON journal_head
        {RAISE}""",
)
SQLITE_DOWN = tuple(
    f"DROP TRIGGER {name}"
    for name in (
        "journal_entries_no_update",
        "journal_entries_no_delete",
        "journal_entries_no_replace",
        "journal_head_no_delete",
    )
)
POSTGRESQL = (
    f"""CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$""",
    f"""CREATE FUNCTION journal_refuse_young() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.at > now() - interval '12 months' THEN RAISE EXCEPTION '{MESSAGE}'; END IF;
            RETURN OLD;
        END $$""",
    """CREATE TRIGGER journal_entries_no_update BEFORE UPDATE ON journal_entries
        FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_entries_no_delete BEFORE DELETE ON journal_entries
        FOR EACH ROW EXECUTE FUNCTION journal_refuse_young()""",
    """CREATE TRIGGER journal_entries_no_truncate BEFORE TRUNCATE ON journal_entries
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_head_no_delete BEFORE DELETE ON journal_head
        FOR EACH ROW EXECUTE FUNCTION journal_refuse()""",
    """CREATE TRIGGER journal_head_no_truncate BEFORE TRUNCATE ON journal_head
        FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()""",
)
POSTGRESQL_DOWN = (
    "DROP TRIGGER journal_head_no_truncate ON journal_head",
    "DROP TRIGGER journal_head_no_delete ON journal_head",
    "DROP TRIGGER journal_entries_no_truncate ON journal_entries",
    "DROP TRIGGER journal_entries_no_delete ON journal_entries",
    "DROP TRIGGER journal_entries_no_update ON journal_entries",
    "DROP FUNCTION journal_refuse_young()",
    "DROP FUNCTION journal_refuse()",
)
UP = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
DOWN = {"sqlite": SQLITE_DOWN, "postgresql": POSTGRESQL_DOWN}
