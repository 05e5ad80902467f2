"""Error pages are real pages with a way on; the last one asks nothing of the session or the database."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html
from pyramid.renderers import render
from pyramid.request import Request

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
