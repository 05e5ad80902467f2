"""Whatever is sent to a form, by someone who may open it, is answered 400 or 422 and never breaks the page."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

import pytest

from tests.conventions.routes import TABLE, Row
from tests.support.secrets import SECRETS
from tests.support.world import CSRF, PERSONAS

from .bodies import FORM, Answer, ask, controls_of, encodings, filled, post, structures
from .conftest import Target

# What ends the session that the next body needs.
ENDINGS = ("sign_out", "my_sessions_end", "my_session_end")
ROWS = [row for row in TABLE if "POST" in row.methods.split() and row.who and row.route not in ENDINGS]
TODAY = ("2026", "01", "05")
# What a strict database could refuse after the form has let it through is sent to the strict one.
TEXTS = {
    "sqlite-written backwards": ("a\u202etxt.exe\u2066", TODAY),
    "sqlite-a million letters": ("x" * 1_000_000, TODAY),
    "sqlite-no such year": ("-1", ("0", "0", "0")),
    "sqlite-markup and formats": ("<b>'\"&%s%(x)s{0}${x}", TODAY),
    "postgresql-one sign, eighteen letters": ("\ufdfa" * 78, TODAY),
    "postgresql-four bytes each": ("\U0001f4a9" * 160, TODAY),
    "postgresql-controls": ("a\x01\x1b\x7f\x85\u2028b", TODAY),
    "postgresql-beyond 64 bits": ("9" * 400, ("9" * 20, "9" * 20, "9" * 20)),
    "postgresql-the first day": ("Zoé", ("0001", "01", "01")),
    "postgresql-the last day": ("Zoé", ("9999", "12", "31")),
    "postgresql-an address that grows": ("\u0130" * 190 + "@a.fr", TODAY),
}
HEADERS = {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options", "Cache-Control"}


def opener(row: Row) -> str:
    return next(persona for persona in reversed(PERSONAS) if persona in row.who)


Fields = list[tuple[str, str, str]]


@pytest.fixture(scope="session")
def seen() -> dict[tuple[str, str], Fields]:
    """The fields of each form of the world, by engine and route: the same for every text that is sent."""
    return {}


@pytest.fixture
def forms(target: Target, engine_name: str, seen: dict[tuple[str, str], Fields]) -> list[tuple[Row, Fields]]:
    """Every address that takes a form, with the fields of its page, read before anything is sent."""
    for row in ROWS:
        if (engine_name, row.route) not in seen:
            seen[engine_name, row.route] = fields(target, row)
    return [(row, seen[engine_name, row.route]) for row in ROWS]


def fields(target: Target, row: Row) -> Fields:
    if "GET" not in row.methods.split():
        return [(name, value, "text") for name, value in {"name": "", "move": "", **row.form}.items()]
    page = target.browser(opener(row)).get(target.path(row.route), expect_errors=True)
    return controls_of(page.text)


def send(target: Target, row: Row, content_type: str, body: bytes) -> Answer:
    signed = {"HTTP_COOKIE": f"collectif={target.world.cookies[opener(row)]}", "HTTP_X_CSRF_TOKEN": CSRF}
    return post(target.app, target.path(row.route), body, content_type, **signed)


# A body that stops being readable half-way leaves its first temporary file to the collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_structures_no_browser_sends(target: Target, forms: list[tuple[Row, Fields]]) -> None:
    assert broken(target, ((row, structures(names_of(asked))) for row, asked in forms)) == []


# A body that stops being readable half-way leaves its first temporary file to the collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_encodings_no_browser_sends(target: Target, forms: list[tuple[Row, Fields]]) -> None:
    """They are refused before any page is asked: a third of them for each page, another third for the next."""
    bodies = ((row, encodings(names_of(asked))) for row, asked in forms)
    thirds = ((row, dict(list(every.items())[rank % 3 :: 3])) for rank, (row, every) in enumerate(bodies))
    assert broken(target, thirds) == []


def names_of(asked: Fields) -> list[str]:
    return list(dict.fromkeys(name for name, _, _ in asked if not name.startswith("__"))) or ["name"]


def broken(target: Target, bodies: Iterable[tuple[Row, dict[str, tuple[str, bytes]]]]) -> list[str]:
    """The bodies that broke something, by address and kind."""
    sent = ((row, kind, send(target, row, *body)) for row, kinds in bodies for kind, body in kinds.items())
    return [f"{row.route}, {kind}: {answer.status}" for row, kind, answer in sent if answer.status >= 500]


@pytest.mark.parametrize(("engine_name", "words"), [(words.partition("-")[0], words) for words in TEXTS],
                         indirect=["engine_name"])  # fmt: skip
def test_texts_no_one_types(target: Target, forms: list[tuple[Row, Fields]], words: str) -> None:
    value, day = TEXTS[words]
    bodies = ((row, {words: (FORM, urlencode(filled(asked, value, day)).encode())}) for row, asked in forms)
    assert broken(target, bodies) == []


REQUESTS = {
    "bytes": {"PATH_INFO": "/\xff\xfe"},
    "bytes under the intranet": {"PATH_INFO": "/intranet/\xff"},
    "bytes, sent": {"PATH_INFO": "/\xff", "REQUEST_METHOD": "POST"},
    "where it is mounted": {"SCRIPT_NAME": "/\xff"},
    "a NUL": {"PATH_INFO": "/a\x00b"},
    "a NUL asked": {"QUERY_STRING": "a=%00"},
    "a bare NUL asked": {"PATH_INFO": "/actions", "QUERY_STRING": "axe=\x00"},
    "bytes asked": {"QUERY_STRING": "\xff=%ff"},
    "half a character": {"QUERY_STRING": "x=%ed%a0%80"},
    "another alphabet": {"REQUEST_METHOD": "POST", "PATH_INFO": "/preferences", "CONTENT_TYPE": f"{FORM}; charset=zz"},
    "no boundary": {"REQUEST_METHOD": "POST", "PATH_INFO": "/preferences", "CONTENT_TYPE": "multipart/form-data"},
    "put, without a boundary": {"REQUEST_METHOD": "PUT", "CONTENT_TYPE": "multipart/form-data"},
}
ODD = {
    "cookie": {"HTTP_COOKIE": "collectif=\xff\x00; \xe9=1"},
    "long cookie": {"HTTP_COOKIE": "collectif=" + "A" * 9000},
    "host": {"HTTP_HOST": "\xe9vil a b"},
    "browser": {"HTTP_USER_AGENT": "\xff"},
    "languages": {"HTTP_ACCEPT_LANGUAGE": ";;q=z\xff", "HTTP_ACCEPT": "\xff;;;q="},
    "kept copy": {"PATH_INFO": "/api/v1/actions", "HTTP_IF_NONE_MATCH": '\xff""', "HTTP_IF_MODIFIED_SINCE": "\xff"},
    "a piece": {"PATH_INFO": "/api/v1/actions", "HTTP_RANGE": "bytes=" + "9" * 30 + "-1"},
    "long file": {"PATH_INFO": "/static/" + "a" * 300},
    "length": {"CONTENT_LENGTH": "abc"},
    "method": {"REQUEST_METHOD": "\xff"},
    "address": {"REMOTE_ADDR": "\xff"},
}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("persona", ["visitor", "referent"])
def test_requests_no_browser_sends(target: Target, persona: str) -> None:
    faults = []
    cookie = {"HTTP_COOKIE": f"collectif={target.world.cookies[persona]}"}
    for name, environ in {**REQUESTS, **ODD}.items():
        answer = ask(target.app, **{**cookie, **environ})
        wrong = answer.status != 400 if name in REQUESTS else answer.status >= 500
        missing = HEADERS - set(answer.headers)
        faults += [f"{name}: {answer.status} {sorted(missing)}"] if wrong or missing else []
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("where", ["//a.example", "/\\a.example", "https://a.example", "/\t/a.example"])
def test_nobody_is_sent_elsewhere(target: Target, where: str) -> None:
    sent = target.post("visitor", "/preferences", {"return_to": where})
    landed = target.browser("referent").get("/connexion", params={"retour": where})
    assert (sent.location, landed.location) == ("http://localhost/", "http://localhost/intranet")


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_address_in_any_alphabet_fits_a_header(target: Target) -> None:
    assert target.post("visitor", "/preferences", {"return_to": "/日?a=é%20b#c"}).location.endswith(
        "/%E6%97%A5?a=%C3%A9%20b#c"
    )


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_waits_to_be_said_stays_within_a_cookie(target: Target) -> None:
    """Forty acts without a page in between, by a browser that keeps its cookie."""
    browser, path = target.browser("coordinator"), target.path("organisation_alias_add")
    for number in range(40):
        name = f"{'💚' * 70} {number}"
        answer = browser.post(path, {"name": name}, headers={"X-CSRF-Token": CSRF})
        assert answer.status_int == 303
    assert "💚💚💚" in browser.get("/intranet").text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_turns_the_writing_round_is_not_kept(target: Target) -> None:
    path = target.path("organisation_alias_add")
    target.post("coordinator", path, {"name": "Les \u202eexe.sesrevni\u2069 mots"})
    page = target.browser("coordinator").get(target.path("organisation")).text
    assert "Les exe.sesrevni mots" in page


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_visitor_learns_nothing_of_what_exists(target: Target) -> None:
    """The same answer for an organisation, for a peer, and for nothing at all."""
    there = [target.path(route) for route in ("organisation", "peer", "roster", "account", "intranet_action")]
    nowhere = [path.rpartition("/")[0] + "/nulle-part" for path in there] + ["/intranet/nulle/part"]
    for path in (*there, *nowhere):
        assert ask(target.app, PATH_INFO=path).status == 303
        assert post(target.app, path, b"", FORM).status in (400, 403)


SECURE = {name.removeprefix("collectif."): value * 2 for name, value in SECRETS.items()}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_another_host_is_refused_in_production(make_app) -> None:
    app = make_app(**{**SECURE, "environment": "production", "base_url": "https://collectif.example"})
    secure = {"wsgi.url_scheme": "https"}
    assert ask(app, **secure, HTTP_HOST="collectif.example").status == 200
    assert ask(app, **secure, HTTP_HOST="ailleurs.example", PATH_INFO="/intranet").status == 400
    assert ask(app, **secure, HTTP_HOST="127.0.0.1:6543", PATH_INFO="/sante").status == 200
    kept = ask(app, **secure, HTTP_HOST="collectif.example", PATH_INFO="/connexion").headers
    assert "secure" in kept["Set-Cookie"].lower()
    assert "Strict-Transport-Security" in kept
