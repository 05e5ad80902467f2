"""What search engines may read names nobody: every address that ``robots.txt`` allows, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from collectif.accounts.models import Account
from collectif.applications.models import Application
from collectif.documents import Report, ReportSection, report_pdf
from collectif.organisations.models import Representative
from collectif.peers.models import Peer
from tests.support.pdf_text import pdf_text

from .routes import PRIVATE_WORDS, TABLE, Row
from .surface import READING

PEOPLE = (
    (Account, ("display_name", "email")),
    (Peer, ("family_name", "email")),
    (Representative, ("full_name",)),
    (Application, ("family_name", "given_name", "email", "phone", "lived_experience", "own_path", "motivation")),
)
# Opened by a link that one person was given, or by whoever signs in.
BY_LINK = {
    "accept_invitation", "candidacy_again", "candidacy_copy", "candidacy_follow", "candidacy_form", "candidacy_lost",
    "candidacy_review", "candidacy_step", "candidacy_withdraw", "choose_password", "forgotten_password", "health",
    "personal_calendar", "sign_in", "training_offer", "verify",
}  # fmt: skip
# Names of the world that are words of the site too.
WORDS = {"candidat"}
# Open to all, and no page for search engines.
ASIDE = {"actions_fragment"}


def words_about_people(session: Any) -> set[str]:
    """Everything that names someone in the world, and the words of its private objects."""
    found = set(PRIVATE_WORDS)
    for model, columns in PEOPLE:
        for row in session.execute(select(*(getattr(model, column) for column in columns))):
            found |= {str(value).casefold() for value in row if value and len(str(value)) > 4}
    return found - WORDS


def text_of(answer: Any) -> str:
    """What an answer says: its text, or what a PDF draws."""
    pdf = answer.content_type == "application/pdf"
    return (pdf_text(answer.body) if pdf else answer.body.decode("utf-8", "replace")).casefold()


def named(text: str, words: set[str]) -> set[str]:
    return {word for word in words if word in text}


def closed_to_robots(visits: Any) -> tuple[str, ...]:
    lines = visits.ask("visitor", READING, "/robots.txt").text.splitlines()
    return tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: "))


def public_rows() -> Iterator[Row]:
    return (row for row in TABLE if "visitor" in row.who and READING in row.methods.split())


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_nothing_public_names_anyone(standing: Any) -> None:
    with standing.app.registry["database"].transaction() as session:
        words = words_about_people(session)
    assert len(words) > 40
    closed, looked_at, told = closed_to_robots(standing), [], {}
    for row in public_rows():
        path = standing.path(row)
        if not path.startswith(closed) or row.route in ASIDE:
            answer = standing.ask("visitor", READING, path)
            looked_at.append(answer.content_type)
            if found := named(text_of(answer), words):
                told[path] = found
    assert told == {}
    assert len(looked_at) > 40
    kinds = {"text/html", "application/json", "application/atom+xml", "text/csv", "application/xml", "application/pdf"}
    assert kinds <= set(looked_at)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_robots_are_told_of_everything_that_is_for_one_person(standing: Any) -> None:
    closed = closed_to_robots(standing)
    allowed = {row.route for row in public_rows() if not standing.path(row).startswith(closed)}
    assert not allowed & BY_LINK
    forbidden = {row.route for row in public_rows()} - allowed - ASIDE
    assert forbidden <= BY_LINK
    listed = standing.ask("visitor", READING, "/sitemap.xml").text
    assert not [path for path in closed if f"http://localhost{path}" in listed]


def test_a_name_would_be_seen() -> None:
    assert named("<p>zoé zephyrelle</p>", {"zephyrelle", "topaze"}) == {"zephyrelle"}


def test_a_name_drawn_in_a_file_would_be_seen() -> None:
    report = Report("Rapport", "Des mots", "2027", date(2028, 1, 1), [ReportSection("Titre", ["Zoé Zéphyrelle."])], [])
    assert "Zoé Zéphyrelle." in pdf_text(report_pdf(report).content)
