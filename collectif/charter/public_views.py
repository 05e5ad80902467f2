"""The charter for everyone: its text, the paper to print, the chain's fingerprints, the program that verifies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config
from sqlalchemy import select
from sqlalchemy.orm import Session

from ..exports import document_response
from ..text import PARIS, local, long_date, today
from . import queries
from .chain import instant
from .keys import SigningKeys
from .models import CharterEntry
from .page import VersionPage
from .receipts import blank_pdf
from .views import wants_plain

KEPT_SECONDS = 300
MOST_HEADS = 30
# Entries read back to find the last one of each of these days.
MOST_READ = 3000
NEVER = datetime(2018, 1, 1, tzinfo=UTC)
VERIFIER = files("collectif.charter") / "data" / "verify_charter.txt"


@dataclass(frozen=True)
class Head:
    """Where the chain stood at the end of a day, and the name of the key that signed it."""

    day: date
    at: datetime
    digest: str
    key: str

    @property
    def day_words(self) -> str:
        return long_date(self.day)


@view_config(route_name="charter", renderer="charter/public.pt", permission=NO_PERMISSION_REQUIRED,
             request_method="GET")  # fmt: skip
def public(request: Request) -> dict[str, Any]:
    """The text in force, one item after the other."""
    return {"shown": VersionPage(request.db, queries.current_version(request.db), plain=request.preferences.plain)}


@view_config(route_name="charter_blank", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def blank(request: Request) -> Response:
    """The charter to sign by hand, in one of its variants."""
    variant = "plain" if wants_plain(request) else "standard"
    return document_response(blank_pdf(queries.current_version(request.db), variant))


@view_config(route_name="charter_verifier", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def verifier(request: Request) -> Response:
    """The program that verifies receipts, to keep."""
    response = Response(body=VERIFIER.read_bytes(), content_type="text/x-python", charset="utf-8")
    response.content_disposition = 'attachment; filename="verify_charter.py"'
    return response


@view_config(route_name="charter_atom", permission=NO_PERMISSION_REQUIRED, request_method="GET")
def atom(request: Request) -> Response:
    """The chain's fingerprint at the end of each day on which it grew, and the public key (Atom, RFC 4287).

    Days, not acts: nobody can count signatures by asking often.
    """
    keys: SigningKeys = request.registry["charter_keys"]
    site = request.registry.settings["collectif.settings"].base_url
    heads = list(last_of_days(request.db))
    text = request.registry["templates"].load("charter/feed.xml")(
        heads=heads, publics=keys.publics, key_id=keys.id, site=site, instant=instant, never=NEVER,
        tag=f"tag:{urlsplit(site).hostname},{NEVER.year}:charte", updated=heads[0].at if heads else NEVER,
        self_url=site + request.route_path("charter_atom"), page_url=site + request.route_path("charter"),
    )  # fmt: skip
    response = Response(body=text.encode(), content_type="application/atom+xml", charset="utf-8")
    response.cache_control = f"public, max-age={KEPT_SECONDS}"
    response.etag = sha256(response.body).hexdigest()[:32]
    response.conditional_response = True
    return response


def last_of_days(session: Session) -> Iterator[Head]:
    """The last entry of each past day on which there was one, the latest day first."""
    midnight = datetime.combine(today(), time.min, PARIS)
    columns = select(CharterEntry.at, CharterEntry.digest, CharterEntry.key_id)
    past = columns.where(CharterEntry.at < midnight).order_by(CharterEntry.seq.desc()).limit(MOST_READ)
    days: set[date] = set()
    for at, digest, key in session.execute(past):
        day = local(at).date()
        if day not in days and len(days) < MOST_HEADS:
            days.add(day)
            yield Head(day, at, digest, key)
