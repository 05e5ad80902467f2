"""Bodies no browser sends, and requests made without one."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from lxml import html

Controls = list[tuple[str, str]]
MULTIPART = "multipart/form-data; boundary=B"
FORM = "application/x-www-form-urlencoded"
HIDDEN = ("csrf_token", "submit")
DATE_PARTS = ("year", "month", "day")


@dataclass(frozen=True)
class Answer:
    """What the application answered, without any library between."""

    status: int
    headers: dict[str, str]
    body: bytes = field(repr=False)

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


def ask(app: Any, **environ: Any) -> Answer:
    """Call the application with this environment; whatever it raises is raised."""
    told: list[Any] = []
    asked = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": "/", "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "HTTP_HOST": "localhost", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, **environ,
    }  # fmt: skip
    parts = app(asked, lambda status, headers, exc_info=None: told.extend((status, headers)))
    body = b"".join(parts)
    getattr(parts, "close", lambda: None)()
    return Answer(int(told[0].split()[0]), dict(told[1]), body)


def post(app: Any, path: str, body: bytes, content_type: str, **environ: Any) -> Answer:
    sent = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body))}
    return ask(app, PATH_INFO=path, **sent, **{"wsgi.input": io.BytesIO(body), **environ})


def controls_of(page: str) -> list[tuple[str, str, str]]:
    """Name, value and kind of every field of the page's forms that are sent."""
    fields = html.document_fromstring(page).xpath("//main//form[translate(@method,'POST','post')='post']//*[@name]")
    return [(one.get("name"), one.get("value") or "", one.get("type") or one.tag) for one in fields]


def filled(fields: Iterable[tuple[str, str, str]], value: str, day: Sequence[str]) -> Controls:
    """The form as a browser sends it, every text replaced by ``value`` and every date by ``day``."""
    return [(name, _value(name, given, kind, value, day)) for name, given, kind in fields if kind != "file"]


def _value(name: str, given: str, kind: str, value: str, day: Sequence[str]) -> str:
    if name in DATE_PARTS:
        return day[DATE_PARTS.index(name)]
    kept = name in HIDDEN or name.startswith("__") or kind in ("radio", "checkbox", "hidden", "submit")
    return given if kept else value


def wrapped(names: Iterable[str], kind: str) -> Controls:
    """Each name inside a structure that the form does not have."""
    found: Controls = []
    for name in names:
        found += [("__start__", f"{name}:{kind}"), (name, "x"), (name, "y"), ("__end__", f"{name}:{kind}")]
    return found


def part(name: str, content: bytes = b"x", filename: str = "", headers: str = "") -> bytes:
    """One part of a multipart body."""
    file = f'; filename="{filename}"' if filename else ""
    head = f'--B\r\nContent-Disposition: form-data; name="{name}"{file}\r\n{headers}\r\n'
    return head.encode("latin-1") + content + b"\r\n"


def structures(names: list[str]) -> dict[str, tuple[str, bytes]]:
    """Bodies that are well encoded and make no sense."""
    controls = {
        "deep": [("__start__", "a:mapping")] * 900 + [("__end__", "a:mapping")] * 900,
        "never closed": [("__start__", "a:mapping")], "closed twice": [("__end__", "a:mapping")] * 2,
        "sequences": wrapped(names, "sequence"), "mappings": wrapped(names, "mapping"),
        "renames": wrapped(names, "rename"), "unknown": wrapped(names, "chose"),
        "forty times": [(name, "x") for name in names] * 40,
        "a long name": [("n" * 100_000, "x")], "a row more": [("__sequence__", f"add {names[0]}")],
        "a row less": [("__sequence__", f"remove {names[0]}.0")],
    }  # fmt: skip
    return {name: (FORM, urlencode(pairs).encode()) for name, pairs in controls.items()}


def encodings(names: list[str]) -> dict[str, tuple[str, bytes]]:
    """Bodies that cannot be read, or not as they say, and one with too much in it."""
    end, odd = b"--B--\r\n", "Content-Type: text/plain; charset=zz\r\n"
    every = [*names, "return_to", "move"]
    return {
        "files everywhere": (MULTIPART, b"".join(part(name, filename="a.csv") for name in every) + end),
        "a NUL in a file's name": (MULTIPART, part("upload", filename="a\x00.csv") + end),
        "no name": (MULTIPART, b"--B\r\nContent-Disposition: form-data; name=\r\n\r\n--B"),
        "not base 64": (MULTIPART, part("name", b"%", headers="Content-Transfer-Encoding: base64\r\n") + end),
        "unknown alphabet": (MULTIPART, part("name", b"\xff", headers=odd) + end),
        "a false length": (MULTIPART, part("name", headers="Content-Length: 99999999999\r\n") + end),
        "bytes": (MULTIPART, part("name", b"\xff\xfe") + end), "no boundary": ("multipart/form-data", b"x"),
        "JSON": ("application/json", b'{"a":'), "another alphabet": (f"{FORM}; charset=zz", b"a=1"),
        "not UTF-8": (FORM, b"name=%ff&move=\xff"), "a NUL": (FORM, b"name=%00"),
        "half a character": (FORM, b"name=%ed%a0%80"), "no kind": ("", b"name=1"),
        "a strange kind": ("\xff/;;", b"a=1"),
        "too many": (FORM, urlencode([(f"a{n}", "") for n in range(20_000)]).encode()),
    }  # fmt: skip
