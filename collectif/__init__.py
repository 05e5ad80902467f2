"""Collectif: the intranet and public voice of a departmental collective for peer support."""

from __future__ import annotations

from typing import Any

from pyramid.config import Configurator
from pyramid.session import JSONSerializer, SignedCookieSessionFactory

from . import models as models  # every mapper, before the first query
from .settings import Settings, with_environment

GROUND_FLOOR = (
    "pyramid_tm",
    "pyramid_retry",
    ".services",
    ".db",
    ".crypto",
    ".templating",
    ".preferences",
    ".forms",
    ".errors",
    ".logs",
    ".security",
    ".page_cache",
    ".journal",
    ".mail",
    ".chores",
    ".calendars",
    ".health",
    ".search",
)
ROOMS = (
    ".territory",
    ".accounts",
    ".agenda",
    ".organisations",
    ".extensions",
    ".peers",
    ".applications",
    ".library",
    ".training",
    ".charter",
    ".activation",
    ".news",
    ".exchanges",
    ".actions",
    ".meetings",
    ".reports",
    ".privacy",
    ".texts",
    ".api",
    ".site",
    ".dashboard",
)


def session_factory(settings: Settings) -> Any:
    """The one cookie: signed, unreadable by scripts, gone with the browser."""
    return SignedCookieSessionFactory(
        settings.secret, cookie_name="collectif", httponly=True, samesite="Lax", max_age=None, timeout=None,
        reissue_time=None, secure=settings.secure_cookies, serializer=JSONSerializer(),
    )  # fmt: skip


def make_config(
    global_config: dict[str, Any], configurator: type[Configurator] = Configurator, /, **raw: str
) -> Configurator:
    """The configuration of one application, rooms included, not yet made into a WSGI application."""
    settings = Settings.load(raw)
    config = configurator(settings={
        **with_environment(raw), "collectif.settings": settings, "tm.manager_hook": "pyramid_tm.explicit_manager",
        "tm.commit_veto": "pyramid_tm.default_commit_veto", "retry.attempts": 3,
        # Naming the person would open the request's transaction before any page asks for it.
        "tm.annotate_user": "false",
    })  # fmt: skip
    config.set_session_factory(session_factory(settings))
    for name in (*GROUND_FLOOR, *ROOMS):
        config.include(name)
    return config


def main(global_config: dict[str, Any], configurator: type[Configurator] = Configurator, /, **raw: str) -> Any:
    """WSGI application; servers ask :func:`collectif.wsgi.main` for it."""
    return make_config(global_config, configurator, **raw).make_wsgi_app()
