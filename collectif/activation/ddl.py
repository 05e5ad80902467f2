"""What makes the database itself refuse an active peer without the three gates, on each engine (domain rule 1).

Becoming active is refused while a gate is missing; taking away the last proof of a gate is refused while the peer is
active: pause or end first, in the same transaction if need be. Used by migrations. A gate holds, for the database, with

- an active sponsorship whose terms are attested;
- a training certificate that is not revoked (a lapse stops new matches, never an active peer);
- a countersigned signature, in force, of a version of the charter that still counts.
"""

from __future__ import annotations

MESSAGE = "an active peer needs a sponsorship, a training certificate and a signed charter"

SPONSORED = """EXISTS (SELECT 1 FROM sponsorships s JOIN sponsorship_terms t ON t.sponsorship_id = s.id
            WHERE s.peer_id = {peer} AND s.state = 'active')"""
TRAINED = "EXISTS (SELECT 1 FROM training_certificates c WHERE c.peer_id = {peer} AND c.revoked_at IS NULL)"
SIGNATURES = """SELECT 1 FROM charter_signatures g JOIN charter_versions v ON v.id = g.version_id
            WHERE g.peer_id = {peer} AND g.state = 'signed' AND g.countersigned_at IS NOT NULL AND v.accepted"""
SIGNED = f"EXISTS ({SIGNATURES})"
GATES = f"{SPONSORED}\n        AND {TRAINED}\n        AND {SIGNED}"

# Table → the gate its rows prove, and the columns whose change may take the proof away.
PROOFS = {
    "sponsorships": (SPONSORED, "state, peer_id"),
    "sponsorship_terms": (SPONSORED, "sponsorship_id, peer_id"),
    "training_certificates": (TRAINED, "revoked_at, peer_id"),
    "charter_signatures": (SIGNED, "state, countersigned_at, peer_id, version_id"),
}
ACTIVE = "EXISTS (SELECT 1 FROM peers p WHERE p.id = {peer} AND p.state = 'active')"
LEFT_BEHIND = f"""EXISTS (SELECT 1 FROM charter_signatures mine JOIN peers p ON p.id = mine.peer_id
            WHERE mine.version_id = OLD.id AND p.state = 'active' AND NOT {SIGNED.format(peer="p.id")})"""
# Peers said to be active before anything proved it: they go on in preparation.
SETTLE = f"UPDATE peers SET state = 'preparing' WHERE state = 'active' AND NOT ({GATES.format(peer='peers.id')})"

RAISE = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"


def _sqlite_proof(table: str) -> tuple[str, str]:
    gate, columns = PROOFS[table]
    lost = f"{ACTIVE.format(peer='OLD.peer_id')}\n            AND NOT {gate.format(peer='OLD.peer_id')}"
    return (
        f"CREATE TRIGGER {table}_keep_gate AFTER UPDATE OF {columns} ON {table}\n        WHEN {lost} {RAISE}",
        f"CREATE TRIGGER {table}_delete_keep_gate AFTER DELETE ON {table}\n        WHEN {lost} {RAISE}",
    )


SQLITE_CREATE = (
    f"CREATE TRIGGER peers_insert_gates BEFORE INSERT ON peers WHEN NEW.state = 'active' {RAISE}",
    f"""CREATE TRIGGER peers_gates AFTER UPDATE OF state ON peers
        WHEN NEW.state = 'active' AND OLD.state <> 'active' AND NOT ({GATES.format(peer="NEW.id")}) {RAISE}""",
    *(statement for table in PROOFS for statement in _sqlite_proof(table)),
    f"""CREATE TRIGGER charter_versions_keep_gate AFTER UPDATE OF accepted ON charter_versions
        WHEN OLD.accepted AND NOT NEW.accepted AND {LEFT_BEHIND} {RAISE}""",
)
SQLITE_DROP = (
    "DROP TRIGGER charter_versions_keep_gate",
    *(f"DROP TRIGGER {table}{part}_keep_gate" for table in reversed(PROOFS) for part in ("_delete", "")),
    "DROP TRIGGER peers_gates",
    "DROP TRIGGER peers_insert_gates",
)

