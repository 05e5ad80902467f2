"""The page of roles says what the security policy applies."""

from __future__ import annotations

import pytest

from collectif.security.grants import ROLE_GRANTS
from collectif.security.permissions import Permission, Role

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def test_it_lists_every_grant(people):
    cells = people.browser("peer").get("/intranet/admin/roles").lxml.xpath("//table//td")
    shown = [cell.text_content() != "non" for cell in cells]
    assert shown == [permission in ROLE_GRANTS[role].all for permission in Permission for role in Role]


def test_a_visitor_does_not_see_it(testapp):
    testapp.get("/intranet/admin/roles", status=303)
