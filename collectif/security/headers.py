"""Headers of every answer, and requests refused before they reach a view."""

from __future__ import annotations

from collections.abc import Callable

from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest, HTTPRequestEntityTooLarge
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.response import Response

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
    """Refuse what no page can use: bodies over the limit, NUL characters, undecodable addresses."""
    max_body = registry.settings["collectif.settings"].max_body

    def tween(request: Request) -> Response:
        if (request.content_length or 0) > max_body:
            error = HTTPRequestEntityTooLarge()
            error.explanation_fr = f"Ce fichier est trop lourd : {max_body // 1024 // 1024} Mo au plus."
            raise error
        if "\x00" in request.environ.get("PATH_INFO", "") or "%00" in request.query_string:
            raise HTTPBadRequest()
        request.environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8")
        request.GET.items()
        return handler(request)

    return tween


def includeme(config: Configurator) -> None:
    config.add_tween("collectif.security.headers.headers_tween")
    config.add_tween("collectif.security.headers.refusal_tween", under="pyramid.tweens.excview_tween_factory")
