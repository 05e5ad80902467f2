"""Access control lists, computed from the roles' table and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pyramid.authorization import DENY_ALL, Allow

from .grants import ROLE_GRANTS

Acl = tuple[tuple[str, str, object], ...]

EVERYWHERE: Acl = tuple((Allow, f"role:{role}", grants.everywhere) for role, grants in ROLE_GRANTS.items())


def acl(
    organisation_ids: Iterable[int] = (), account_id: int | None = None, account_ids: Iterable[int] = ()
) -> list[object]:
    """The list of an object that belongs to these organisations and, maybe, is about this account.

    :param account_ids: for what is several people's own, such as the trainers of a session.
    """
    entries: list[object] = list(EVERYWHERE)
    for organisation_id in organisation_ids:
        entries.extend(_within(organisation_id))
    for one in (*account_ids, *(() if account_id is None else (account_id,))):
        entries.extend((Allow, f"role:{role}#{one}", grants.own_file) for role, grants in ROLE_GRANTS.items())
    return [*entries, DENY_ALL]


@lru_cache(maxsize=256)
def _within(organisation_id: int) -> Acl:
    return tuple(
        (Allow, f"role:{role}@{organisation_id}", grants.own_organisation)
        for role, grants in ROLE_GRANTS.items()
        if grants.own_organisation
    )


class Root:
    """The context of pages about no object in particular: only what roles give everywhere."""

    __parent__ = None
    __name__ = None
    __acl__ = acl()

    def __init__(self, request: object):
        self.request = request
