"""Comfort of reading: theme, text size, spacing, plain language; kept in the session cookie."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.security import NO_PERMISSION_REQUIRED

from .bodies import posted_text

CHOICES = {
    "theme": ("auto", "light", "dark"),
    "text_size": ("normal", "large"),
    "spacing": ("normal", "wide"),
    "language": ("standard", "plain"),
}
SESSION_KEY = "comfort"
LONGEST_RETURN = 2_000


@dataclass(frozen=True)
class Preferences:
    """One person's comfort of reading; the defaults are what a first visit shows."""

    theme: str = "auto"
    text_size: str = "normal"
    spacing: str = "normal"
    language: str = "standard"

    @property
    def plain(self) -> bool:
        return self.language == "plain"

    @property
    def html_class(self) -> str:
        classes = [f"theme-{self.theme}", f"text-{self.text_size}", f"spacing-{self.spacing}"]
        return " ".join([*classes, "plain"] if self.plain else classes)

    def changed(self, values: Any) -> Preferences:
        """These preferences with the known values among ``values``; the rest is ignored."""
        known = {name: values[name] for name, allowed in CHOICES.items() if values.get(name) in allowed}
        return replace(self, **known)


def preferences(request: Request) -> Preferences:
    """Request property; a visitor without a session cookie gets the defaults and no cookie."""
    if not request.session:
        return Preferences()
    return Preferences().changed(request.session.get(SESSION_KEY, {}))


def safe_return(request: Request, target: str | None, default: str) -> str:
    """``target``, fit for a header, when it is an address of this site, else ``default``: never an open redirection."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and target.isprintable():
        return quote(target[:LONGEST_RETURN], safe="/?#&=%:;,+@!$'()*~[]")
    return default


def save(request: Request) -> HTTPSeeOther:
    request.session[SESSION_KEY] = asdict(request.preferences.changed(request.POST))
    return HTTPSeeOther(safe_return(request, posted_text(request, "return_to"), "/"))


def includeme(config: Configurator) -> None:
    config.add_request_method(preferences, reify=True)
    config.add_route("preferences", "/preferences")
    # No CSRF token here: it would give a cookie to every visitor, and nobody gains by changing another's colours.
    config.add_view(
        save, route_name="preferences", request_method="POST", permission=NO_PERMISSION_REQUIRED, require_csrf=False
    )
