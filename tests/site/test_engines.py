"""The pages that read the database do so on both engines."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from collectif.actions.models import Action
from collectif.organisations.models import Organisation
from tests.site.reading import main_of


def publish(session, day: int, state: str = "published") -> None:
    """Store an action first published on that day of March."""
    mdph = session.scalars(select(Organisation).filter_by(slug="mdph77")).one()
    session.add(
        Action(
            slug=f"action-{day}",
            state=state,
            title=f"Action {day}",
            sort_title=f"action {day}",
            kind="awareness",
            proposing_organisation=mdph,
            decided_on=date(2027, 2, 1),
            published_at=datetime(2027, 3, day, tzinfo=UTC),
            withdrawal_reason="Reportée" if state == "withdrawn" else "",
        )
    )


@pytest.mark.parametrize("path", ["/", "/pole-ressource"])
def test_pages_that_query(testapp, path):
    assert main_of(testapp.get(path, status=200)).findtext("h1")


def test_home_shows_the_three_actions_published_last(testapp, database):
    with database.transaction() as session:
        for day in (3, 1, 4, 2):
            publish(session, day)
        publish(session, 5, state="withdrawn")
    strip = main_of(testapp.get("/")).xpath(".//section[@aria-labelledby='dernieres-actions']//h3/a/@href")
    assert strip == ["/actions/action-4", "/actions/action-3", "/actions/action-2"]


def test_home_without_an_action_says_so(testapp):
    assert "Aucune action n’est publiée pour le moment." in main_of(testapp.get("/")).text_content()
