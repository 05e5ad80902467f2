"""The logo a plugin brings: only a picture that does nothing, shown where the association is."""

from __future__ import annotations

from types import ModuleType

import pytest
import webtest

from collectif.contributions import ContributionError
from collectif.extension import Extensions, Options
from collectif.extensions.logos import check_drawing
from tests.extensions.fakes import installed, metadata, module
from tests.organisations.test_images import png
from tests.support.apps import People

XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
DRAWING = f'<svg {XMLNS} viewBox="0 0 64 64"><title>Essai</title><path d="M2 2h60v60z" fill="#9c1f5c"/></svg>'
TRAPS = {
    "words": f'<svg {XMLNS} viewBox="0 0 9 9"><text>a</text></svg>',
    "script": f'<svg {XMLNS} viewBox="0 0 9 9"><script>alert(1)</script></svg>',
    "handler": f'<svg {XMLNS} viewBox="0 0 9 9" onload="alert(1)"/>',
    "link": f'<svg {XMLNS} xmlns:l="http://www.w3.org/1999/xlink" viewBox="0 0 9 9"><path l:href="//x"/></svg>',
    "elsewhere": f'<svg {XMLNS} viewBox="0 0 9 9"><path fill="url(//x)"/></svg>',
    "style": f'<svg {XMLNS} viewBox="0 0 9 9"><path style="color:red"/></svg>',
    "stylesheet": f'<?xml-stylesheet href="x"?><svg {XMLNS} viewBox="0 0 9 9"/>',
    "entities": f'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg {XMLNS} viewBox="0 0 9 9"><title>&a;</title></svg>',
    "page": "<html viewBox='0 0 9 9'/>",
    "another language": '<svg viewBox="0 0 9 9"/>',
    "no size": f"<svg {XMLNS}/>",
    "not whole": f'<svg {XMLNS} viewBox="0 0 9 9">',
    "too heavy": f'<svg {XMLNS} viewBox="0 0 9 9"><desc>{"a" * 210_000}</desc></svg>',
    "another encoding": DRAWING.encode("utf-16"),
}


@pytest.mark.parametrize("content", TRAPS.values(), ids=list(TRAPS))
def test_a_drawing_with_more_than_shapes_is_refused(content):
    with pytest.raises(ContributionError, match=r"logo\.svg"):
        check_drawing("logo.svg", content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def bring(tmp_path):
    """A plugin that brings this file as its logo."""

    def make(name: str, content: bytes, said: str = "") -> ModuleType:
        (tmp_path / name).write_bytes(content)
        made = module("apf77", introduce=lambda: metadata("apf77", logo=said or name))
        made.__file__ = str(tmp_path / "__init__.py")
        return made

    return make


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_logo_is_served_and_shown_where_the_association_is(bring, make_app, database):
    app = make_app(plugins="apf77", plugin_discovery=installed(bring("logo.svg", DRAWING.encode())))
    browser, people = webtest.TestApp(app), People(database, app)
    address = app.registry["extensions"].logo_of("apf77")
    answer = browser.get(address, status=200)
    assert (answer.content_type, answer.text) == ("image/svg+xml", DRAWING)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    referent = people.browser("structure_referent", "apf77")
    pages = [browser.get("/pole-ressource"), referent.get("/intranet/organisations/apf77"),
             referent.get("/intranet/associations/apf77/rapports"),
             people.browser("admin", None).get("/intranet/admin/extensions")]  # fmt: skip
    assert all(f'src="{address}"' in page.text for page in pages)
    browser.get(address.replace("apf77", "aede"), status=404)


def test_a_picture_is_cleaned_like_those_people_send(bring):
    extensions = Extensions(Options(active=("apf77",), found=installed(bring("logo.png", png() + b"<html>"))))
    logo = extensions.plugins[0].logo
    assert logo is not None
    assert (logo.media_type, logo.content) == ("image/png", png())


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.svg", TRAPS["script"].encode(), ""),
        ("logo.png", b"<html>", ""),
        ("logo.svg", DRAWING.encode(), "nowhere.svg"),
        ("logo.svg", DRAWING.encode(), "../../../../../../etc/passwd"),
    ],
)
def test_a_logo_that_will_not_do_disables_the_plugin_with_its_cause(name, content, said, bring):
    plugin = Extensions(Options(active=("apf77",), found=installed(bring(name, content, said)))).plugins[0]
    assert (plugin.state, plugin.logo) == ("disabled", None)
    assert "logo" in plugin.cause
