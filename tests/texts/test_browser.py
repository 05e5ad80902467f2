"""What is published is as accessible as the founding text: every sign, in both languages, and the room itself."""

from __future__ import annotations

import pytest

from tests.support import accessibility

from .conftest import ROOM
from .test_room import EVERYTHING

pytestmark = [
    pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True),
    pytest.mark.xdist_group("chromium"),
]
PAGES = (ROOM, f"{ROOM}/pair-aidance", f"{ROOM}/pair-aidance/blocs/cadre", f"{ROOM}/pair-aidance/versions/1",
         f"{ROOM}/pair-aidance/relecture", f"{ROOM}/pair-aidance/apercu?langage=simple",
         f"{ROOM}/pair-aidance/publier")  # fmt: skip


@pytest.fixture
def page(desk, chromium, server):
    """The coordination's browser; a text with every sign is online, in both languages, and a draft follows."""
    desk.write("pair-aidance", "cadre", standard=EVERYTHING, plain=EVERYTHING)
    desk.publish("pair-aidance")
    desk.approve("pair-aidance", named=True)
    desk.write("pair-aidance", "collectif", standard=EVERYTHING)
    context = chromium.new_context(base_url=server.url, locale="fr-FR", viewport={"width": 360, "height": 800})
    context.add_cookies([{"name": "collectif", "value": desk.browser.cookies["collectif"], "url": server.url}])
    yield context.new_page()
    context.close()


def test_every_sign_and_every_page_of_the_room(page):
    found = {}
    for place, path in enumerate(("/pair-aidance", *PAGES)):
        page.emulate_media(color_scheme="dark" if place % 2 else "light")
        page.goto(path)
        found[path] = [*accessibility.axe(page), *accessibility.frame(page), *accessibility.overflow(page)]
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