REFUSE = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'"


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\n        BEGIN {body} RETURN NULL; END $$"


def _postgresql_proof(table: str) -> tuple[str, ...]:
    """The peer's row is locked before it is read: whoever activates them meanwhile is waited for."""
    gate, columns = PROOFS[table]
    body = f"""
            PERFORM 1 FROM peers p WHERE p.id = OLD.peer_id AND p.state = 'active' FOR UPDATE;
            IF FOUND AND NOT {gate.format(peer="OLD.peer_id")} THEN {REFUSE}; END IF;
           """
    run = f"FOR EACH ROW EXECUTE FUNCTION {table}_keep_gate()"
    return (
        _function(f"{table}_keep_gate", body),
        f"CREATE TRIGGER {table}_keep_gate AFTER UPDATE OF {columns} ON {table} {run}",
        f"CREATE TRIGGER {table}_delete_keep_gate AFTER DELETE ON {table} {run}",
        f"""CREATE TRIGGER {table}_truncate_keep_gate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION gates_truncate()""",
    )


POSTGRESQL_CREATE = (
    _function("peers_insert_gates", f"{REFUSE};"),
    # The version signed is locked too: nobody stops accepting it meanwhile.
    _function("peers_gates", f"""
            IF NOT ({SPONSORED.format(peer="NEW.id")} AND {TRAINED.format(peer="NEW.id")}) THEN {REFUSE}; END IF;
            PERFORM 1 FROM ({SIGNATURES.format(peer="NEW.id")} FOR SHARE OF v) signed;
            IF NOT FOUND THEN {REFUSE}; END IF;
           """),
    _function("gates_truncate", f"""
            IF EXISTS (SELECT 1 FROM peers WHERE state = 'active') THEN {REFUSE}; END IF;
           """),
    """CREATE TRIGGER peers_insert_gates BEFORE INSERT ON peers
        FOR EACH ROW WHEN (NEW.state = 'active') EXECUTE FUNCTION peers_insert_gates()""",
    """CREATE TRIGGER peers_gates AFTER UPDATE ON peers
        FOR EACH ROW WHEN (NEW.state = 'active' AND OLD.state <> 'active') EXECUTE FUNCTION peers_gates()""",
    *(statement for table in PROOFS for statement in _postgresql_proof(table)),
    _function("charter_versions_keep_gate", f"IF {LEFT_BEHIND} THEN {REFUSE}; END IF;"),
    """CREATE TRIGGER charter_versions_keep_gate AFTER UPDATE OF accepted ON charter_versions
        FOR EACH ROW WHEN (OLD.accepted AND NOT NEW.accepted) EXECUTE FUNCTION charter_versions_keep_gate()""",
)  # fmt: skip
POSTGRESQL_DROP = (
    "DROP TRIGGER charter_versions_keep_gate ON charter_versions",
    "DROP FUNCTION charter_versions_keep_gate()",
    *(
        statement
        for table in reversed(PROOFS)
        for statement in (
            *(f"DROP TRIGGER {table}{part}_keep_gate ON {table}" for part in ("_truncate", "_delete", "")),
            f"DROP FUNCTION {table}_keep_gate()",
        )
    ),
    "DROP TRIGGER peers_gates ON peers",
    "DROP TRIGGER peers_insert_gates ON peers",
    "DROP FUNCTION gates_truncate()",
    "DROP FUNCTION peers_gates()",
    "DROP FUNCTION peers_insert_gates()",
)
CREATE = {"sqlite": SQLITE_CREATE, "postgresql": POSTGRESQL_CREATE}
DROP = {"sqlite": SQLITE_DROP, "postgresql": POSTGRESQL_DROP}
UP = {dialect: (SETTLE, *statements) for dialect, statements in CREATE.items()}
DOWN = DROP
