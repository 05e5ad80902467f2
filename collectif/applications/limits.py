"""How often the public pages may be used: attempts are counted in the database (docs/adr/0012)."""

from __future__ import annotations

from datetime import timedelta

from pyramid.request import Request

from ..accounts.throttle import Limit, Subject, Throttle, client_network

HOUR = timedelta(hours=1)
START_ADDRESS = Limit("application-start", 20, HOUR)
SAVE_ADDRESS = Limit("application-save", 300, HOUR)
MAIL_EMAIL = Limit("application-mail", 5, HOUR)
MAIL_ADDRESS = Limit("application-mail-address", 30, HOUR)


def count_start(request: Request) -> None:
    """One draft more. :raises Throttled: this address began too many."""
    _count(request, (START_ADDRESS, client_network(request.remote_addr)))


def count_saved(request: Request) -> None:
    """One page of a candidate sent. Call it before anything is asked of the database."""
    _count(request, (SAVE_ADDRESS, client_network(request.remote_addr)))


def count_mail(request: Request, email: str) -> None:
    """One mail that anybody may have asked for. Call it before anything is asked of the database."""
    _count(request, (MAIL_EMAIL, email), (MAIL_ADDRESS, client_network(request.remote_addr)))


def _count(request: Request, *subjects: Subject) -> None:
    request.service(Throttle).attempt(*subjects)
