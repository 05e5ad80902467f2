"""Error pages are real pages with a way on; the last one asks nothing of the session or the database."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from pyramid.renderers import render
from pyramid.request import Request

from collectif.testing.people import People

VALUES = {"message": None, "reason": "Une information était fausse.", "seconds": 130}


class BrokenRequest(Request):
    """A request whose session and person cannot be read any more."""

    @property
    def session(self) -> Any:
        raise AssertionError("the page opened the session")

    @property
    def identity(self) -> Any:
        raise AssertionError("the page asked who is there")

    @property
    def db(self) -> Any:
        raise AssertionError("the page asked the database")


def test_500_stands_alone(app: Any) -> None:
    request = BrokenRequest.blank("/intranet", environ={"collectif.bare_page": True})
    request.registry = app.registry
    page = html.document_fromstring(render("errors/500.pt", dict(VALUES), request=request))
    assert page.xpath("//h1")
    assert not page.xpath("//form")
    assert "/" in page.xpath("//main//a/@href")


@pytest.mark.parametrize("name", ["400", "403", "404", "410", "422", "429", "500"])
def test_one_heading_and_a_way_on(app: Any, name: str) -> None:
    request = Request.blank("/quelque-part", environ={"collectif.bare_page": True})
    request.registry = app.registry
    page = html.document_fromstring(render(f"errors/{name}.pt", dict(VALUES), request=request))
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//main//a[contains(@class, 'button')]/@href")
    assert page.xpath("//title")[0].text == f"{page.xpath('//h1')[0].text} – Collectif pair-aidance 77"


def test_waiting_time_is_in_words(app: Any) -> None:
    request = Request.blank("/connexion", environ={"collectif.bare_page": True})
    request.registry = app.registry
    assert "Réessayez dans 3 minutes." in render("errors/429.pt", dict(VALUES), request=request)


WORDS = "Tout ce que la réunion a dit du café des pairs, point par point."
SENT = {
    "text": WORDS,
    "title": "Le café",
    "password": WORDS + " Secret.",
    "current": WORDS + " Avant.",
    "csrf_token": WORDS + " Jeton.",
}


def texts_shown(answer: Any) -> list[str]:
    page = html.document_fromstring(answer.text)
    return [area.text for area in page.xpath("//main//textarea[@readonly][@id = //label/@for]")]


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, [WORDS]),
        ({"Origin": "http://localhost"}, [WORDS]),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, []),
        ({"Origin": "http://ailleurs.example"}, []),
        ({}, []),
    ],
)
def test_sentences_sent_with_a_stale_token_are_given_back(
    people: People, headers: dict[str, str], shown: list[str]
) -> None:
    browser = people.browser("coordinator", "mdph77")
    answer = browser.post("/intranet/reunions/nouvelle", SENT, headers=headers, status=400)
    assert texts_shown(answer) == shown


def test_sentences_sent_after_the_session_ended_are_given_back(testapp: Any) -> None:
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = testapp.post("/intranet/reunions/nouvelle", SENT, headers=headers, status=403)
    assert texts_shown(answer) == [WORDS]
    assert "Votre session est terminée" in answer.text


def test_a_body_that_cannot_be_read_gives_nothing_back(testapp: Any) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data"}
    answer = testapp.post("/intranet/reunions/nouvelle", "?" * 200, headers=headers, expect_errors=True)
    assert answer.status_int in (400, 403)
    assert texts_shown(answer) == []
