"""What the site does by itself: each thing in a transaction of its own, one failure leaving the others done."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from collectif.chores import Chore, run_chores
from collectif.organisations.models import OrganisationAlias


def add_alias(name):
    def act(request):
        request.db.add(OrganisationAlias(organisation_id=1, name=name, sort_name=name))
        request.db.flush()
        if name == "échoue":
            raise RuntimeError("not done")
        return 1

    return act


@pytest.mark.usefixtures("db")
def test_one_that_fails_leaves_the_others_done(app, database, caplog):
    app.registry["chores"][:] = [Chore(name, add_alias(name)) for name in ("un", "échoue", "deux")]
    outcomes = [(one.name, one.done) for one in run_chores(app.registry, "http://localhost")]
    assert outcomes == [("un", 1), ("échoue", None), ("deux", 1)]
    with database.transaction() as session:
        assert set(session.scalars(select(OrganisationAlias.name))) >= {"un", "deux"}
        assert "échoue" not in session.scalars(select(OrganisationAlias.name)).all()
    assert "chore failed" in caplog.text


def test_every_chore_runs_on_a_new_site_and_again(app):
    assert len(app.registry["chores"]) > 1
    for _ in range(2):
        assert all(outcome.done is not None for outcome in run_chores(app.registry, "http://localhost"))
