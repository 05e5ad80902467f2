"""What every command starts from: the configuration file, the logs, the application."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from pyramid.paster import get_appsettings, setup_logging
from pyramid.registry import Registry
from pyramid.request import Request
from pyramid.scripting import prepare

from .. import main as make_app
from ..db import Database, make_engine
from ..extension import Extensions, options_of
from ..settings import Settings, SettingsError

F = Callable[..., Any]
SQLITE_FILE = re.compile(r"sqlite:///(?P<path>[^?]+)")


def config_option(command: F) -> F:
    """``--config``: the ini file, ``development.ini`` by default."""
    return click.option(
        "--config",
        default="development.ini",
        show_default=True,
        type=click.Path(exists=True, dir_okay=False),
        help="Fichier de configuration.",
    )(command)


def read(config: str) -> tuple[dict[str, str], Settings]:
    """The raw settings of an ini file, and the same ones checked.

    :raises click.ClickException: one is missing or unsafe; the message says which.
    """
    setup_logging(config)
    raw = get_appsettings(config, name="main")
    try:
        return raw, Settings.load(raw)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def open_database(settings: Settings) -> Database:
    """The database of the settings; the folder of a SQLite file is made when it is missing."""
    if file := SQLITE_FILE.fullmatch(settings.database_url):
        Path(file["path"]).parent.mkdir(parents=True, exist_ok=True)
    return Database(make_engine(settings.database_url))


def plugins_of(raw: dict[str, str], settings: Settings) -> Extensions:
    """The plugins that the settings name."""
    return Extensions(options_of({**raw, "collectif.settings": settings}))


@contextmanager
def acting(config: str) -> Iterator[Request]:
    """A request of nobody, in one transaction: for commands that use the services of the rooms."""
    raw, settings = read(config)
    registry = make_app({}, **raw).registry
    try:
        with acting_in(registry, settings.base_url) as request:
            yield request
    finally:
        registry["database"].engine.dispose()


@contextmanager
def acting_in(registry: Registry, base_url: str) -> Iterator[Request]:
    """The same, in an application that is made already."""
    request = Request.blank("/", base_url=base_url, method="POST")
    with prepare(registry=registry, request=request) as env, env["request"].tm:
        yield env["request"]
