"""A list of actions that another site puts in one of its pages: a piece of HTML, with nothing that runs nor styles."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from ..http_cache import OPEN, content, keep_open
from ..parameters import BadQuestion, Choice, WholeNumber, fixed, given, read_all
from . import public
from .narrowing import PARAMETERS as NARROWING
from .narrowing import narrowed
from .open_data import action_url, address

MOST = 20
OWN = (
    WholeNumber("nombre", "Le nombre d'actions.", 3, 1, MOST, 5),
    WholeNumber("niveau", "Le niveau des titres : celui qui vient après le titre de votre page.", 2, 2, 4, 3),
    Choice("texte", "Le résumé habituel, ou celui en langage simple.", "simple", fixed("habituel", "simple")),
)
PARAMETERS = (*NARROWING, *OWN)
FILTERS = ("axe", "nature", "annee", "secteur")
"""Those that the page of actions knows too."""
NOT_INDEXED = {"X-Robots-Tag": "noindex"}
"""Search engines lead to the actions' own pages, not to a list without a page around it."""


@view_config(route_name="actions_fragment", request_method="GET", permission=NO_PERMISSION_REQUIRED)
def fragment(request: Request) -> Response:
    """The latest published actions; the parameters choose which, how many, and the level of their titles."""
    try:
        asked = read_all(PARAMETERS, request.db, request.GET)
    except BadQuestion as error:
        return refused(request, str(error))
    found = public.newest(request.db, asked["nombre"], narrowed=narrowed(asked))
    response = keep_open(written(request, found=found, asked=asked, error=None, more=all_of_them(request, asked)))
    response.headers.update(NOT_INDEXED)
    return response


def refused(request: Request, message: str) -> Response:
    """The error is a fragment too: whoever puts it in a page sees what to mend."""
    response = written(request, found=(), asked={}, error=message, more=None)
    response.status_int = 400
    response.headers.update({**OPEN, **NOT_INDEXED})
    return response


def written(request: Request, **values: Any) -> Response:
    template = request.registry["templates"].load("actions/fragment.xml")
    text = template(url=lambda action: action_url(request, action), **values)
    return content(text.strip().encode(), "text/html")


def all_of_them(request: Request, asked: dict[str, Any]) -> str:
    """The page of the site that shows the same actions, and the following ones."""
    kept = {name: value for name, value in given(asked).items() if name in FILTERS}
    return address(request, "actions", _query=kept)
