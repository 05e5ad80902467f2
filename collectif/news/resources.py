"""What pages about news are about, with who may do what to it."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPForbidden, HTTPNotFound
from pyramid.request import Request

from ..security.acl import acl
from ..security.permissions import Permission
from .models import NewsItem
from .queries import find_item, is_addressed, is_readable, opens_news, writes


class WriteContext:
    """A new piece of news: whoever writes to somebody may open the form."""

    def __init__(self, request: Request):
        self.__acl__ = acl(request.identity.own_organisations(Permission.WRITE_NEWS) if request.identity else ())


class NewsContext:
    """One piece of news. For those it is not addressed to, and until it is published, it does not exist."""

    def __init__(self, request: Request):
        identity = request.identity
        if identity is None:
            raise HTTPForbidden()
        item = find_item(request.db, request.matchdict["public_id"], locked=request.method == "POST")
        if item is None or (opens_news(identity) and not is_addressed(identity, item)):
            raise HTTPNotFound()
        self.may_change = writes(identity, item)
        if not self.may_change and not is_readable(item) and item.withdrawn_at is None:
            raise HTTPNotFound()
        self.item: NewsItem = item
        self.__acl__ = acl([] if item.organisation_id is None else [item.organisation_id])
