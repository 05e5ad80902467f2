"""What makes the database itself keep minutes that are approved, and results of votes, on each engine.

Revisions of minutes, movements and errata are written once. A note whose meeting is approved no longer changes, and an
approved meeting stays so. A closed vote keeps its question, its rule and its counts; a decision keeps its words.
"""

KEPT = "approved minutes cannot be changed"
RESULT = "the result of a vote cannot be changed"
WORDS = "a decision cannot be changed"
RESULT_COLUMNS = ("question", "method", "majority", "state", "in_favour", "against", "abstentions", "adopted",
                  "result_words", "quorum_words", "closed_at", "action_id")  # fmt: skip
DECISION_COLUMNS = ("year", "number", "text", "taken_on", "meeting_id", "item_id", "vote_id", "action_id")
MEETING_COLUMNS = ("state", "title", "starts_at", "approved_at", "closed_at", "opened_at", "peers_present")
APPROVED_NOTE = """EXISTS (SELECT 1 FROM agenda_items JOIN meetings ON meetings.id = agenda_items.meeting_id
    WHERE agenda_items.id = {row}.item_id AND meetings.state = 'approved')"""


def _differ(columns: tuple[str, ...], operator: str) -> str:
    return "(" + " OR ".join(f"NEW.{name} {operator} OLD.{name}" for name in columns) + ")"


def _conditions(operator: str) -> dict[str, tuple[str, str, str, str]]:
    """Trigger → (event, table, message, when)."""
    return {
        "meetings_approved": ("UPDATE", "meetings", KEPT,
                              f"OLD.state = 'approved' AND {_differ(MEETING_COLUMNS, operator)}"),
        "meetings_no_delete": ("DELETE", "meetings", KEPT, "OLD.state = 'approved'"),
        "minutes_notes_kept": ("UPDATE", "minutes_notes", KEPT, APPROVED_NOTE.format(row="OLD")),
        "minutes_notes_no_delete": ("DELETE", "minutes_notes", KEPT, APPROVED_NOTE.format(row="OLD")),
        "minutes_notes_no_more": ("INSERT", "minutes_notes", KEPT, APPROVED_NOTE.format(row="NEW")),
        "minutes_revisions_kept": ("UPDATE", "minutes_revisions", KEPT,
                                   _differ(("note_id", "number", "text", "at"), operator)),
        "minutes_errata_kept": ("UPDATE", "minutes_errata", KEPT, _differ(("meeting_id", "text", "at"), operator)),
        "minutes_errata_no_delete": ("DELETE", "minutes_errata", KEPT, "1 = 1"),
        "meeting_votes_kept": ("UPDATE", "meeting_votes", RESULT,
                               f"OLD.state != 'open' AND {_differ(RESULT_COLUMNS, operator)}"),
        "meeting_votes_no_delete": ("DELETE", "meeting_votes", RESULT, "OLD.state = 'closed'"),
        "meeting_decisions_kept": ("UPDATE", "meeting_decisions", WORDS, _differ(DECISION_COLUMNS, operator)),
    }  # fmt: skip


def _sqlite(name: str, event: str, table: str, message: str, when: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{message}'); END"


def _function(name: str, message: str, when: str) -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when} THEN RAISE EXCEPTION '{message}'; END IF;
            RETURN COALESCE(NEW, OLD);
        END $$"""


def _postgresql(name: str, event: str, table: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"


ON_SQLITE, ON_POSTGRESQL = _conditions("IS NOT"), _conditions("IS DISTINCT FROM")
UP = {
    "sqlite": tuple(_sqlite(name, *rest) for name, rest in ON_SQLITE.items()),
    "postgresql": (
        *(_function(name, message, when) for name, (_event, _table, message, when) in ON_POSTGRESQL.items()),
        *(_postgresql(name, event, table) for name, (event, table, _message, _when) in ON_POSTGRESQL.items()),
    ),
}
DOWN = {
    "sqlite": tuple(f"DROP TRIGGER {name}" for name in reversed(ON_SQLITE)),
    "postgresql": (
        *(f"DROP TRIGGER {name} ON {table}" for name, (_event, table, *_rest) in reversed(ON_POSTGRESQL.items())),
        *(f"DROP FUNCTION {name}" for name in reversed(ON_POSTGRESQL)),
    ),
}
