"""What makes the database itself keep the charter's words and its chain, on each engine. Used by migrations.

A published version keeps its words for ever and only grows old; an entry of the chain never changes; a proof may go
(erasure) but not change; a signature keeps what it vouches for.
"""

KEPT = "the evidence of the charter cannot be changed"
WORDS = "a published charter cannot be changed"
VERSION_WORDS = (
    "number", "title", "preamble", "plain_preamble", "items", "change_note", "text_hash", "sign_before", "published_at",
)  # fmt: skip
SIGNATURE_FACTS = ("peer_id", "version_id", "kind", "variant", "signed_on", "recorded_at")
ONCE = ("signed_seq", "countersigned_seq", "revoked_seq", "countersigned_at", "revoked_at")


def _differ(columns: tuple[str, ...], operator: str, cast: str = "") -> str:
    return " OR ".join(f"NEW.{name}{cast} {operator} OLD.{name}{cast}" for name in columns)


def _version_changed(operator: str, cast: str = "") -> str:
    """A published version that would say something else, be published again, or be accepted again."""
    backwards = "(NEW.state != OLD.state AND NOT (OLD.state = 'current' AND NEW.state = 'superseded'))"
    words = _differ(VERSION_WORDS, operator, cast)
    return f"OLD.state != 'draft' AND ({words} OR {backwards} OR (NEW.accepted AND NOT OLD.accepted))"


def _signature_changed(operator: str) -> str:
    """A signature that would vouch for something else, or come back to life."""
    once = " OR ".join(f"(OLD.{name} IS NOT NULL AND NEW.{name} {operator} OLD.{name})" for name in ONCE)
    return f"{_differ(SIGNATURE_FACTS, operator)} OR {once} OR (OLD.state != 'signed' AND NEW.state != OLD.state)"


def _sqlite(name: str, event: str, table: str, message: str, when: str = "") -> str:
    condition = f" WHEN {when}" if when else ""
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table}{condition} BEGIN SELECT RAISE(ABORT, '{message}'); END"


SQLITE = (
    _sqlite("charter_versions_kept", "UPDATE", "charter_versions", WORDS, _version_changed("IS NOT")),
    _sqlite("charter_versions_no_delete", "DELETE", "charter_versions", WORDS, "OLD.state != 'draft'"),
    _sqlite("charter_signatures_kept", "UPDATE", "charter_signatures", KEPT, _signature_changed("IS NOT")),
    _sqlite("charter_entries_no_update", "UPDATE", "charter_entries", KEPT),
    _sqlite("charter_entries_no_delete", "DELETE", "charter_entries", KEPT),
    _sqlite(
        "charter_entries_no_replace", "INSERT", "charter_entries", KEPT,
        "EXISTS (SELECT 1 FROM charter_entries WHERE seq = NEW.seq)",
    ),
    _sqlite("charter_proofs_no_update", "UPDATE", "charter_proofs", KEPT),
    _sqlite("charter_head_no_delete", "DELETE", "charter_head", KEPT),
)  # fmt: skip
SQLITE_DOWN = tuple(f"DROP TRIGGER {statement.split()[2]}" for statement in reversed(SQLITE))


def _postgresql(name: str, event: str, table: str, function: str, each: str = "ROW") -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"


def _refusing(name: str, message: str, when: str = "TRUE") -> str:
    return f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF {when} THEN RAISE EXCEPTION '{message}'; END IF;
            RETURN COALESCE(NEW, OLD);
        END $$"""


FUNCTIONS = (
    _refusing("charter_refuse", KEPT),
    _refusing("charter_keep_version", WORDS, _version_changed("IS DISTINCT FROM", "::text")),
    _refusing("charter_keep_published", WORDS, "OLD.state != 'draft'"),
    _refusing("charter_keep_signature", KEPT, _signature_changed("IS DISTINCT FROM")),
)
TRIGGERS = (
    _postgresql("charter_versions_kept", "UPDATE", "charter_versions", "charter_keep_version"),
    _postgresql("charter_versions_no_delete", "DELETE", "charter_versions", "charter_keep_published"),
    _postgresql("charter_signatures_kept", "UPDATE", "charter_signatures", "charter_keep_signature"),
    _postgresql("charter_entries_no_change", "UPDATE OR DELETE", "charter_entries", "charter_refuse"),
    _postgresql("charter_entries_no_truncate", "TRUNCATE", "charter_entries", "charter_refuse", "STATEMENT"),
    _postgresql("charter_proofs_no_update", "UPDATE", "charter_proofs", "charter_refuse"),
    _postgresql("charter_head_no_delete", "DELETE", "charter_head", "charter_refuse"),
    _postgresql("charter_head_no_truncate", "TRUNCATE", "charter_head", "charter_refuse", "STATEMENT"),
)
TABLE_OF = {statement.split()[2]: statement.split(" ON ")[1].split()[0] for statement in TRIGGERS}
POSTGRESQL_DOWN = (
    *(f"DROP TRIGGER {name} ON {table}" for name, table in reversed(TABLE_OF.items())),
    *(f"DROP FUNCTION {statement.split()[2]}" for statement in reversed(FUNCTIONS)),
)
UP = {"sqlite": SQLITE, "postgresql": (*FUNCTIONS, *TRIGGERS)}
DOWN = {"sqlite": SQLITE_DOWN, "postgresql": POSTGRESQL_DOWN}
