"""The list of actions inside another site's page: accessible there, bringing nothing with it."""

from __future__ import annotations

from typing import Any

import pytest
from webob import Request, Response

from tests.support import accessibility
from tests.support.browsers import Server

HOST = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>Le Département</title></head>
<body><main><h1>Le Département</h1><h2>Handicap</h2>{}</main></body></html>"""
FETCH = """async address => {
  const answer = await fetch(address);
  document.querySelector("h2").insertAdjacentHTML("afterend", await answer.text());
}"""


@pytest.mark.parametrize("level", [3, 4])
def test_inside_a_page_of_another_site(level: int, site: Any, chromium: Any) -> None:
    """By its server, then by its script, from another origin."""
    piece = Request.blank(f"/actions/fragment?niveau={level}").get_response(site.app).text
    host = Server(Response(HOST.format("<h3>Les actions</h3>" * (level == 4) + piece)))
    page = chromium.new_context().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(f"{host.url}/handicap")
        assert accessibility.axe(page) == []
        assert page.locator(f"h{level} a").count() == 3
        assert not [url for url in asked if not url.startswith(host.url)]
        page.evaluate(FETCH, f"{site.url}/actions/fragment?niveau={level}")
        assert page.locator(f"h{level} a").count() == 6
        assert page.context.cookies() == []
    finally:
        page.context.close()
        host.close()
