"""Domain errors, and the pages that answer when something goes wrong."""

from __future__ import annotations

import logging
from urllib.parse import quote

from pyramid.config import Configurator
from pyramid.httpexceptions import (
    HTTPBadRequest,
    HTTPForbidden,
    HTTPGone,
    HTTPMethodNotAllowed,
    HTTPNotFound,
    HTTPRequestEntityTooLarge,
    HTTPSeeOther,
    HTTPTooManyRequests,
    HTTPUnprocessableEntity,
)
from pyramid.renderers import render_to_response
from pyramid.request import Request
from pyramid.response import Response
from pyramid_retry import BeforeRetry, IBeforeRetry, is_error_retryable
from sqlalchemy.orm.exc import StaleDataError

from .http_cache import problem
from .typed import typed_texts

log = logging.getLogger(__name__)
# Set in the environment of a request whose page must lean on nothing: neither the database nor the session.
BARE_PAGE = "collectif.bare_page"


class DomainError(Exception):
    """A rule of the collective says no. ``message`` is shown as it is: plain French, what to do next.

    :param field: name of the form field concerned, when there is one.
    """

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(DomainError):
    """The person may not do this to this object, whatever the page showed them."""


class Gone(Exception):
    """The object was public and no longer is; ``reason`` may be shown to anyone."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


class Throttled(Exception):
    """Too many attempts; ``seconds`` to wait before the next."""

    def __init__(self, seconds: int):
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


ERROR_TEMPLATES = {
    HTTPBadRequest: "400",
    HTTPMethodNotAllowed: "404",
    HTTPNotFound: "404",
    HTTPGone: "410",
    HTTPRequestEntityTooLarge: "422",
    HTTPUnprocessableEntity: "422",
    HTTPTooManyRequests: "429",
}


FOR_PROGRAMS = "/api/"
PROBLEMS = {
    "400": ("Question illisible", "L'adresse contient des signes qui ne peuvent pas être lus."),
    "403": ("Refusé", "Cette adresse n'est pas ouverte à tous."),
    "404": ("Introuvable", "Rien n'a cette adresse."),
    "410": ("Retiré", "Ce n'est plus public."),
    "422": ("Refusé", "La question ne peut pas être traitée."),
    "429": ("Trop de questions", "Attendez un peu avant de demander de nouveau."),
    "500": ("Erreur de notre côté", "Réessayez plus tard. Si cela dure, écrivez-nous."),
}
"""What an error is called for programs, and what it says by itself, by the template that tells it to people."""


def error_page(request: Request, status: int, template: str, **values: object) -> Response:
    """The error page of ``status``; ``message`` among the values replaces the page's own explanation.

    What was written in a form is shown again.
    """
    if request.environ.get("PATH_INFO", "").startswith(FOR_PROGRAMS):
        title, usual = PROBLEMS[template]
        return problem(status, title, str(values.get("message") or values.get("reason") or usual))
    values = {"message": None, "typed": typed_texts(request), **values}
    response = render_to_response(f"errors/{template}.pt", values, request=request, response=request.response)
    response.status_int = status
    response.cache_control = "no-store"
    return response


def http_error(error: Exception, request: Request) -> Response:
    template = next(name for kind, name in ERROR_TEMPLATES.items() if isinstance(error, kind))
    return error_page(request, error.status_int, template, message=getattr(error, "explanation_fr", None))  # type: ignore[attr-defined]


def forbidden(error: HTTPForbidden, request: Request) -> Response:
    """Ask a visitor to sign in; tell someone signed in that this is not theirs."""
    if request.identity is None and request.method in ("GET", "HEAD"):
        return HTTPSeeOther(request.route_path("sign_in") + "?retour=" + quote(request.path_qs, safe=""))
    return error_page(request, 403, "403")


def not_allowed(error: NotAllowed, request: Request) -> Response:
    return error_page(request, 403, "403", message=error.message)


def domain_error(error: DomainError, request: Request) -> Response:
    return error_page(request, 422, "422", message=error.message)


def gone(error: Gone, request: Request) -> Response:
    return error_page(request, 410, "410", reason=error.reason)


def throttled(error: Throttled, request: Request) -> Response:
    response = error_page(request, 429, "429", seconds=error.seconds)
    response.headers["Retry-After"] = str(error.seconds)
    return response


def undecodable(error: UnicodeDecodeError, request: Request) -> Response:
    return error_page(request, 400, "400")


def edited_meanwhile(error: StaleDataError, request: Request) -> Response:
    message = "Une autre personne vient de modifier cette fiche. Rouvrez-la, puis refaites votre changement."
    return error_page(request, 409, "422", message=message)


def unexpected(error: Exception, request: Request) -> Response:
    """The last resort: logged with its trace, answered without the database or the session.

    Two people who waited for each other in the database are not one: the request is tried again.
    """
    if not is_error_retryable(request, error):
        log.exception("unexpected error", extra={"route": getattr(request.matched_route, "name", None)})
    request.environ[BARE_PAGE] = True
    return error_page(request, 500, "500")


HANDLERS = (
    (HTTPForbidden, forbidden),
    (NotAllowed, not_allowed),
    (DomainError, domain_error),
    (Gone, gone),
    (Throttled, throttled),
    (UnicodeDecodeError, undecodable),
    (StaleDataError, edited_meanwhile),
    (Exception, unexpected),
)


def forget_attempt(event: BeforeRetry) -> None:
    """What the attempt that failed left in the environment is not the next one's."""
    event.environ.pop(BARE_PAGE, None)


def includeme(config: Configurator) -> None:
    config.add_subscriber(forget_attempt, IBeforeRetry)
    for kind in ERROR_TEMPLATES:
        config.add_exception_view(http_error, context=kind)
    for kind, handler in HANDLERS:
        config.add_exception_view(handler, context=kind)
