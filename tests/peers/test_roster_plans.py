"""What SQLite does for a roster page, without ANALYZE: an index gives the order, and the count reads an index only."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from collectif.peers.own_fields import own_fields
from collectif.peers.roster import build_roster
from collectif.territory.queries import sector_choices

NAME, STATE, SINCE = "ix_sponsorships_roster ", "ix_sponsorships_roster_state ", "ix_sponsorships_since "


def plans(app, db, params):
    """The plans of the two statements of a page, as SQLite explains them: the count, then the rows."""
    prepared = build_roster(1, "Pairs", own_fields(app.registry, "apf77"), sector_choices(db))
    sent = []
    connection = db.connection()

    event.listen(connection, "before_cursor_execute", lambda *call: sent.append((call[2], call[3])))
    prepared.page(db, params)
    found = []
    for statement, values in list(sent):
        rows = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, values)
        found.append(" / ".join(row[3] for row in rows))
    assert len(found) == 2
    return found


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("params", "index"),
    [({}, NAME), ({"tri": "-nom"}, NAME), ({"debut": "mar"}, NAME), ({"etat": "paused"}, STATE),
     ({"tri": "depuis"}, SINCE),
     ({"engagement": "employee"}, NAME), ({"propre_antenna": "sud"}, NAME), ({"famille": "motor"}, NAME),
     ({"secteur": "meaux"}, NAME)],
)  # fmt: skip
def test_each_order_is_an_index(app, db, params, index):
    count, rows = plans(app, db, params)
    assert f"USING INDEX {index}" in rows
    assert "TEMP B-TREE" not in rows
    assert "SCAN sponsorships" not in rows + count
    assert "USING COVERING INDEX" in count
