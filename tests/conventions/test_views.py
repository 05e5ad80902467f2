"""Every view says who may open it, in words of our own."""

from __future__ import annotations

import pytest
from pyramid.security import NO_PERMISSION_REQUIRED

from collectif import make_config
from collectif.security.grants import ROLE_GRANTS
from collectif.security.permissions import PERMISSION_LABELS, ROLE_LABELS, Permission, Role
from collectif.security.policy import DEFAULT_PERMISSION
from tests.support.apps import test_settings

ALLOWED = {NO_PERMISSION_REQUIRED, *Permission}


def permissions_by_route(config) -> dict[tuple[str, str], set[str]]:
    """(route, method) → the permissions its views name; views about exceptions have no route."""
    found: dict[tuple[str, str], set[str]] = {}
    for item in config.registry.introspector.get_category("views"):
        view = item["introspectable"]
        if view["route_name"] is None:
            continue
        named = {r["value"] for r in item["related"] if r.category_name == "permissions"}
        found.setdefault((view["route_name"], str(view["request_methods"])), set()).update(named)
    return found


@pytest.fixture
def config(tmp_path):
    config = make_config({}, **test_settings("sqlite://", tmp_path))
    config.commit()
    return config


def test_every_view_names_a_permission_of_ours(config):
    views = permissions_by_route(config)
    assert len(views) > 20
    assert {name: found for name, found in views.items() if not found or not found <= ALLOWED} == {}


def test_a_view_without_permission_would_be_seen(config):
    config.add_route("forgotten", "/oubli")
    config.add_view(lambda request: None, route_name="forgotten", renderer="json")
    config.commit()
    assert not permissions_by_route(config)[("forgotten", "None")]


def test_the_default_permission_is_held_by_no_role():
    assert DEFAULT_PERMISSION not in set().union(*(grants.all for grants in ROLE_GRANTS.values()))


def test_every_role_and_permission_is_said_in_french():
    assert set(ROLE_LABELS) == set(Role) == set(ROLE_GRANTS)
    assert set(PERMISSION_LABELS) == set(Permission)


def test_technical_roles_see_no_content():
    content = {P for P in Permission if any(word in P for word in ("roster", "peer", "report", "action"))}
    for role in (Role.ADMIN, Role.AUDITOR):
        assert not content & ROLE_GRANTS[role].all


def test_members_of_the_collective_never_open_a_file():
    files = {Permission.VIEW_PEER, Permission.VIEW_ROSTER, Permission.EXPORT_ROSTER, Permission.IMPORT_ROSTER}
    assert not files & ROLE_GRANTS[Role.COLLECTIVE_MEMBER].all


def test_only_the_coordination_publishes():
    holders = {role for role, grants in ROLE_GRANTS.items() if Permission.PUBLISH_ACTION in grants.all}
    assert holders == {Role.COORDINATOR}
