"""Headers of every answer, and requests refused before they reach a view."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPRequestEntityTooLarge
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

from ..bodies import read_controls, release
from ..db import SAFE_METHODS
from ..settings import Settings

HEALTH = "/sante"
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
Handler = Callable[[Request], Response]


def headers_tween(handler: Handler, registry: Registry) -> Handler:
    """Add the security headers; nothing that depends on who is signed in is kept by a cache."""
    secure = registry.settings["collectif.settings"].secure_cookies

    def tween(request: Request) -> Response:
        response = handler(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return tween


def refusal_tween(handler: Handler, registry: Registry) -> Handler:
    """Refuse what no page can use: bodies over the limit, other sites' names, undecodable addresses and forms."""
    settings: Settings = registry.settings["collectif.settings"]

    def tween(request: Request) -> Response:
        if request.method not in SAFE_METHODS:
            # First: a body that is refused was copied to a file too.
            request.add_finished_callback(release)
        _check_size(request, settings.max_body)
        _check_address(request)
        if settings.is_production:
            _check_host(request, settings.base_url)
        if request.method not in SAFE_METHODS:
            read_controls(request)
        return handler(request)

    return tween


def _check_size(request: Request, most: int) -> None:
    if (request.content_length or 0) > most:
        error = HTTPRequestEntityTooLarge()
        error.explanation_fr = f"Ce fichier est trop lourd : {most // 1024 // 1024} Mo au plus."
        raise error


def _check_address(request: Request) -> None:
    for part in ("SCRIPT_NAME", "PATH_INFO"):
        try:
            nul = "\x00" in request.environ.get(part, "").encode("latin-1").decode("utf-8")
        except UnicodeDecodeError as error:
            # The page that says so cannot say where it is.
            request.environ[part] = ""
            raise HTTPBadRequest() from error
        if nul:
            raise HTTPBadRequest()
    if any("\x00" in text for pair in request.GET.items() for text in pair):
        raise HTTPBadRequest()


def _check_host(request: Request, base_url: str) -> None:
    """Redirections repeat the name they were asked under: it is ours, or nobody's. A watchdog may ask by number."""
    if request.host != urlsplit(base_url).netloc and request.path != HEALTH:
        raise HTTPBadRequest()


def includeme(config: Configurator) -> None:
    config.add_tween("collectif.security.headers.headers_tween")
    config.add_tween("collectif.security.headers.refusal_tween", under="pyramid.tweens.excview_tween_factory")
