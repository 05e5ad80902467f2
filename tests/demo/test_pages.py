"""The pages that list the year open for the accounts printed at the start, and the year can be made anew."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from collectif.accounts.models import Account
from collectif.actions.models import Action
from collectif.cli import main as command
from collectif.journal.models import JournalEntry
from collectif.organisations.models import Organisation
from collectif.peers.models import Peer
from tests.support.apps import test_settings

ROSTER = "/intranet/associations/apf77/pairs"
PAGES = {
    "coordination": ("/intranet/actions", "/intranet/pairs", ROSTER, "/intranet/organisations",
                     "/intranet/organisations/mdph77", "/intranet/rapports"),
    "referent": (ROSTER, f"{ROSTER}?propre_antenna=nord", f"{ROSTER}?format=csv",
                 "/intranet/associations/apf77/rapports",
                 "/intranet/associations/apf77/rapports/mobilite", "/intranet/organisations/apf77"),
    "autre-referent": ("/intranet/associations/unafam77/pairs", "/intranet/associations/unafam77/rapports"),
    "membre": ("/intranet/actions", "/intranet/actions?axe=3", "/intranet/organisations"),
    "pair": ("/actions", "/intranet/actions"),
    "formateur": ("/intranet/mon-compte",),
    "admin": ("/intranet/admin/comptes", "/intranet/admin/extensions"),
    "dpo": ("/intranet/admin/journal", "/intranet/admin/journal/verification"),
}  # fmt: skip


def test_lists_open_for_whom_they_are_meant(known):
    for local, addresses in PAGES.items():
        browser = known(local)
        for address in ("/intranet", *addresses):
            browser.get(address, status=200)


def test_the_lists_hold_the_year(known):
    coordination = known("coordination")
    assert "40" in coordination.get("/intranet/actions").lxml.find(".//*[@class='listing-summary']").text_content()
    assert "pas encore reliée" not in known("pair").get("/intranet").text
    known("pair").get("/intranet/ma-fiche").follow(status=200)


def test_every_action_opens_in_the_intranet_and_public_ones_to_all(known, testapp, database):
    member = known("membre")
    with database.transaction() as session:
        rows = session.execute(select(Action.public_id, Action.slug, Action.state, Action.withdrawal_reason)).all()
    for public_id, slug, state, reason in rows:
        member.get(f"/intranet/actions/{public_id}", status=200)
        if slug and state != "withdrawn":
            testapp.get(f"/actions/{slug}", status=200)
        elif slug:
            assert reason.split(".")[0] in testapp.get(f"/actions/{slug}", status=410).text


LOGS = """
[loggers]
keys = root
[handlers]
keys =
[formatters]
keys =
[logger_root]
level = WARNING
handlers =
"""


@pytest.fixture
def reset(database_url, tmp_path):
    """``reset("development")``: what ``collectif demo reset`` answers on the test's database."""

    def run(environment: str) -> Result:
        settings = {
            **test_settings(database_url, tmp_path, mail_transport="smtp", base_url="https://collectif.example"),
            "collectif.environment": environment,
        }
        lines = ["[app:main]", "use = egg:collectif", *(f"{name} = {value}" for name, value in settings.items())]
        path = tmp_path / "demo.ini"
        path.write_text("\n".join(lines).replace("%", "%%") + LOGS, encoding="utf-8")
        return CliRunner().invoke(command, ["demo", "reset", "--config", str(path)])

    return run


def test_reset_makes_the_year_anew_whatever_was_written(reset, database):
    for _ in range(2):
        result = reset("development")
        assert result.exit_code == 0, result.output
        with database.transaction() as session:
            assert session.scalar(select(func.count()).select_from(Peer)) == 150
            assert session.scalar(select(func.count()).select_from(JournalEntry)) < 30
            session.add(Peer(given_name="De", family_name="Trop", sort_name="trop de"))
            session.add(Account(email="de@trop.example", display_name="De Trop", sort_name="de trop"))


def test_reset_refuses_a_production_database(reset, database):
    result = reset("production")
    assert result.exit_code == 1
    assert "Refusé" in result.output
    with database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Organisation)) == 17
