"""What the pages of the room receive: a public page whose texts may be written, and who may write them."""

from __future__ import annotations

from pyramid.httpexceptions import HTTPNotFound
from pyramid.request import Request

from ..security.acl import acl
from . import queries
from .models import SiteText, TextApproval
from .pages import BY_SLUG, Block, Page


class TextsContext:
    """The texts of the site."""

    def __init__(self, request: Request):
        self.__acl__ = acl()


class PageContext(TextsContext):
    """The texts of one page."""

    def __init__(self, request: Request):
        super().__init__(request)
        found = BY_SLUG.get(request.matchdict["page"])
        if found is None:
            raise HTTPNotFound()
        self.page: Page = found
        self._request = request

    @property
    def draft(self) -> SiteText:
        """:raises HTTPNotFound: nobody is writing one."""
        found = queries.draft(self._request.db, self.page)
        if found is None:
            raise HTTPNotFound()
        return found

    @property
    def number(self) -> int:
        """Of the version that the address names. :raises HTTPNotFound: it never was published."""
        typed = self._request.matchdict["number"]
        # SQLite and PostgreSQL hold no number of ten digits in this column.
        if not typed.isdecimal() or not typed.isascii() or len(typed) > 9:
            raise HTTPNotFound()
        if int(typed) and queries.numbered(self._request.db, self.page, int(typed)) is None:
            raise HTTPNotFound()
        return int(typed)

    @property
    def block(self) -> Block:
        """:raises HTTPNotFound: the page has no such block."""
        try:
            return self.page.block(self._request.matchdict["block"])
        except KeyError:
            raise HTTPNotFound() from None

    @property
    def approval(self) -> TextApproval:
        """:raises HTTPNotFound: this page has no such approval."""
        found = queries.approval_of_id(self._request.db, self.page, self._request.matchdict["public_id"])
        if found is None:
            raise HTTPNotFound()
        return found
